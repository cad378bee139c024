import { posix } from 'node:path';
import { textOf } from '../../derived/text-of.js';
import { groupBy } from '../../lib/group.js';
import { relativePath } from '../../lib/paths.js';
import type { BundledModule, OwnFile, PackageShare } from '../../model/bundle.js';
import type { Host } from '../../model/host.js';
import type { MappedBytes } from '../build/source-map.js';
import { mainCopy } from '../packages/main-copy.js';
import { createPackageOf, type ModulePackage } from '../packages/packages.js';
import { byBytes, sum } from './bytes.js';

/** What stands in a file by its source map, which says nothing of who imports whom. */
interface AttributedSources {
  readonly packages: readonly PackageShare[];
  readonly own: readonly OwnFile[];
  readonly contents: readonly BundledModule[];
}

/** Says of each byte of a file whose it is, by its source map. Paths become relative to the root. */
export function attributeSources(
  { sources }: MappedBytes,
  folder: string,
  root: string,
  host: Host,
): AttributedSources {
  const packageOf = createPackageOf({ readText: (file) => textOf(file, host) });
  const relative = (path: string): string => relativePath(root, path);
  const byPath = groupBy(sources, ([source]) => toPath(source, folder, root));
  const modules = [...byPath].flatMap(([path, same]) =>
    path === undefined
      ? []
      : { file: relative(path), bytes: same.reduce((total, [, bytes]) => total + bytes, 0), found: packageOf(path) },
  );
  const contents = modules.map(({ file, bytes, found }) => ({ file, bytes, ...(found && { package: found.name }) }));
  const own = modules.filter(({ found }) => !found).map(({ file, bytes }) => ({ file, bytes }));
  const ofPackages = modules.flatMap(({ bytes, found }) => (found ? { bytes, found } : []));
  const byName = groupBy(ofPackages, ({ found }) => found.name);
  const packages = [...byName].map(([name, members]): PackageShare => {
    const copies = [...groupBy(members, ({ found }) => found)].map(([found, copy]) =>
      copyOf(found, sum(copy), relative),
    );
    copies.sort(byBytes);
    return {
      name,
      version: mainCopy(copies).version,
      bytes: sum(members),
      onlyThroughBytes: sum(members),
      modules: members.length,
      format: 'unknown',
      sideEffects: members[0].found.sideEffects,
      chain: [],
      copies,
    };
  });
  return { packages: packages.sort(byBytes), own: own.sort(byBytes), contents: contents.sort(byBytes) };
}

function copyOf({ version, folder }: ModulePackage, bytes: number, relative: (path: string) => string) {
  return { version, folder: relative(folder), bytes };
}

/** `webpack://shop/./src/a.ts`; the name of the project may have a scope, and that of the module a query. */
const BY_WEBPACK = /^webpack:\/\/(?:@[^/]+\/)?[^/]*\/(.*?)(\?[^/]*)?$/;

/** What a bundler names that is no file: modules that it leaves to the runtime or leaves out, and code of its own. */
const NO_FILE = /^(external |ignored[ |]|data:|webpack\/|\(webpack\)|\0)/;

/** Sources are relative to the map; those of webpack to the folder that it ran in. */
function toPath(source: string, folder: string, root: string): string | undefined {
  const [, inside] = BY_WEBPACK.exec(source) ?? [];
  if (NO_FILE.test(inside ?? source)) return undefined;
  return inside === undefined ? posix.resolve(folder, source.replace(/^file:\/\//, '')) : posix.resolve(root, inside);
}
