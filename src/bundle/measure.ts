import type { DetailedBundle } from '../model/bundle.js';
import { attribute, type PackageKnowledge } from './attribute.js';
import type { BuildPlace, BuiltBundle } from './build.js';
import { relativePath } from './relative-path.js';
import type { BuildPlan } from './settings.js';
import { zipLevelOf, zippedBytes } from './zip.js';

/** What is in a built file: sizes, and whose the bytes are. */
export async function measureBuilt(
  { fn, outfile, options, assumptions }: BuildPlan,
  built: BuiltBundle,
  knowledge: PackageKnowledge,
  root: string,
): Promise<DetailedBundle> {
  const { code, sourceMap, graph, unfollowed } = built;
  // Other threads deflate meanwhile.
  const files = { [outfile]: code, ...(sourceMap && { [`${outfile}.map`]: sourceMap }) };
  const zipping = zippedBytes(files, zipLevelOf(fn));
  await new Promise(setImmediate);
  const attribution = attribute(graph, knowledge, root);
  const inlineBytes = inlineMapBytes(code);
  const moduleBytes = attribution.contents.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    functionId: fn.id,
    name: fn.name,
    declaredIn: fn.declaredIn,
    packaging: 'bundle',
    minified: options.minify === true || options.minifySyntax === true || options.minifyWhitespace === true,
    unzippedBytes: code.length + (sourceMap?.length ?? 0),
    zippedBytes: await zipping,
    sourceMapBytes: (sourceMap?.length ?? 0) + inlineBytes,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: code.length - inlineBytes - moduleBytes,
    modules: attribution.contents.length,
    ...attribution,
    assets: [],
    external: graph.external,
    assumptions: [...assumptions, ...unfollowed.slice(0, SHOWN_PLACES).map((place) => unfollowedText(place, root))],
  };
}

/** More say nothing more. */
const SHOWN_PLACES = 3;

function unfollowedText({ path, line }: BuildPlace, root: string): string {
  return `${relativePath(root, path)}:${line} loads a module by a name that is known only when it runs; what that brings in is not counted.`;
}

const INLINE_MAP = Buffer.from('//# sourceMappingURL=data:');

/** A source map may also be the last line of the code. */
function inlineMapBytes(code: Uint8Array): number {
  const start = Buffer.from(code.buffer, code.byteOffset, code.byteLength).lastIndexOf(INLINE_MAP);
  return start === -1 ? 0 : code.length - start;
}
