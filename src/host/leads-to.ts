import picomatch from 'picomatch';
import { relativePath } from '../lib/paths.js';

/** May something below a folder match one of the globs? They begin at `root`; folders are absolute. */
export function leadsTo(root: string, globs: readonly string[]): (folder: string) => boolean {
  const beginnings = globs.flatMap(beginningsOf);
  const isOne = beginnings.length > 0 ? picomatch(beginnings, { dot: true }) : () => false;
  return (folder) => isOne(relativePath(root, folder));
}

/** `a` and `a/*` of `a/*` + `/x.json`. From `**` on, and in braces that hold whole paths, everything may lead there. */
function beginningsOf(glob: string): readonly string[] {
  const parts = glob.split('/').slice(0, -1);
  const open = parts.findIndex((part) => part.includes('**') || countOf(part, /[{(]/g) !== countOf(part, /[})]/g));
  const plain = open < 0 ? parts : parts.slice(0, open);
  const beginnings = plain.map((_, index) => plain.slice(0, index + 1).join('/'));
  return open < 0 ? beginnings : [...beginnings, [...plain, '**'].join('/')];
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
