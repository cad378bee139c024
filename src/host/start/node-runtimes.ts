import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KnownError } from '../../model/errors.js';
import type { NodeRuntime } from '../../model/starter.js';
import { findPrograms, machineEnvironment } from '../programs.js';
import { installedNode, installNode } from './install-node.js';

export interface LocatedNode extends NodeRuntime {
  readonly path: string;
}

const run = promisify(execFile);

/**
 * Finds a Node of a major version: the one that runs this, one on the PATH, one of a version manager, one that was installed for an earlier
 * measurement; else installs one from npm. Without a version, the one that runs this.
 *
 * @param root the folder that is analysed, whose own programs are left out.
 * @throws {KnownError} where there is none.
 */
export async function findNode(major: number | undefined, root: string): Promise<LocatedNode> {
  const env = { PATH: machineEnvironment(root).PATH };
  for (const path of candidates(major, root)) {
    const found = await ask(path, env);
    if (found && (major === undefined || found.major === major)) return found;
  }
  if (major === undefined) throw new KnownError('There is no Node on the PATH to start functions with.');
  const installed = await ask(await installNode(major, root), env);
  if (installed?.major !== major) throw new KnownError(`The Node ${major} that npm installed does not start here.`);
  return installed;
}

const EXECUTABLE = process.platform === 'win32' ? 'node.exe' : 'node';

function candidates(major: number | undefined, root: string): readonly string[] {
  // In an editor this is no Node but an Electron that can pass for one.
  const own = process.versions.electron === undefined ? [process.execPath] : [];
  const elsewhere = major === undefined ? [] : [...managed(major), installedNode(major)];
  return [...new Set([...own, ...findPrograms('node', root), ...elsewhere])];
}

/** Where managers of Node versions keep them: the folder of all versions → the executable below one of them. */
const MANAGERS: readonly (readonly [string, string])[] = [
  ['.nvm/versions/node', 'bin'],
  ['.local/share/fnm/node-versions', 'installation/bin'],
  ['Library/Application Support/fnm/node-versions', 'installation/bin'],
  ['.volta/tools/image/node', 'bin'],
  ['.asdf/installs/nodejs', 'bin'],
  ['.local/share/mise/installs/node', 'bin'],
  ['n/n/versions/node', 'bin'],
  ['AppData/Roaming/nvm', ''],
];

function managed(major: number): readonly string[] {
  return MANAGERS.flatMap(([folder, below]) =>
    versionsIn(join(homedir(), folder), major).map((version) => join(homedir(), folder, version, below, EXECUTABLE)),
  );
}

function versionsIn(folder: string, major: number): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => new RegExp(`^v?${major}\\.`).test(name))
      .sort((left, right) => right.localeCompare(left, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

/** What an executable says of itself; nothing where there is none. */
async function ask(path: string, env: NodeJS.ProcessEnv): Promise<LocatedNode | undefined> {
  try {
    const question = 'process.versions.node + " " + process.arch';
    const { stdout } = await run(path, ['-p', question], { timeout: 10_000, env });
    const [version = '', architecture = ''] = stdout.trim().split(' ');
    const major = Number.parseInt(version, 10);
    return Number.isNaN(major) ? undefined : { path, version, major, architecture };
  } catch {
    return undefined;
  }
}
