import { type LambdaModel, projectedMs, slownessOf } from '../../coldstart/reference.js';
import type { MeasuredInit } from '../../model/cold-start.js';
import type { Host } from '../../model/host.js';
import type { CpuProfile, NodeRuntime } from '../../model/starter.js';
import type { Prepared } from '../prepare/prepare.js';
import { attributeProfile, type Charge } from '../profile/attribute-profile.js';
import { shareOut } from '../profile/shares.js';
import { sourceProfile } from '../profile/source-profile.js';
import { spreadReading } from '../profile/spread-reading.js';
import { notesOf } from './notes.js';
import type { StartSeries } from './run-series.js';
import { median, spreadOf } from './statistics.js';

/** What a function's starts say of its init. */
export function describeSeries(
  prepared: Prepared,
  series: StartSeries,
  runtime: NodeRuntime,
  model: LambdaModel,
  host: Host,
): MeasuredInit {
  const { startable, nameOf } = prepared;
  const { fn, deployed } = startable;
  const localMs = spreadOf(series.timedMs);
  const slowness = slownessOf(median(series.referenceMs), runtime.major);
  const naming = { nameOf, built: deployed.entry };
  const { shares, flame } = shareOut(fn.name, chargesOf(prepared, series, host), localMs.mid, naming);
  return {
    node: runtime.version,
    runs: series.timedMs.length,
    localMs,
    projectedMs: projectedMs(localMs, slowness, model),
    slowness,
    shares,
    flame,
    notes: notesOf(startable, runtime, series.attempts),
  };
}

function chargesOf({ startable, knowledge }: Prepared, { profiled }: StartSeries, host: Host): readonly Charge[] {
  const charges = profiled.flatMap((start) => attributeProfile(start, knowledge));
  if (startable.packaging === 'bundle' || !startable.deployed.isModule) return charges;
  const files = startable.modules.filter((module) => host.isFile(module));
  return spreadReading(
    charges,
    files.map((module) => ({ module, bytes: host.readText(module)?.length ?? 0 })),
  );
}

/** The first profile as it is kept: with places in the sources. */
export function keptProfile({ bundle }: Prepared, { profiled: [first] }: StartSeries): CpuProfile | undefined {
  return first && bundle ? sourceProfile(first.profile, bundle.path, bundle.lines) : first?.profile;
}
