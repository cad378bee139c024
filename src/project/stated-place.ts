import { posix } from 'node:path';
import { isWithin } from '../lib/paths.js';
import type { StringTarget } from './declared.js';
import { splitHandler } from './handler-string.js';
import { filesNamedLike, hasFolder, hasSources, isCalled, plainName } from './named-like.js';
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
export function isAtStatedPlace(workspace: Workspace, target: StringTarget, file: string): boolean {
  const { folders, isPlaceOpen = false } = target;
  const named = namedByKey(workspace, target);
  if (named !== undefined && !hasPart(workspace, file, named)) return false;
  return isPlaceOpen || folders.length === 0 || folders.some((folder) => isAtFolder(workspace, folder, file));
}

/** Folders of a bucket that say when or for whom something was put there. */
const STAGE = /^(v?\d[\d.]*|dev(elopment)?|test|staging|stage|prod(uction)?|latest|releases?)$/i;

/** What has the code, going by the key of an archive: a folder of the key, unless the archive's own name leads elsewhere. */
function namedByKey(workspace: Workspace, target: StringTarget): string | undefined {
  const [archive = '', ...folders] = target.archives ?? [];
  const own = unversioned(archive).find((name) => isCalled(workspace, name));
  const around = folders.find((name) => !STAGE.test(name) && !isOutput(name) && hasFolder(workspace, name));
  if (around !== undefined) return own !== undefined && leadsElsewhere(workspace, target, own, around) ? own : around;
  return unversioned(archive).length > 1 ? own : undefined;
}

/** Is the handler's file where the archive's own name leads, and nowhere of these in the folder of the key? */
function leadsElsewhere(workspace: Workspace, { handler }: StringTarget, own: string, around: string): boolean {
  const files = isOutput(own) ? [] : splitHandler(handler).flatMap((parts) => filesNamedLike(workspace, own, parts));
  return files.length > 0 && !files.some((file) => hasPart(workspace, file, around));
}

/**
 * What the code of an archive may be called, what says most first: of `orders-3f2a91c` and `orders-v1.2.0` also `orders`, since a
 * version or a hash of what it holds is put behind the name. Too short a hash is part of the name, as in `auth-2fa`.
 */
function unversioned(archive: string): readonly string[] {
  const [, name = ''] = /^(.+?)[-_.](?:v?\d+(?:\.\d+)*|(?=\D*\d)v?[\da-f]{6,})$/i.exec(archive) ?? [];
  return name === '' || isOutput(name) ? [archive] : [archive, ...unversioned(name)];
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
