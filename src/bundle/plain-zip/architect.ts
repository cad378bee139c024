import { join } from 'node:path/posix';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { loadsIn } from '../../sources/loads.js';
import { readManifest } from '../../sources/manifest.js';
import { packageOf } from '../../sources/resolve-module.js';
import { packageNames } from '../packages/package-names.js';
import type { DeployedFile, PackageContents } from './deployed-file.js';
import { allBut, listFolder, unreadTexts } from './folder.js';
import { installedFor, installedNamed } from './node-packages.js';
import { filesOfPackages } from './package-files.js';

/**
 * What Architect zips (@architect/hydrate 5.0.2): the folder of the function, and in its `node_modules` the project's shared code and
 * what its package.json lists. A function without one gets the packages that its code and the shared code import, but no AWS SDK.
 */
export function architectContents(fn: LambdaFunction, folder: string, root: string, host: Host): PackageContents {
  const own = listFolder(folder, allBut('node_modules', '.git'), host);
  const shared = [...copiedFolders(fn, root)].flatMap(([name, path]) => copiedFiles(name, path, host));
  const code = [...own.files, ...shared];
  const isListed = readManifest(folder, host) !== undefined;
  const installed = isListed
    ? installedFor(folder, 'production', host)
    : installedNamed(importedBy(code, host), folder, host);
  return {
    files: [...code, ...filesOfPackages(installed, host)],
    installed,
    missing: installed.missing,
    optional: [],
    assumptions: [
      ...unreadTexts(folder, own),
      isListed
        ? 'Packaged as Architect would: the folder, the shared code, and the production dependencies that are installed here.'
        : 'Packaged as Architect would: the folder, the shared code, and the packages that these import, as they are installed here.',
    ],
    unread: own.unread,
  };
}

/** `@architect/shared` → where the project has it; absolute. */
export function copiedFolders({ declaredIn, build }: LambdaFunction, root: string): ReadonlyMap<string, string> {
  const stated = declaredIn.kind === 'architect' ? (build?.other?.copied ?? {}) : {};
  return new Map(Object.entries(stated).map(([name, path]) => [name, join(root, String(path))]));
}

function copiedFiles(name: string, path: string, host: Host): DeployedFile[] {
  if (!host.isDirectory(path)) return [];
  const { files } = listFolder(path, allBut('node_modules', '.git'), host);
  return files.map((file) => ({ ...file, name: `node_modules/${name}/${file.name}` }));
}

function importedBy(files: readonly DeployedFile[], host: Host): readonly string[] {
  const sources = files.filter(({ name }) => /\.[cm]?[jt]s$/.test(name));
  const specifiers = sources.flatMap(({ path }) => [...loadsIn(host.readText(path) ?? '')]);
  return packageNames(specifiers.filter((each) => packageOf(each) !== undefined)).filter(
    (name) => !/^(aws-sdk$|@aws-sdk\/|@architect\/(shared|views)$)/.test(name),
  );
}
