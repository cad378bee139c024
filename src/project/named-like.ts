import { posix } from 'node:path';
import { groupBy } from '../lib/group.js';
import { oncePer } from '../lib/memoise.js';
import { isTestFile } from '../lib/test-file.js';
import { findCompiledSource } from './compiled-source.js';
import type { HandlerParts } from './handler-string.js';
import { findWithExtension, isSourcePath, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** Folders in which the code of a folder's function commonly stands. */
const INSIDE = ['', 'src', 'lib'];

/**
 * Files that an archive may be made of, going by its name: the handler's file in a folder of that name, or else a file of that
 * name. Whoever asks takes one only where no other has the export as well.
 */
export function filesNamedLike(workspace: Workspace, archive: string, { file }: HandlerParts): readonly string[] {
  const { folders, files } = sourcesOf(workspace);
  const inFolders = (folders.get(archive) ?? []).flatMap((folder) => handlerFileIn(workspace, folder, file) ?? []);
  return inFolders.length > 0 ? [...new Set(inFolders)] : (files.get(archive) ?? []);
}

/** The handler's file in a folder, or where such folders commonly have it. */
export function handlerFileIn(workspace: Workspace, folder: string, handlerFile: string): string | undefined {
  const stems = INSIDE.map((inside) => posix.join(folder, inside, handlerFile));
  return (
    stems.map((stem) => findCompiledSource(workspace, stem)).find((file) => file !== undefined) ??
    stems.map((stem) => findWithExtension(workspace, stem)).find((file) => file !== undefined)
  );
}

/** Files of that name, and those that a folder of that name is loaded by. */
export function filesCalled(workspace: Workspace, name: string): readonly string[] {
  const { folders, files } = sourcesOf(workspace);
  const indexes = (folders.get(name) ?? []).flatMap(
    (folder) => findWithExtension(workspace, posix.join(folder, 'index')) ?? [],
  );
  return [...(files.get(name) ?? []), ...indexes];
}

/** Folders that are called like a function: `createUser` for `create_user` and `CreateUserFunction`. */
export function foldersLike(workspace: Workspace, name: string): readonly string[] {
  const wanted = plainName(name).replace(/(lambda|function|handler|fn)$/, '');
  return wanted.length < MIN_NAME ? [] : (sourcesOf(workspace).byPlainName.get(wanted) ?? []);
}

/** Shorter names are those of many things. */
const MIN_NAME = 4;

/** Without what people write names differently by. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

/** Is there a folder with code of that name? */
export function hasFolder(workspace: Workspace, name: string): boolean {
  return sourcesOf(workspace).folders.has(name);
}

/** Is a folder with code, or a file of code, called so, however the name is written? */
export function isCalled(workspace: Workspace, name: string): boolean {
  const { byPlainName, plainFiles } = sourcesOf(workspace);
  return byPlainName.has(plainName(name)) || plainFiles.has(plainName(name));
}

/** Is there code in a folder, or below it? Takes an absolute path. */
export function hasSources(workspace: Workspace, folder: string): boolean {
  return sourcesOf(workspace).all.has(folder);
}

/** Folders and files with code by their names, without those of tests. */
const sourcesOf = oncePer((workspace: Workspace) => {
  const files = workspace.files.filter((file) => isSourcePath(file) && !isTestFile(file));
  const folders = new Set<string>();
  for (const file of files) {
    let folder = posix.dirname(file);
    while (folder.length > workspace.root.length && !folders.has(folder)) {
      folders.add(folder);
      folder = posix.dirname(folder);
    }
  }
  const sorted = [...folders].sort();
  return {
    all: folders,
    folders: groupBy(sorted, (folder) => posix.basename(folder)),
    byPlainName: groupBy(sorted, (folder) => plainName(posix.basename(folder))),
    files: groupBy(files, (file) => posix.basename(withoutExtension(file))),
    plainFiles: new Set(files.map((file) => plainName(posix.basename(withoutExtension(file))))),
  };
});

/**
 * What the code of an archive may be called, going by its path: of `builds/orders.zip`, `orders`; of `orders/lambda.zip` the folder,
 * where nothing has the first name. Nothing where the path ends with what is not static.
 */
export function archiveNames(path: string | undefined): readonly string[] {
  if (path === undefined || !/\.(zip|jar|tgz)$/.test(path)) return [];
  const folders = posix.dirname(path).split('/');
  const names = [posix.basename(path).replace(/\.\w+$/, ''), folders.at(-1)!];
  return names.filter((name) => /^[\w@-][\w@.-]*$/.test(name));
}
