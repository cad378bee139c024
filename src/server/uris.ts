import { URI } from 'vscode-uri';
import { toSlashes } from '../host/paths.js';
import { absolutePath, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';

/** Documents of other kinds (a version in Git, a preview) are none of ours. */
export function isServed(uri: string): boolean {
  return /^(file|untitled):/.test(uri);
}

/** Absolute with `/`, as the core wants it; untitled documents stand in a folder of their own that no disk has. */
export function pathOfUri(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme === 'file') return moved(toSlashes(parsed.fsPath), realPaths);
  const name = parsed.path.replace(/^\/+/, '');
  // TypeScript unless the name says otherwise: JavaScript is nearly always TypeScript as well.
  return `${UNTITLED}/${/\.\w+$/.test(name) ? name : `${name}.ts`}`;
}

/** Where documents without a file stand. */
export const UNTITLED = '/coldlens-untitled';

export function uriOf(path: string): string {
  return URI.file(moved(path, links)).toString();
}

/** Folders and files that the editor opened by the name of a link, and where each is. */
const realPaths = new Map<string, string>();
/** The same the other way round. */
const links = new Map<string, string>();

/**
 * Code in a folder finds its neighbours where the folder is; the editor goes on to call it by the link that it opened. To be told before
 * a document in it opens.
 */
export function noteLink(folderUri: string, host: Pick<Host, 'realPath'>): void {
  if (!folderUri.startsWith('file:')) return;
  const path = toSlashes(URI.parse(folderUri).fsPath).replace(/(?<=.)\/$/, '');
  const real = host.realPath(path);
  if (!isLink(path, real)) return;
  realPaths.set(path, real);
  links.set(real, path);
}

/** The analysis knows a file by where it is; the editor may have opened it by a link. To be told before anything is asked about it. */
export function noteFile(uri: string, host: Pick<Host, 'realPath'>): void {
  if (!uri.startsWith('file:')) return;
  const path = pathOfUri(uri);
  const real = host.realPath(path);
  if (isLink(path, real)) realPaths.set(path, real);
}

/** Drives of a network, and letters that a file system does not tell apart, are no links. */
function isLink(path: string, real: string): boolean {
  return !real.startsWith('//') && real.toLowerCase() !== path.toLowerCase();
}

/** The innermost folder that holds the path says where it is. */
function moved(path: string, folders: ReadonlyMap<string, string>): string {
  const around = [...folders].filter(([folder]) => isWithin(path, folder));
  const [from, to] = around.sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return from === undefined ? path : absolutePath(to!, relativePath(from, path));
}
