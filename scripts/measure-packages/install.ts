import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall } from '../vscode/install-once.js';
import { BESIDES } from './packages.js';

/** All in one folder, as a project has them. @returns why some could not be installed, by specifier. */
export function installPackages(folder: string, specifiers: readonly string[]): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const wanted = [...specifiers, ...Object.values(BESIDES).flat()].map(packageOf);
  const absent = [...new Set(wanted)].filter((name) => !existsSync(join(folder, 'node_modules', name, 'package.json')));
  const reasons = new Map<string, string>();
  for (let at = 0; at < absent.length; at += GROUP) install(folder, absent.slice(at, at + GROUP), reasons);
  return new Map(
    specifiers.flatMap((each) => (reasons.has(packageOf(each)) ? [[each, reasons.get(packageOf(each))!]] : [])),
  );
}

const GROUP = 40;

/** By halves, so that one that is not to be had keeps none of the others away. */
function install(folder: string, names: readonly string[], reasons: Map<string, string>): void {
  try {
    npmInstall(folder, ['--legacy-peer-deps', '--no-audit', '--no-fund', ...names]);
  } catch (error) {
    const [only, ...others] = names;
    if (others.length === 0)
      reasons.set(only!, `cannot be installed (${String(error).match(/E[A-Z0-9]{3,}/)?.[0] ?? 'npm failed'})`);
    else
      for (const half of [names.slice(0, names.length >> 1), names.slice(names.length >> 1)])
        install(folder, half, reasons);
  }
}

/** `mysql2` of `mysql2/promise`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
