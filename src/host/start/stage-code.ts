import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, parse, relative } from 'node:path';
import type { CodeToStage } from '../../model/starter.js';

/**
 * Writes code into a folder as deep as the one that it belongs to in the project, with a link to the `node_modules` of each folder on the way
 * up: so packages are found as they are from the project, by `require` and `import` alike.
 *
 * @param top an empty folder.
 * @returns the folder that the code is in: that of the project, where nothing is to be written.
 */
export function stageCode({ folder, files }: CodeToStage, top: string): string {
  if (files.size === 0) return folder;
  // Nobody's package.json above says what kind of modules these are.
  writeFileSync(join(top, 'package.json'), '{}');
  const { root } = parse(folder);
  const placed = join(top, 'task', relative(root, folder));
  mkdirSync(placed, { recursive: true });
  linkModules(folder, placed);
  for (const [name, content] of files) {
    const path = join(placed, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return placed;
}

function linkModules(folder: string, placed: string): void {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) symlinkSync(modules, join(placed, 'node_modules'), 'junction');
  if (dirname(folder) !== folder) linkModules(dirname(folder), dirname(placed));
}
