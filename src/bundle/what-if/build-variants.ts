import { posix } from 'node:path';
import { textOf } from '../../derived/text-of.js';
import { groupBy } from '../../lib/group.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import type { DetailedBundle, DetailedVariant } from '../../model/bundle.js';
import type { Host } from '../../model/host.js';
import { count } from '../../words/counts.js';
import { missingSentences } from '../../words/missing-packages.js';
import { buildBundles } from '../build/build.js';
import type { BuiltBundle } from '../build/build-outcome.js';
import { entryPointsOf } from '../build/build-request.js';
import { moduleAt } from '../build/module-graph.js';
import type { BuildPlan } from '../settings/settings.js';
import type { Patch, VariantContext, WhatIf } from './context.js';

/** A function that was built as it is. */
export interface BuiltPlan extends BuildPlan {
  readonly folder: string;
  readonly built: BuiltBundle;
  /** What is built, by itself. */
  readonly alone: DetailedBundle;
  /** With what stands beside it, which a change leaves as it is. */
  readonly bundle: DetailedBundle;
}

/** Builds each function once more with each change that applies to it; functions that a change treats alike are built together. */
export async function buildVariants(
  plans: readonly BuiltPlan[],
  changes: readonly WhatIf[],
  host: Host,
  weigh: Weigh,
): Promise<ReadonlyMap<BuiltPlan, readonly DetailedVariant[]>> {
  const variants = new Map<BuiltPlan, readonly DetailedVariant[]>();
  for (const change of changes) {
    const patched = plans.flatMap((plan): Patched[] => {
      const patch = change.patch(contextOf(plan, host));
      return patch ? [{ plan, patch }] : [];
    });
    const alike = groupBy(patched, ({ plan, patch }) =>
      JSON.stringify([plan.folder, plan.options, posix.extname(plan.builtAt), patch]),
    );
    for (const group of alike.values()) {
      for (const [plan, variant] of await buildPatched(group, change, host, weigh))
        variants.set(plan, [...(variants.get(plan) ?? []), variant]);
    }
  }
  return variants;
}

/** What is in a built file. */
export type Weigh = (plan: BuildPlan, built: BuiltBundle) => Promise<DetailedBundle>;

interface Patched {
  readonly plan: BuiltPlan;
  readonly patch: Patch;
}

export function contextOf(
  { bundle, built: { graph }, options, entry }: Pick<BuiltPlan, 'bundle' | 'built' | 'options' | 'entry'>,
  host: Host,
): VariantContext {
  const paths = [...graph.bytes.keys()].map((index) => moduleAt(graph, index).path);
  const own = paths.filter((path) => !path.includes('/node_modules/'));
  const texts = own.map((path) => [path, textOf(path, host)] as const);
  const ownTexts = new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
  return { bundle, graph, options, ownTexts, folder: posix.dirname(entry), host };
}

async function buildPatched(
  group: NonEmpty<Patched>,
  { change, title }: WhatIf,
  host: Host,
  weigh: Weigh,
): Promise<readonly (readonly [BuiltPlan, DetailedVariant])[]> {
  const [{ plan, patch }] = group;
  const entries = entryPointsOf(group.map((each) => each.plan));
  host.log('info', `Building ${count(entries.length, 'function')}: ${title}`);
  const { substitutes = [], rewritten = [], notes = [] } = patch;
  const options = { ...plan.options, ...patch.options };
  const { bundles } = await buildBundles({
    entries,
    options,
    folder: plan.folder,
    host,
    substitutes,
    rewritten,
  });
  const pairs = group.flatMap(({ plan }) => {
    const built = bundles.get(plan.entry);
    return built ? [{ plan, built }] : [];
  });
  return Promise.all(
    pairs.map(async ({ plan, built }) => {
      const { alone, bundle } = plan;
      const changed = await weigh({ ...plan, options }, built);
      const sizes = {
        zippedBytes: bundle.zippedBytes + changed.zippedBytes - alone.zippedBytes,
        unzippedBytes: bundle.unzippedBytes + changed.unzippedBytes - alone.unzippedBytes,
      };
      const { fromRuntime, layerBytes } = bundle;
      const whole = { ...changed, ...sizes, fromRuntime, layerBytes };
      // Both sides leave the same out.
      const told = [...notes, ...missingSentences(bundle)];
      return [plan, { change, title, ...sizes, notes: told, bundle: whole }] as const;
    }),
  );
}
