import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../vscode/install-once.js';

/** Lays out what a package holds, but for the binary of esbuild, and returns the folder. */
export function stage(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync('package.json', join(folder, 'package.json'));
  cpSync('package-lock.json', join(folder, 'package-lock.json'));
  // The lock file fits the whole manifest, so the manifest is trimmed afterwards. Of the optional packages, all are binaries.
  run('npm', ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--loglevel=error'], folder);
  rmSync(join(folder, 'package-lock.json'));
  const { scripts, devDependencies, files, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of [...files, 'README.md', 'LICENSE', '.vscodeignore']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
}
