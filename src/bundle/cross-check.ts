import type { BundledModule } from '../model/bundle.js';
import { groupBy } from '../model/group.js';
import { bytesText } from '../model/units.js';
import { createPackageOf } from './packages.js';
import { mapBytes } from './source-map.js';

/** Packages that make up less of a bundle are not held against each other: a line more or less is much of them. */
const LEAST_SHARE = 0.01;
const TOLERANCE = 0.02;
/** Nor is a line end. */
const LEAST_BYTES = 100;

/**
 * Holds the bundler's own account of a bundle against its source map.
 *
 * @returns a sentence for each package of which both differ by more than 2 %.
 */
export async function crossCheck(
  code: Uint8Array,
  map: Uint8Array,
  contents: readonly BundledModule[],
): Promise<readonly string[]> {
  const packageOf = createPackageOf({ readText: () => undefined });
  const { sources } = await mapBytes(Buffer.from(code).toString(), Buffer.from(map).toString());
  const mapped = groupBy([...sources], ([source]) => packageOf(`/${source}`)?.name);
  const told = groupBy(contents, (module) => module.package);
  const total = contents.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...told].flatMap(([name, modules]) => {
    const byBundler = modules.reduce((sum, { bytes }) => sum + bytes, 0);
    const byMap = (mapped.get(name) ?? []).reduce((sum, [, bytes]) => sum + bytes, 0);
    const isAlike = Math.abs(byMap - byBundler) <= Math.max(byBundler * TOLERANCE, LEAST_BYTES);
    if (isAlike || byBundler < total * LEAST_SHARE) return [];
    return `${name ?? 'Own code'} weighs ${bytesText(byBundler)} by the bundler's account and ${bytesText(byMap)} by the source map.`;
  });
}
