import type { DetailedBundle } from '../model/bundle.js';
import { attribute } from './attribute.js';
import type { BuiltBundle } from './build.js';
import type { PackageOf } from './packages.js';
import type { BuildPlan } from './settings.js';
import { zipLevelOf, zippedBytes } from './zip.js';

/** What is in a built file: sizes, and whose the bytes are. */
export async function measureBuilt(
  { fn, outfile, assumptions }: BuildPlan,
  built: BuiltBundle,
  packageOf: PackageOf,
  root: string,
): Promise<DetailedBundle> {
  const { code, sourceMap, graph } = built;
  const attribution = attribute(graph, packageOf, root);
  const inlineBytes = inlineMapBytes(code);
  const moduleBytes = attribution.contents.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    functionId: fn.id,
    name: fn.name,
    declaredIn: fn.declaredIn,
    packaging: 'bundle',
    unzippedBytes: code.length + (sourceMap?.length ?? 0),
    zippedBytes: await zippedBytes(
      { [outfile]: code, ...(sourceMap && { [`${outfile}.map`]: sourceMap }) },
      zipLevelOf(fn),
    ),
    sourceMapBytes: (sourceMap?.length ?? 0) + inlineBytes,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: code.length - inlineBytes - moduleBytes,
    modules: attribution.contents.length,
    ...attribution,
    assets: [],
    external: graph.external,
    assumptions,
  };
}

const INLINE_MAP = Buffer.from('//# sourceMappingURL=data:');

/** A source map may also be the last line of the code. */
function inlineMapBytes(code: Uint8Array): number {
  const start = Buffer.from(code.buffer, code.byteOffset, code.byteLength).lastIndexOf(INLINE_MAP);
  return start === -1 ? 0 : code.length - start;
}
