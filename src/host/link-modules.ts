import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Gives every folder of a copied tree the packages that are installed in the original. Packages that are folders of the tree itself, as
 * in workspaces, lead to their copies.
 */
export function linkModules(original: string, copy: string): void {
  for (const folder of foldersOf(copy)) {
    const modules = join(original, folder, 'node_modules');
    if (existsSync(modules) && !existsSync(join(copy, folder, 'node_modules'))) {
      linkEntries(modules, join(copy, folder, 'node_modules'), original, copy);
    }
  }
}

/** Folders with a package.json, and the top; relative. */
function foldersOf(tree: string): readonly string[] {
  const below = readdirSync(tree, { recursive: true, withFileTypes: true });
  const packages = below.filter((entry) => entry.isFile() && entry.name === 'package.json');
  return [...new Set(['', ...packages.map(({ parentPath }) => relative(tree, parentPath))])].sort();
}

function linkEntries(from: string, to: string, original: string, copy: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    if (name.startsWith('@') && lstatSync(source).isDirectory()) linkEntries(source, join(to, name), original, copy);
    else if (existsSync(source)) symlinkSync(targetOf(source, original, copy), join(to, name));
  }
}

function targetOf(source: string, original: string, copy: string): string {
  const real = realpathSync(source);
  const path = relative(original, real);
  const isOwn = !path.startsWith('..') && !path.split(sep).includes('node_modules');
  // A package that the commit does not have stays what it is now.
  return isOwn && existsSync(join(copy, path)) ? join(copy, path) : real;
}
