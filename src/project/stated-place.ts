import { posix } from 'node:path';
import { isWithin } from '../lib/paths.js';
import type { StringTarget } from './declared.js';
import { hasFolder, hasSources, plainName } from './named-like.js';
import { withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** Folders that builds write to, and names of archives, which tell nothing of whose code it is. */
const OUTPUT =
  /^(\.?(dist|build|out|output|bundles?|bundled|esbuild|webpack|serverless|aws-sam|artifacts?|archives?|zips?|packaged?|release|target)|lambdas?|functions?|code|deploy(ment)?|payload|handler|index|main|app|source|src)$/i;

/** Does a name tell nothing of whose code it is? */
export function isOutput(name: string): boolean {
  return OUTPUT.test(name);
}

/** May a file that is only called right be what the target means, going by the place that the target states? */
export function isAtStatedPlace(
  workspace: Workspace,
  { folders, archives = [], isPlaceOpen = false }: StringTarget,
  file: string,
): boolean {
  const around = [...archives.slice(1), ...unversioned(archives[0])].find(
    (name) => !STAGE.test(name) && hasFolder(workspace, name),
  );
  if (around !== undefined && !hasPart(workspace, file, around)) return false;
  return isPlaceOpen || folders.length === 0 || folders.some((folder) => isAtFolder(workspace, folder, file));
}

/** Folders of a bucket that say when or for whom something was put there. */
const STAGE = /^(v?\d[\d.]*|dev(elopment)?|test|staging|stage|prod(uction)?|latest|releases?)$/i;

/** Of `orders-3f2a91c` and `orders-v1.2.0`, `orders`: a version or a hash of what it holds is put behind the name. */
function unversioned(archive = ''): readonly string[] {
  const [, name = ''] = /^(.+?)[-_.](?=[\da-f.]*\d)v?[\da-f.]+$/i.exec(archive.replace(/([-_.])v(?=\d)/i, '$1')) ?? [];
  return name === '' || isOutput(name) ? [] : [name];
}

/** Somewhere in the nearest part of the path that is there; what is not there is told by its name, unless a build makes it. */
function isAtFolder(workspace: Workspace, stated: string, file: string): boolean {
  const { root } = workspace;
  if (!isWithin(stated, root)) return true;
  let folder = stated;
  while (folder !== root && isOutput(posix.basename(folder))) folder = posix.dirname(folder);
  let missing: string | undefined;
  // A folder of deployment files alone is where a script puts what it packs.
  for (; folder !== root && !hasSources(workspace, folder); folder = posix.dirname(folder)) {
    const name = posix.basename(folder);
    if (!isOutput(name) && !workspace.isDirectory(folder)) missing ??= name;
  }
  if (folder === root) return true;
  return isWithin(file, folder) && (missing === undefined || hasPart(workspace, file, missing));
}

/** Is a folder of the path, or the file, called so? */
function hasPart({ root }: Workspace, file: string, name: string): boolean {
  const parts = posix.relative(root, withoutExtension(file)).split('/');
  return parts.some((part) => plainName(part) === plainName(name));
}
