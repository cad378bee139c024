import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const cache = resolve('.coldlens-cache/deploy-tools');

/**
 * A project of `test/fixtures/deploy-tools` with its packages, among them the deploy tool itself and the esbuild that Coldlens uses. Packages
 * are installed once and kept; the rest is copied anew.
 */
export function deployProject(name: string): string {
  const fixture = resolve('test/fixtures/deploy-tools', name);
  const { version } = createRequire(import.meta.url)('esbuild/package.json');
  const manifest = readFileSync(join(fixture, 'package.json'), 'utf8').replace('"OURS"', JSON.stringify(version));
  const folder = join(cache, `${name}-${createHash('sha256').update(manifest).digest('hex').slice(0, 8)}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'package.json'), manifest);
    runTool('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], unfinished);
    renameSync(unfinished, folder);
  }
  cpSync(fixture, folder, { recursive: true, filter: (source) => !source.endsWith('package.json') });
  return folder;
}

/** Runs a command of a deploy tool, without telemetry and without colours. */
export function runTool(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const quiet = { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off', CI: '1', NO_COLOR: '1' };
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...quiet, ...env },
  });
  if (status !== 0) throw new Error(`${command} failed in ${cwd}: ${error?.message ?? `${stdout}${stderr}`}`);
}
