import { relativePath } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { BuildPlace, BuiltBundle } from '../build/build-outcome.js';
import { handledImports, missingImports } from '../build/missing-imports.js';
import { type BundleGraph, moduleAt, reachable } from '../build/module-graph.js';
import { readsSourceMaps } from '../build/source-map-readers.js';
import { packageNames } from '../packages/package-names.js';
import type { BuildPlan } from '../settings/settings.js';
import { attribute, type PackageKnowledge } from './attribute.js';
import { zipLevelOf, zippedBytes } from './zip.js';

/**
 * What is in a built file: sizes, and whose the bytes are.
 *
 * @param missing packages that are not installed; the build left them out as if they were external.
 */
export async function weighBuilt(
  { fn, outfile, options, assumptions, major, assumedSince }: BuildPlan,
  built: BuiltBundle,
  knowledge: PackageKnowledge,
  root: string,
  missing: readonly string[],
): Promise<DetailedBundle> {
  const { code, sourceMap, graph, further, unfollowed } = built;
  const files = deployedFiles(outfile, built);
  // Other threads deflate meanwhile.
  const zipping = zippedBytes(files, zipLevelOf(fn));
  await new Promise(setImmediate);
  const attribution = attribute(graph, knowledge, root);
  const inlineBytes = options.sourcemap === 'inline' || options.sourcemap === 'both' ? inlineMapBytes(code) : 0;
  const lacking = [
    ...missingImports(graph, missing).filter(
      ({ importer, specifier }) => !knowledge.isLeftOptional(importer, specifier),
    ),
    ...handledImports(graph).filter(({ importer, specifier }) => knowledge.lacksRequired(importer, specifier)),
  ].map(({ specifier }) => specifier);
  const external = graph.external.filter((name) => !lacking.includes(name));
  const moduleBytes = attribution.contents.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    functionId: fn.id,
    name: fn.name,
    declaredIn: fn.declaredIn,
    packaging: 'bundle',
    minified: options.minify === true || options.minifySyntax === true || options.minifyWhitespace === true,
    unzippedBytes: weigh(files),
    zippedBytes: await zipping,
    codeBytes: code.length - inlineBytes,
    sourceMapBytes: (sourceMap?.length ?? 0) + inlineBytes,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: code.length - inlineBytes - moduleBytes,
    modules: attribution.contents.length,
    ...attribution,
    assets: Object.entries(further).map(([file, { length }]) => ({ file, bytes: length })),
    external,
    fromRuntime: external,
    missing: packageNames([...lacking, ...ungenerated(code)]),
    loadedExternal: graph.loadedExternal,
    ...(major !== undefined && { major }),
    isModule: options.format === 'esm' || outfile.endsWith('.mjs'),
    readsSourceMaps: readsSourceMaps(code),
    ...(assumedSince !== undefined && { assumedSince }),
    assumptions: [...assumptions, ...unfollowedTexts(unfollowed, root), ...nativeTexts(graph, options, root)],
  };
}

/** Name in the package → content. */
export function deployedFiles(
  outfile: string,
  { code, sourceMap, further }: BuiltBundle,
): Readonly<Record<string, Uint8Array>> {
  return { [outfile]: code, ...(sourceMap && { [`${outfile}.map`]: sourceMap }), ...further };
}

function weigh(files: Readonly<Record<string, Uint8Array>>): number {
  return Object.values(files).reduce((sum, { length }) => sum + length, 0);
}

/** More say nothing more. */
const SHOWN_PLACES = 3;

function unfollowedTexts(places: readonly BuildPlace[], root: string): readonly string[] {
  const texts = places.map(({ path, line }) => {
    return `${relativePath(root, path)}:${line} loads a module whose name is known only at run time; what it brings in is not counted.`;
  });
  return [...new Set(texts)].slice(0, SHOWN_PLACES);
}

/** What stands in for Prisma's client until it is generated says so. */
function ungenerated(code: Uint8Array): readonly string[] {
  const text = Buffer.from(code.buffer, code.byteOffset, code.byteLength);
  return text.includes('@prisma/client did not initialize yet') ? ['@prisma/client'] : [];
}

/** Native parts that the build was told to leave out. */
function nativeTexts(graph: BundleGraph, { loader }: BuildPlan['options'], root: string): readonly string[] {
  if (loader?.['.node'] !== 'empty') return [];
  const paths = [...reachable(graph).keys()].map((index) => moduleAt(graph, index).path);
  return paths
    .filter((path) => path.endsWith('.node'))
    .slice(0, SHOWN_PLACES)
    .map((path) => `${relativePath(root, path)} is a native part, and not counted.`);
}

const INLINE_MAP = Buffer.from('//# sourceMappingURL=data:');

/** A source map may also be the last line of the code. */
function inlineMapBytes(code: Uint8Array): number {
  const start = Buffer.from(code.buffer, code.byteOffset, code.byteLength).lastIndexOf(INLINE_MAP);
  return start === -1 ? 0 : code.length - start;
}
