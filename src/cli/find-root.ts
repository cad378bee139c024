import { dirname } from 'node:path/posix';
import { CONFIG_NAMES } from '../config/find-config.js';
import { escapeGlob } from '../lib/escape-glob.js';
import { absolutePath, commonFolder, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { isCheckout } from '../sources/checkout.js';
import { groundOf } from '../sources/ground.js';
import { declaresFunctions, isService } from './declares-functions.js';

/** Paths that were given, absolute. */
export interface Given {
  /** As they were typed. */
  readonly typed: readonly string[];
  /** Where they are, whatever links lead there. */
  readonly real: readonly string[];
}

/**
 * The root of a run: its functions are those below, and its paths and config are about this folder. It is the current folder, as long as the
 * paths lie in its project. What it links to is part of it, wherever that is.
 */
export function findRoot({ typed, real }: Given, cwd: string, host: Host): string {
  if (typed.length === 0) return cwd;
  if (typed.every((path) => isWithin(path, cwd))) {
    const project = outermostProject(sharedFolder(typed, host), cwd, host);
    if (project !== undefined) return project === cwd ? cwd : host.realPath(project);
  }
  const folder = sharedFolder(real, host);
  if (isWithin(folder, cwd)) return outermostProject(folder, cwd, host) ?? folder;
  return isWithin(cwd, folder) ? folder : rootBeside(folder, real, cwd, host);
}

/** The checkout or workspace around a folder, if it is another. */
export function groundAround(folder: string, host: Host): string | undefined {
  const ground = groundOf(folder, host);
  return ground === folder ? undefined : ground;
}

/** The same, where deployment files in it declare functions. */
export function functionsAround(folder: string, host: Host): string | undefined {
  const ground = groundAround(folder, host);
  return ground !== undefined && declaresFunctions(ground, host) ? ground : undefined;
}

function sharedFolder(paths: readonly string[], host: Host): string {
  return paths.map((path) => (host.isDirectory(path) ? path : dirname(path))).reduce(commonFolder);
}

/** A project that the current folder only happens to hold, or the current folder where that is one. */
function outermostProject(folder: string, cwd: string, host: Host): string | undefined {
  const around = foldersUpwards(folder, cwd);
  const project = around.findLast((each) => isProject(each, host));
  const checkout = around.findLast((each) => each !== project && isCheckout(each, host));
  if (project === undefined || checkout === undefined || isPartOf(project, checkout, host)) return project;
  return ownerOf(checkout, project, host);
}

/** A submodule is code of the project around it; a checkout that git is told to ignore, or one in the home folder, only lies there. */
function isPartOf(project: string, checkout: string, host: Host): boolean {
  if (isNobodys(project, host)) return false;
  const name = relativePath(project, checkout);
  // So is a checkout elsewhere, to which a link leads.
  if (host.realPath(checkout) !== absolutePath(host.realPath(project), name)) return true;
  return host.listFilesSync(project, [`${escapeGlob(name)}/**/*`], { isSparse: true }).length > 0;
}

/** Whose functions code is about that nothing but its place ties to the current ones. */
function ownerOf(own: string, current: string, host: Host): string {
  return !declaresFunctions(own, host) && declaresFunctions(current, host) ? current : own;
}

/**
 * Folders that declare functions are looked at as from within. All else may be code of the functions here: the root is the
 * folder around both, as far as that is one project, so that all functions which reach the code have a say.
 *
 * @param folder beside the current one.
 */
function rootBeside(folder: string, real: readonly string[], cwd: string, host: Host): string {
  if (real.every((path) => declaresFunctions(path, host))) return folder;
  const around = commonFolder(folder, cwd);
  if (isOneProject(around, folder, cwd, host)) return around;
  const own = checkoutOf(folder, host) ?? ownGround(folder, host).find((each) => isProject(each, host)) ?? folder;
  return ownerOf(own, cwd, host);
}

/** What two checkouts, or folders of no project, have in common may hold anything else, and a lot of it. */
function isOneProject(around: string, folder: string, cwd: string, host: Host): boolean {
  if (checkoutOf(around, host) !== undefined) return true;
  if ([folder, cwd].some((each) => checkoutOf(each, host) !== undefined)) return false;
  return ownGround(around, host).some((each) => isProject(each, host));
}

function checkoutOf(folder: string, host: Host): string | undefined {
  return ownGround(folder, host).find((each) => isCheckout(each, host));
}

/** A folder and those around it that may be projects. */
function ownGround(folder: string, host: Host): readonly string[] {
  return foldersUpwards(folder).filter((each) => !isNobodys(each, host));
}

/** The home folder or one around that, or the top of everything. */
function isNobodys(folder: string, { home }: Host): boolean {
  return folder === folderOf(folder) || (home !== undefined && isWithin(home, folder));
}

const PROJECT_MARKS = `
  package.json pnpm-workspace.yaml lerna.json rush.json nx.json turbo.json
  cdk.json sst.config.ts sst.config.js samconfig.toml template.yaml template.yml
  app.arc Pulumi.yaml Pulumi.yml cdktf.json
  serverless.yml serverless.yaml serverless.json serverless.ts serverless.js
`
  .trim()
  .split(/\s+/);

function isProject(folder: string, host: Host): boolean {
  return (
    isCheckout(folder, host) ||
    [...CONFIG_NAMES, ...PROJECT_MARKS].some((name) => host.isFile(absolutePath(folder, name))) ||
    isService(folder, host)
  );
}
