import { memoise } from '../lib/memoise.js';
import { folderOf, foldersUpwards, isWithin } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { topAround } from './checkout.js';
import { type Manifest, readManifest } from './manifest.js';

/** The package that a file belongs to. */
export interface Package {
  /** Absolute; the root where no package.json stands between. */
  readonly folder: string;
  /** Empty where there is none. */
  readonly manifest: Manifest;
  /** Its `.js` files are ES modules to Node. */
  readonly isEsm: boolean;
}

export type Packages = (file: string) => Package;

/** By the nearest package.json upwards, up to the top of the checkout, each read once. */
export function createPackages(root: string, host: Host): Packages {
  const top = topAround(root, host);
  const manifestAt = memoise((folder) => readManifest(folder, host));
  const around = memoise((folder): Package => {
    const folders = foldersUpwards(folder, isWithin(folder, top) ? top : '');
    const found = folders.find(manifestAt) ?? root;
    const manifest = manifestAt(found) ?? {};
    return { folder: found, manifest, isEsm: manifest.type === 'module' };
  });
  return (file) => around(folderOf(file));
}
