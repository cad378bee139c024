import picomatch from 'picomatch';
import type { Options } from '../model/options.js';

/** What was asked for: below the given paths, and not ignored. Takes a path relative to the root. */
export function askedFor({ root, paths, ignore }: Options): (file: string) => boolean {
  const isIgnored = ignore.length > 0 ? picomatch([...ignore], { dot: true }) : () => false;
  const wanted = paths.map((path) => path.replace(/\/$/, ''));
  return (file) => {
    const path = `${root}/${file}`;
    const isAskedFor = wanted.length === 0 || wanted.some((each) => path === each || path.startsWith(`${each}/`));
    return isAskedFor && !isIgnored(file);
  };
}
