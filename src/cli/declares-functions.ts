import { basename } from 'node:path/posix';
import picomatch from 'picomatch';
import { DEPLOYMENT_FILES, mentionsLambda, POSSIBLE_DEPLOYMENT_FILES } from '../derived/deployment-files.js';
import { textOf } from '../derived/text-of.js';
import { relativePath } from '../lib/paths.js';
import type { Host, TreeFile } from '../model/host.js';

/** What matters of a folder stands high up: `services/orders/serverless.yml`, a link `orders/src/common`. */
const DEPTH = 3;

const isDeployment = picomatch([...DEPLOYMENT_FILES]);
const mayBeDeployment = picomatch([...POSSIBLE_DEPLOYMENT_FILES]);

/** Is it a folder with a deployment file that is about functions? */
export function declaresFunctions(path: string, host: Host): boolean {
  if (!host.isDirectory(path)) return false;
  return filesHighUp(path, host).some((file) => declares(file, host));
}

/** Does a deployment file stand in the folder itself? */
export function isService(folder: string, host: Host): boolean {
  return host.listTree(folder, () => false).files.some((file) => declares(file, host));
}

/** Files of a folder, links followed, but not those of packages or far below. */
export function filesHighUp(folder: string, host: Host): readonly TreeFile[] {
  const enters = (path: string): boolean =>
    relativePath(folder, path).split('/').length <= DEPTH && !/\/(node_modules|\.git)$/.test(path);
  return host.listTree(folder, enters).files;
}

function declares({ path }: TreeFile, host: Host): boolean {
  const name = basename(path);
  return isDeployment(name) || (mayBeDeployment(name) && mentionsLambda(textOf(path, host) ?? ''));
}
