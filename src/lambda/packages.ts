import { ts } from 'ts-morph';
import { absolutePath, folderOf } from '../lib/paths.js';
import type { Host } from '../model/host.js';

/** The package that a file belongs to. */
export interface Package {
  /** Absolute; the root where no package.json stands between. */
  readonly folder: string;
  /** Its `.js` files are ES modules to Node. */
  readonly isEsm: boolean;
}

export type Packages = (file: string) => Package;

/** By the nearest package.json upwards, each read once per folder. */
export function createPackages(root: string, host: Host): Packages {
  const byFolder = new Map<string, Package>();
  const forFolder = (folder: string): Package => {
    const known = byFolder.get(folder);
    if (known) return known;
    const manifest = host.readText(absolutePath(folder, 'package.json'));
    const parent = folderOf(folder);
    const isTop = folder === root || parent === folder;
    const found =
      manifest === undefined && !isTop ? forFolder(parent) : { folder, isEsm: isEsmManifest(folder, manifest) };
    byFolder.set(folder, found);
    return found;
  };
  return (file) => forFolder(folderOf(file));
}

function isEsmManifest(folder: string, manifest = '{}'): boolean {
  return ts.parseConfigFileTextToJson(`${folder}/package.json`, manifest).config?.type === 'module';
}
