import { ts } from 'ts-morph';
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
    const manifest = host.readText(`${folder}/package.json`);
    const parent = folder.slice(0, folder.lastIndexOf('/'));
    const isTop = folder === root || !parent;
    const found =
      manifest === undefined && !isTop ? forFolder(parent) : { folder, isEsm: isEsmManifest(folder, manifest) };
    byFolder.set(folder, found);
    return found;
  };
  return (file) => forFolder(file.slice(0, file.lastIndexOf('/')));
}

function isEsmManifest(folder: string, manifest = '{}'): boolean {
  return ts.parseConfigFileTextToJson(`${folder}/package.json`, manifest).config?.type === 'module';
}
