import { isCodeFile } from '../../lib/code-file.js';
import { groupBy, partition } from '../../lib/group.js';
import type { OwnFile, PackageCopy } from '../../model/bundle.js';
import type { ModulePackage, PackageOf } from '../packages/packages.js';
import { byBytes, sum } from '../weigh/bytes.js';
import type { DeployedFile } from './deployed-file.js';
import type { Installed } from './node-packages.js';
import { createOnlyThrough } from './only-through.js';

/** A package with all its files. */
export interface WeighedPackage {
  readonly name: string;
  /** One of those that the copies are of: all say the same of format and side effects nearly always. */
  readonly manifest: ModulePackage;
  readonly bytes: number;
  readonly onlyThroughBytes: number;
  readonly copies: readonly PackageCopy[];
  readonly files: readonly DeployedFile[];
}

/** Whose the bytes of a package of files are, before anybody asked what the handler reaches of it. Functions share it. */
export interface WeighedFiles {
  readonly files: readonly DeployedFile[];
  readonly bytes: number;
  readonly mapBytes: number;
  /** The largest first, as everywhere here. */
  readonly packages: readonly WeighedPackage[];
  readonly own: readonly DeployedFile[];
  readonly assets: readonly DeployedFile[];
}

export function weighFiles(
  files: readonly DeployedFile[],
  installed: Installed,
  packageOf: PackageOf,
  relative: (path: string) => string,
): WeighedFiles {
  const byName = groupBy(files, ({ realPath }) => packageOf(realPath)?.name);
  const bytesOf = new Map(
    [...groupBy(files, ({ realPath }) => packageOf(realPath)?.folder ?? '')].map(([folder, own]) => [folder, sum(own)]),
  );
  const onlyThrough = createOnlyThrough(installed, bytesOf);
  const packages = [...byName].flatMap(([name, own]): WeighedPackage[] => {
    if (name === undefined) return [];
    const folders = [...new Set(own.map(({ realPath }) => packageOf(realPath)!.folder))];
    const copies = copiesOf(own, packageOf, relative);
    const manifest = packageOf(own[0]!.realPath)!;
    return [{ name, manifest, bytes: sum(own), onlyThroughBytes: onlyThrough(name, folders), copies, files: own }];
  });
  const [own, assets] = partition(byName.get(undefined) ?? [], ({ name }) => isCodeFile(name));
  return {
    files,
    bytes: sum(files),
    mapBytes: sum(files.filter(({ name }) => name.endsWith('.map'))),
    packages: packages.sort(byBytes),
    own: own.sort(byBytes),
    assets: assets.sort(byBytes),
  };
}

/** By the folder that a copy is seen in: what links lead to twice is deployed twice. */
function copiesOf(
  files: readonly DeployedFile[],
  packageOf: PackageOf,
  relative: (path: string) => string,
): PackageCopy[] {
  const byFolder = groupBy(files, ({ path, realPath }) => {
    const rest = realPath.slice(packageOf(realPath)!.folder.length);
    return path.endsWith(rest) ? path.slice(0, -rest.length) : packageOf(realPath)!.folder;
  });
  const copies = [...byFolder].map(([folder, own]) => {
    return { version: packageOf(own[0]!.realPath)!.version, folder: relative(folder), bytes: sum(own) };
  });
  return copies.sort(byBytes);
}

export function toOwnFile({ path, bytes }: DeployedFile, relative: (path: string) => string): OwnFile {
  return { file: relative(path), bytes };
}
