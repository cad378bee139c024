import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTextFile } from './read-text.js';

/** A path of this platform with `/` between its parts. */
export function toSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

/** The folder of this package, whether it runs from `src` or bundled in `dist`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(`${folder}/package.json`)) {
    folder = dirname(folder);
  }
  return toSlashes(folder);
}

/** The version in our own package.json. */
export function packageVersion(): string {
  return JSON.parse(readTextFile(`${packageRoot()}/package.json`)!).version;
}
