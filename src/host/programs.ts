import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, parse, relative, sep } from 'node:path';
import { KnownError } from '../model/errors.js';

type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Where this machine has a program, by its absolute path; `undefined` where it has none. A project's own program of that name is none of the
 * machine's: `npm run` and `npx` put `node_modules/.bin` first on the PATH, and Windows looks into the current folder before everything else.
 *
 * @param root the folder that is analysed.
 * @throws {KnownError} where only a project brings such a program along.
 */
export function findProgram(name: string, root: string, env: ProcessEnvironment = process.env): string | undefined {
  const [found] = findPrograms(name, root, env);
  const foreign = found ? undefined : foldersOf(env).find((folder) => isForeign(folder, name));
  if (foreign !== undefined)
    throw new KnownError(`${name} is only found in ${foreign}, which belongs to a project; it is not run from there.`);
  return found;
}

/** All programs of that name that this machine has, in the order of the PATH. */
export function findPrograms(name: string, root: string, env: ProcessEnvironment = process.env): readonly string[] {
  const projects = projectsAround([root, process.cwd()]);
  const paths = machineFolders(root, env).map((folder) => join(folder, fileOf(name)));
  // A link in a folder of the machine may still lead into the project.
  return paths.filter((path) => isExecutable(path) && !projects.some((project) => isInside(real(path), project)));
}

/** The environment for a program of this machine, so that what it starts is not taken from a project either. */
export function machineEnvironment(root: string, env: ProcessEnvironment = process.env): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !isPathName(name));
  return { ...Object.fromEntries(others), PATH: machineFolders(root, env).join(delimiter) };
}

/** The folders on the PATH that no project has a hand in, in their order. */
function machineFolders(root: string, env: ProcessEnvironment = process.env): readonly string[] {
  const projects = projectsAround([root, process.cwd()]);
  return foldersOf(env).filter((folder) => isTrusted(folder, projects));
}

function foldersOf(env: ProcessEnvironment): readonly string[] {
  const [, path = ''] = Object.entries(env).find(([name, value]) => isPathName(name) && value !== undefined) ?? [];
  // On Windows a folder may stand in quotes.
  return path.split(delimiter).map((folder) => (process.platform === 'win32' ? folder.replaceAll('"', '') : folder));
}

/** Windows writes `Path`. */
function isPathName(name: string): boolean {
  return process.platform === 'win32' ? /^path$/i.test(name) : name === 'PATH';
}

function isTrusted(folder: string, projects: readonly string[]): boolean {
  // An empty one means the current folder.
  if (!isAbsolute(folder)) return false;
  return [folder, real(folder)].every(
    (path) => !path.split(/[\\/]/).includes('node_modules') && !projects.some((project) => isInside(path, project)),
  );
}

function isForeign(folder: string, name: string): boolean {
  return isAbsolute(folder) && isExecutable(join(folder, fileOf(name)));
}

function fileOf(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** For each folder the outermost one around it that is a project. Everybody's programs are below the home folder and the top, whatever lies there. */
function projectsAround(folders: readonly string[]): readonly string[] {
  const home = real(homedir());
  const isShared = (folder: string): boolean => folder === parse(folder).root || isInside(home, folder);
  return folders.flatMap((folder) => {
    let project = real(folder);
    if (isShared(project)) return [];
    for (let above = project; !isShared(above); above = dirname(above)) {
      if (existsSync(join(above, '.git')) || existsSync(join(above, 'package.json'))) project = above;
    }
    return [project];
  });
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function isInside(path: string, folder: string): boolean {
  const [inner, outer] = isCaseless ? [path.toLowerCase(), folder.toLowerCase()] : [path, folder];
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

const isCaseless = process.platform === 'win32' || process.platform === 'darwin';
