/**
 * Paths as the product uses them: `/` between the parts, and no `.` or `..` in absolute ones. A *file* is a path as results name it:
 * relative to the root of the run, beginning with `../` where it lies outside, as `../shared/db.ts` does.
 */

const ABSOLUTE = /^([a-z]:)?\//i;

/** Is a path the folder itself, or below it? Takes absolute paths. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(withSlash(folder));
}

/** Is a path below the folder? Takes absolute paths. */
export function isBelow(path: string, folder: string): boolean {
  return path.length > folder.length && isWithin(path, folder);
}

/** An absolute path as results name it: `.` for the root, and the path itself for one on another drive. */
export function relativePath(root: string, path: string): string {
  if (isBelow(path, root)) return path.slice(withSlash(root).length);
  const from = partsOf(root);
  const to = partsOf(path);
  const other = from.findIndex((part, index) => part !== to[index]);
  const shared = other < 0 ? from.length : other;
  if (shared === 0) return path;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}

/** The absolute path of a file as results name it; undoes `relativePath`. */
export function absolutePath(root: string, file: string): string {
  if (ABSOLUTE.test(file)) return file;
  let folder = root;
  let rest = file;
  for (; rest === '..' || rest.startsWith('../'); rest = rest.slice(3)) folder = folderOf(folder);
  return rest === '' || rest === '.' ? folder : withSlash(folder) + rest;
}

/** Does a file, as results name it, lie outside of the root? */
export function isOutside(file: string): boolean {
  return file === '..' || file.startsWith('../') || ABSOLUTE.test(file);
}

/** The folder that holds an absolute path; `/` holds itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash > 0) return path.slice(0, slash);
  return slash === 0 ? '/' : path;
}

/** The folder from which a path goes on as `rest` does; nothing where it ends in another way. */
export function folderAbove(path: string, rest: string): string | undefined {
  return path.endsWith(`/${rest}`) ? path.slice(0, -rest.length - 1) : undefined;
}

/** A folder and those around it, from the inside out, up to and including `top`; none where it lies outside of that. Takes absolute paths. */
export function foldersUpwards(folder: string, top = ''): string[] {
  if (top !== '' && !isWithin(folder, top)) return [];
  const outer = folderOf(folder);
  return folder === top || outer === folder ? [folder] : [folder, ...foldersUpwards(outer, top)];
}

/** The innermost folder that both are within. Takes absolute paths. */
export function commonFolder(a: string, b: string): string {
  return foldersUpwards(a).find((folder) => isWithin(b, folder)) ?? a;
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part, index) => part !== '' || index === 0);
}
