import { isCodeFile } from '../../lib/code-file.js';
import { groupBy, partition } from '../../lib/group.js';
import { folderAbove, relativePath } from '../../lib/paths.js';
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
  const bytesOf = new Map(
    [...groupBy(files, ({ realPath }) => packageOf(realPath)?.folder ?? '')].map(([folder, own]) => [folder, sum(own)]),
  );
  const onlyThrough = createOnlyThrough(installed, bytesOf);
  const ofPackages = files.flatMap((file): PackageFile[] => {
    const manifest = packageOf(file.realPath);
    return manifest ? [{ file, manifest }] : [];
  });
  const packages = [...groupBy(ofPackages, ({ manifest }) => manifest.name)].map(([name, own]): WeighedPackage => {
    const folders = [...new Set(own.map(({ manifest }) => manifest.folder))];
    const copies = copiesOf(own, relative);
    const files = own.map(({ file }) => file);
    const [{ manifest }] = own;
    return { name, manifest, bytes: sum(files), onlyThroughBytes: onlyThrough(name, folders), copies, files };
  });
  const others = files.filter(({ realPath }) => !packageOf(realPath));
  const [own, assets] = partition(others, ({ name }) => isCodeFile(name));
  return {
    files,
    bytes: sum(files),
    mapBytes: sum(files.filter(({ name }) => name.endsWith('.map'))),
    packages: packages.sort(byBytes),
    own: own.sort(byBytes),
    assets: assets.sort(byBytes),
  };
}

interface PackageFile {
  readonly file: DeployedFile;
  readonly manifest: ModulePackage;
}

/** By the folder that a copy is seen in: what links lead to twice is deployed twice. */
function copiesOf(files: readonly PackageFile[], relative: (path: string) => string): PackageCopy[] {
  const byFolder = groupBy(files, ({ file: { path, realPath }, manifest: { folder } }) => {
    return folderAbove(path, relativePath(folder, realPath)) ?? folder;
  });
  const copies = [...byFolder].map(([folder, own]) => {
    const [{ manifest }] = own;
    return { version: manifest.version, folder: relative(folder), bytes: sum(own.map(({ file }) => file)) };
  });
  return copies.sort(byBytes);
}

export function toOwnFile({ path, bytes }: DeployedFile, relative: (path: string) => string): OwnFile {
  return { file: relative(path), bytes };
}
