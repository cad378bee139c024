import { join } from 'node:path/posix';
import { absolutePath, foldersUpwards, isWithin } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import { copiedFolders } from './architect.js';
import type { DeployedFile } from './deployed-file.js';
import type { FileTools } from './tools.js';

/**
 * How imports of a package of files are followed: what is deployed as it is knows no paths of a tsconfig.json; and what a link led to lies in the
 * package once it is deployed, where Node.js also finds the packages that lie there.
 */
export function lookupOptions(
  fn: LambdaFunction,
  files: readonly DeployedFile[],
  isSource: boolean,
  { root, host }: Pick<FileTools, 'root' | 'host'>,
): BundlerOptions {
  const alias = Object.fromEntries(copiedFolders(fn, root));
  const options: BundlerOptions = {
    ...(!isSource && { tsconfigRaw: '{}' }),
    ...(Object.keys(alias).length > 0 && { alias }),
  };
  const folder = host.realPath(join(root, fn.build?.folder ?? '.'));
  const isLinked = ({ realPath }: DeployedFile): boolean =>
    !isWithin(realPath, folder) && !realPath.includes('/node_modules/');
  // Packages that an install links find their own, as they do here.
  if (!files.some(isLinked)) return options;
  const installed = foldersUpwards(folder).map((each) => absolutePath(each, 'node_modules'));
  return { ...options, nodePaths: installed.filter((each) => host.isDirectory(each)) };
}
