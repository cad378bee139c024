import { posix } from 'node:path';
import { isBelow } from '../../lib/paths.js';
import { buildBundles } from './build.js';
import type { BuildOutcome, BuiltBundle } from './build-outcome.js';
import type { BuildRequest } from './build-request.js';
import { type Shift, shiftColumns } from './shift-columns.js';

/**
 * Builds what stands in a temporary tree, with packages that it reaches through links, as though it stood in the place of the original.
 *
 * The bundler names modules by their real paths, relative to the folder that it runs in: in comments, in wrappers of CommonJS modules and
 * in source maps. Packages of a linked `node_modules` lie far from the tree, so that every name of them is longer there, and a function that
 * nobody touched seems to have changed. Copies of `node_modules` take too long, and left unresolved, links of pnpm lead nowhere;
 * so the names are put right afterwards, and with them what depends on their length: bytes of modules, and columns in source maps.
 *
 * @param tree absolute, without links on the way, as is `original`.
 */
export function buildAsIfAt(tree: string, original: string): (request: BuildRequest) => Promise<BuildOutcome> {
  return async (request) => {
    const outcome = await buildBundles(request);
    const there = posix.join(original, posix.relative(tree, request.folder));
    const builtAt = new Map(request.entries.map((entry) => [entry.path, posix.dirname(entry.builtAt)]));
    const isOutside = (path: string): boolean => !isBelow(path, tree);
    const bundles = [...outcome.bundles].map(([path, built]): [string, BuiltBundle] => {
      const inCode = namesOf(built, isOutside, request.folder, there);
      if (inCode.size === 0) return [path, built];
      const at = builtAt.get(path) ?? '.';
      const inMap = namesOf(built, isOutside, posix.join(request.folder, at), posix.join(there, at));
      return [path, renamed(built, inCode, inMap)];
    });
    return { ...outcome, bundles: new Map(bundles) };
  };
}

interface Name {
  readonly module: number;
  readonly name: string;
}

/** How modules are named from one folder → how from another. */
type ModuleNames = ReadonlyMap<string, Name>;

function namesOf({ graph }: BuiltBundle, isWanted: (path: string) => boolean, from: string, to: string): ModuleNames {
  return new Map(
    graph.modules.flatMap(({ path }, module) =>
      isWanted(path) ? [[posix.relative(from, path), { module, name: posix.relative(to, path) }]] : [],
    ),
  );
}

function renamed(
  { code, sourceMap, graph, ...rest }: BuiltBundle,
  inCode: ModuleNames,
  inMap: ModuleNames,
): BuiltBundle {
  const bytes = new Map(graph.bytes);
  const shifts = new Map<number, Shift[]>();
  const whole = Buffer.from(code).toString();
  const lineAt = lineCounter(whole);
  // `// PATH` before a module, and `"PATH"(exports, module) {` in the wrapper that counts as part of it.
  const text = whole.replace(NAMED, (match, lead: string, path: string, offset: number) => {
    const known = inCode.get(path);
    if (!known) return match;
    const weight = bytes.get(known.module);
    const { line, start } = lineAt(offset);
    const shift = { column: offset - start + match.length, by: path.length - known.name.length };
    shifts.set(line, [...(shifts.get(line) ?? []), shift]);
    const longer = Buffer.byteLength(path) - Buffer.byteLength(known.name);
    if (lead === '"' && weight !== undefined) bytes.set(known.module, weight - longer);
    return lead + known.name;
  });
  const renamedMap = (map: Uint8Array): Buffer => Buffer.from(renameInMap(Buffer.from(map).toString(), inMap, shifts));
  const renamedText = text.replace(INLINE_MAP, (map) => renamedMap(Buffer.from(map, 'base64')).toString('base64'));
  return {
    ...rest,
    code: Buffer.from(renamedText),
    ...(sourceMap && { sourceMap: renamedMap(sourceMap) }),
    graph: { ...graph, bytes },
  };
}

const NAMED = /(^\/\/ |")((?:\.\.\/)+[^"\n]+?)(?=$|"\()/gm;
const INLINE_MAP = /(?<=\n\/\/# sourceMappingURL=data:application\/json;base64,)[\w+/=]+(?=\s*$)/;

/** Which line an offset is on, 0-based, and where that starts; offsets have to grow from call to call. */
function lineCounter(text: string): (offset: number) => { readonly line: number; readonly start: number } {
  let [line, start] = [0, 0];
  return (offset) => {
    for (let next = text.indexOf('\n', start); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
      line++;
      start = next + 1;
    }
    return { line, start };
  };
}

/** As text, since the bundler lays it out in a way of its own. In what sources hold, quotes are escaped. */
function renameInMap(map: string, names: ModuleNames, shifts: ReadonlyMap<number, readonly Shift[]>): string {
  return map
    .replace(/(?<=")(?:\.\.\/)+[^"\n]+(?=")/g, (path) => names.get(path)?.name ?? path)
    .replace(/(?<="mappings": ?")[\w+/,;]*(?=")/, (mappings) => shiftColumns(mappings, shifts));
}
