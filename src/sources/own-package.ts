import { join } from 'node:path/posix';
import { absolutePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { readManifest, toRecord } from './manifest.js';

/** A package whose source we have. */
export interface OwnPackage {
  /** Absolute. */
  readonly folder: string;
  readonly name: string | undefined;
  /** Folders that it has as dependencies, by the name that they are imported by, whatever they call themselves. */
  readonly links: ReadonlyMap<string, string>;
}

/** `file:../shared` is a folder that an install links; so is what `file:shared` means to npm. */
const LINK = /^(?:file|link|portal|workspace):(?![/~*^])(.+)$/;

export function readOwnPackage(folder: string, host: Host): OwnPackage {
  const { name, optionalDependencies, devDependencies, dependencies } = readManifest(folder, host) ?? {};
  // The last one of a name counts: what a deployment gets.
  const entries = [devDependencies, dependencies, optionalDependencies].flatMap((group) =>
    Object.entries(toRecord(group)),
  );
  const links = entries.flatMap(([key, specifier]): [string, string][] => {
    const path = typeof specifier === 'string' ? LINK.exec(specifier)?.[1] : undefined;
    const target = path === undefined ? undefined : join(folder, path).replace(/(.)\/$/, '$1');
    return target !== undefined && host.isFile(absolutePath(target, 'package.json')) ? [[key, target]] : [];
  });
  return { folder, name: typeof name === 'string' ? name : undefined, links: new Map(links) };
}
