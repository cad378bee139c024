import { groupBy } from '../../lib/group.js';
import type { Host } from '../../model/host.js';
import { bytesText } from '../../words/sizes.js';
import { buildBundles } from '../build/build.js';
import type { BuiltBundle } from '../build/build-outcome.js';
import { entryPointsOf } from '../build/build-request.js';
import { moduleAt } from '../build/module-graph.js';
import { mapBytes } from '../build/source-map.js';
import { createPackageOf } from '../packages/packages.js';
import type { BuildPlan } from '../settings/settings.js';

/** Packages that make up less of a bundle are not held against each other: a line more or less is much of them. */
const LEAST_SHARE = 0.01;
const TOLERANCE = 0.02;
/** Nor is a line end. */
const LEAST_BYTES = 100;

type Checked = Pick<BuildPlan, 'entry' | 'builtAt' | 'options'> & { readonly folder: string };

/**
 * Builds the functions of a group once more, with a source map beside the code, which stays the same, and holds the bundler's own account
 * against the map.
 *
 * @returns for each a sentence for every package of which both differ by more than 2 %.
 */
export async function crossCheckAll<Plan extends Checked>(
  plans: readonly Plan[],
  host: Host,
): Promise<ReadonlyMap<Plan, readonly string[]>> {
  const [first] = plans;
  if (!first) return new Map();
  const options = { ...first.options, sourcemap: 'external' as const };
  const { bundles } = await buildBundles({ entries: entryPointsOf(plans), options, folder: first.folder, host });
  const doubts = new Map<Plan, readonly string[]>();
  for (const plan of plans) {
    const built = bundles.get(plan.entry);
    if (built) doubts.set(plan, await crossCheck(built));
  }
  return doubts;
}

/** The same for one bundle that was built with a source map of its own. */
export async function crossCheck({ code, sourceMap, graph }: BuiltBundle): Promise<readonly string[]> {
  const packageOf = createPackageOf({ readText: () => undefined });
  const { sources } = await mapBytes(Buffer.from(code).toString(), Buffer.from(sourceMap!).toString());
  const mapped = groupBy([...sources], ([source]) => packageOf(`/${source}`)?.name);
  const told = groupBy([...graph.bytes], ([index]) => packageOf(moduleAt(graph, index).path)?.name);
  const weigh = (members: readonly (readonly [unknown, number])[] = []): number =>
    members.reduce((sum, [, bytes]) => sum + bytes, 0);
  const total = weigh([...graph.bytes]);
  return [...told].flatMap(([name, members]) => {
    const byBundler = weigh(members);
    const byMap = weigh(mapped.get(name));
    const isAlike = Math.abs(byMap - byBundler) <= Math.max(byBundler * TOLERANCE, LEAST_BYTES);
    if (isAlike || byBundler < total * LEAST_SHARE) return [];
    const who = name ?? 'Own code';
    return `${who} weighs ${bytesText(byBundler)} according to the bundler and ${bytesText(byMap)} according to the source map.`;
  });
}
