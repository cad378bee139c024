import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { versions } from './versions.js';

type PackageName = keyof typeof versions;

const cache = resolve('.vscode-test');

/** The folder of the cache that holds these packages in their pinned versions. It gets its name last, so that what is there is whole. */
export function installOnce(packages: readonly PackageName[], finish: (folder: string) => void): string {
  const specifiers = packages.map((name) => `${name}@${versions[name]}`);
  const folder = join(cache, specifiers.map((specifier) => specifier.replaceAll('/', '-')).join('+'));
  if (!existsSync(folder)) {
    console.log(`Installing ${specifiers.join(' and ')} …`);
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
    npmInstall(unfinished, ['--no-save', ...specifiers]);
    finish(unfinished);
    renameSync(unfinished, folder);
  }
  return folder;
}

/** Without the packages' scripts: they would compile for minutes what neither tests nor pictures need. */
export function npmInstall(cwd: string, args: readonly string[], env = process.env): void {
  run('npm', ['install', '--ignore-scripts', '--loglevel=error', ...args], cwd, env);
}

export function run(command: string, args: readonly string[], cwd: string, env = process.env): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`"${[command, ...args].join(' ')}" failed in ${cwd}: ${error?.message ?? `${stdout}${stderr}`}`);
  }
}
