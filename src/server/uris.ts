import { URI } from 'vscode-uri';
import { toSlashes } from '../host/paths.js';

/** Documents of other kinds (a version in Git, a preview) are none of ours. */
export function isServed(uri: string): boolean {
  return /^(file|untitled):/.test(uri);
}

/** Absolute with `/`, as the core wants it; untitled documents stand in a folder of their own that no disk has. */
export function pathOf(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme === 'file') return toSlashes(parsed.fsPath);
  const name = parsed.path.replace(/^\/+/, '');
  // TypeScript unless the name says otherwise: JavaScript is nearly always TypeScript as well.
  return `${UNTITLED}/${/\.\w+$/.test(name) ? name : `${name}.ts`}`;
}

/** Where documents without a file stand. */
export const UNTITLED = '/coldlens-untitled';

export function uriOf(path: string): string {
  return URI.file(path).toString();
}
