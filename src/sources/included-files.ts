import { posix } from 'node:path';
import { absolutePath } from '../lib/paths.js';

/** What a tsconfig says of which files are its own, as it is written: relative to its folder, or absolute. */
export interface FileGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Asks whether a tsconfig in that folder has a file (absolute), whatever its ending. The globs of the compiler know `**`, `*` and `?`. */
export function isIncludedBy({ include, exclude }: FileGlobs, folder: string): (file: string) => boolean {
  const pathOf = (glob: string): string => posix.normalize(absolutePath(folder, glob)).replace(/\/$/, '');
  const belowToo = (path: string): string => `${path}/**`;
  // Where the last part can be no file, it is a folder.
  const included = include.map(pathOf).map((path) => partsOf(/[.*?][^/]*$/.test(path) ? path : belowToo(path)));
  const excluded = exclude.map(pathOf).map((path) => partsOf(belowToo(path)));
  return (file) => {
    const isIn = (parts: readonly string[]): boolean => matches(parts, partsOf(file), '**', isPart);
    return included.some(isIn) && !excluded.some(isIn);
  };
}

function partsOf(path: string): readonly string[] {
  return path.split('/');
}

function isPart(glob: string, part: string): boolean {
  return matches([...glob], [...part], '*', (wanted, letter) => wanted === '?' || wanted === letter);
}

/** A star stands for any number of items. Going back to the last one is enough, so that no pattern takes longer than both lengths. */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  isOne: (wanted: string, item: string) => boolean,
): boolean {
  let next = 0;
  let afterStar: { readonly next: number; readonly at: number } | undefined;
  for (let at = 0; at < items.length; ) {
    const wanted = pattern[next];
    if (wanted === star) afterStar = { next: ++next, at };
    else if (wanted !== undefined && isOne(wanted, items[at]!)) [at, next] = [at + 1, next + 1];
    else if (afterStar) {
      afterStar = { ...afterStar, at: afterStar.at + 1 };
      ({ at, next } = afterStar);
    } else return false;
  }
  return pattern.slice(next).every((each) => each === star);
}
