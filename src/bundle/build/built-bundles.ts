import { basename, join } from 'node:path/posix';
import type { BuiltBundle } from './build-outcome.js';
import { type BuildRequest, outputOf } from './build-request.js';
import { handledByWarnings, unfollowedPlaces } from './build-warnings.js';
import type { EsbuildResult } from './esbuild-options.js';
import { type BundleGraph, readBundle, readImports } from './module-graph.js';

/** Reads the bundle of each entry out of what esbuild answered. */
export function builtBundles(request: BuildRequest, result: EsbuildResult): Map<string, BuiltBundle> {
  const { folder, handled = [] } = request;
  const { metafile, warnings } = result;
  const contents = contentsOf(result);
  const imports = readImports(metafile, folder, [...handled, ...handledByWarnings(warnings)]);
  const places = unfollowedPlaces(warnings, folder);
  const entryAt = entriesByOutput(request);
  const bundles = new Map<string, BuiltBundle>();
  for (const [output, { imports: links }] of Object.entries(metafile.outputs)) {
    const path = join(folder, output);
    const entry = entryAt.get(path);
    const code = contents.get(path);
    if (entry === undefined || code === undefined) continue;
    const graph = readBundle(imports, metafile, output);
    const paths = shippedPaths(graph);
    const unfollowed = places.filter((place) => paths.has(place.path));
    const written = links.map((link) => join(folder, link.path));
    const further = pick(contents, [...written, `${path}.LEGAL.txt`]);
    bundles.set(entry, { code, sourceMap: contents.get(`${path}.map`), graph, further, unfollowed });
  }
  return bundles;
}

type Contents = ReadonlyMap<string, Uint8Array>;

function contentsOf({ outputFiles }: EsbuildResult): Contents {
  return new Map(outputFiles.map(({ path, contents }) => [path.replaceAll('\\', '/'), contents]));
}

/** By where it is built: an entry that is a link goes by another path in the metafile. */
function entriesByOutput({ entries, folder }: BuildRequest): ReadonlyMap<string, string> {
  return new Map(entries.map((entry, index) => [join(folder, outputOf(entry, index)), entry.path]));
}

function shippedPaths({ modules, bytes }: BundleGraph): ReadonlySet<string | undefined> {
  return new Set([...bytes.keys()].map((index) => modules[index]?.path));
}

/** Of these paths what was written: name → content. */
function pick(contents: Contents, paths: readonly string[]): Record<string, Uint8Array> {
  const found = paths.flatMap((path) => {
    const content = contents.get(path);
    return content ? [[basename(path), content] as const] : [];
  });
  return Object.fromEntries(found);
}
