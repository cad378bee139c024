import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { npmInstall } from '../vscode/install-once.js';
import type { Recipe } from './recipes.js';

const cache = resolve('.coldlens-cache/calibrate');

/** Installs the packages of a recipe and builds its handler. @returns the absolute path of the file to start. */
export async function rebuild(recipe: Recipe): Promise<string> {
  const folder = installed(recipe.packages);
  const source = join(folder, `${recipe.id}.mjs`);
  writeFileSync(source, recipe.code);
  const outfile = join(folder, `${recipe.id}.built.${recipe.format === 'esm' ? 'mjs' : 'cjs'}`);
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, 'module.exports = {};\n');
  await build({
    entryPoints: [source],
    outfile,
    // Unbundled files keep their imports: only the syntax of the module changes.
    bundle: recipe.load === 'bundle',
    platform: 'node',
    target: 'node16',
    format: recipe.format,
    minify: recipe.minify ?? false,
    external: [...(recipe.external ?? [])],
    alias: Object.fromEntries((recipe.emptied ?? []).map((name) => [name, empty])),
    logLevel: 'error',
    ...(recipe.format === 'esm' && recipe.load === 'bundle' && ESM),
  });
  return outfile;
}

/** What those who bundle the SDK as ES modules set: its own modules first, and a `require` for what is CommonJS. */
export const ESM = {
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

export function installed(packages: readonly string[]): string {
  const name = packages.join('+').replaceAll(/[/@]+/g, '_') || 'none';
  const folder = join(cache, name.slice(0, 150));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  if (packages.length > 0) npmInstall(unfinished, [...packages]);
  renameSync(unfinished, folder);
  return folder;
}

/** A Node of exactly this version. */
export function nodeBinary(version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  return join(installed([`${name}@${version}`]), 'node_modules', name, 'bin/node');
}
