import type { ColdStartEstimate, ColdStartPart, MeasuredInit } from '../../model/cold-start.js';
import type { Flame, PackedColdStart, PackedPart, PackedSaving } from '../../model/page-data.js';
import type { Saving } from '../../model/saving.js';

/** Most parts of most functions have the same sources, which stand in the table of strings once. */
export function packColdStart(
  estimate: ColdStartEstimate,
  savings: readonly Saving[],
  numberOf: (text: string) => number,
): PackedColdStart {
  const { runtime, architecture, memoryMb, initMs, parts, assumptions, measured } = estimate;
  const { missing, missingLayers, hasUnknownReach } = estimate;
  return {
    runtime,
    architecture,
    ...(memoryMb !== undefined && { memoryMb }),
    initMs,
    parts: parts.map((part) => packPart(part, numberOf)),
    savings: savings.map((saving) => packSaving(saving, numberOf)),
    assumptions,
    ...(missing && { missing }),
    ...(missingLayers && { missingLayers }),
    ...(hasUnknownReach && { hasUnknownReach }),
    ...(measured && packMeasured(measured)),
  };
}

function packPart(
  { group, name, ms, origin, source, basis }: ColdStartPart,
  numberOf: (text: string) => number,
): PackedPart {
  const packed = [group, numberOf(name), ms, origin, numberOf(source)] as const;
  return basis === undefined ? packed : [...packed, numberOf(basis)];
}

function packSaving(
  { title, ms, source, isBeforeReplacement }: Saving,
  numberOf: (text: string) => number,
): PackedSaving {
  const packed = [title, ms, numberOf(source)] as const;
  return isBeforeReplacement ? [...packed, isBeforeReplacement] : packed;
}

/** Who only times a start has no flame of it. */
type MeasuredFlame = MeasuredInit & { readonly flame?: Flame };

function packMeasured(measured: MeasuredFlame): Pick<PackedColdStart, 'measured' | 'flame'> {
  const { node, runs, localMs, projectedMs, flame } = measured;
  return { measured: { node, runs, localMs, projectedMs }, ...(flame && { flame }) };
}
