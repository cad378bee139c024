import { join } from 'node:path/posix';
import { askedFor } from '../engine/asked-for.js';
import { absolutePath, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { readManifest } from './read-manifest.js';
import { workspaceGlobs } from './workspace-globs.js';

const LINKED = /^(?:file|link|portal):(\.\.?\/.*)$/;

/**
 * Folders of packages by name, so that an import of one leads to its source without an install: those below the root, those of
 * the workspace that the root is a part of, and folders that one of them names as a dependency.
 */
export async function findWorkspacePackages(options: Options, host: Host): Promise<ReadonlyMap<string, string>> {
  const { root, ignore } = options;
  const isWanted = askedFor({ ...options, paths: [] });
  const packages = new Map<string, string>();
  const below = await host.listFiles(root, ['**/package.json'], { ignore });
  const folders = new Set([...below, ...(await manifestsAround(root, host))].map(folderOf));
  // A set also walks over what is added on the way.
  for (const folder of folders) {
    if (!isWanted(relativePath(root, absolutePath(folder, 'package.json')))) continue;
    const manifest = readManifest(absolutePath(folder, 'package.json'), host);
    const { name } = manifest;
    if (typeof name === 'string' && !packages.has(name)) packages.set(name, folder);
    for (const linked of linkedFolders(manifest, folder, host)) folders.add(linked);
  }
  return packages;
}

/** The manifests of the nearest workspace above that has the root among its packages, in one of them, or around some. */
async function manifestsAround(root: string, host: Host): Promise<readonly string[]> {
  for (const folder of foldersAround(root, host)) {
    const globs = workspaceGlobs(folder, host);
    if (globs.length === 0) continue;
    const manifests = await listManifests(folder, globs, host);
    const packages = manifests.map(folderOf).filter((path) => path !== folder);
    if (packages.some((path) => isWithin(root, path) || isWithin(path, root))) return manifests;
  }
  return [];
}

/** The folders above, up to the top of the checkout; never the home folder. */
function foldersAround(root: string, host: Host): readonly string[] {
  const isTop = (folder: string): boolean => host.isDirectory(`${folder}/.git`) || host.isFile(`${folder}/.git`);
  const folders = foldersUpwards(root);
  const ends = [folders.findIndex(isTop) + 1, folders.indexOf(host.home ?? '')].filter((end) => end > 0);
  return folders.slice(1, Math.min(...ends, folders.length));
}

function listManifests(folder: string, globs: readonly string[], host: Host): Promise<readonly string[]> {
  const isNegated = (glob: string): boolean => glob.startsWith('!');
  return host.listFiles(folder, ['package.json', ...globs.filter((glob) => !isNegated(glob)).map(manifestIn)], {
    ignore: globs.filter(isNegated).map((glob) => manifestIn(glob.slice(1))),
    isSparse: true,
  });
}

/** `./packages/*` and `packages/*` + `/` are the same. */
function manifestIn(glob: string): string {
  return [...glob.split('/').filter((part) => part !== '' && part !== '.'), 'package.json'].join('/');
}

/** `file:../shared` is a folder that an install links. */
function linkedFolders(manifest: Readonly<Record<string, unknown>>, folder: string, host: Host): readonly string[] {
  const { optionalDependencies, devDependencies, dependencies } = manifest;
  return [optionalDependencies, devDependencies, dependencies]
    .flatMap((group): unknown[] => (typeof group === 'object' && group !== null ? Object.values(group) : []))
    .flatMap((specifier) => (typeof specifier === 'string' ? (LINKED.exec(specifier)?.[1] ?? []) : []))
    .map((path) => join(folder, path).replace(/\/$/, ''))
    .filter((path) => host.isFile(absolutePath(path, 'package.json')));
}
