import picomatch from 'picomatch';

/** Asks whether globs name a file. Both are relative to one root. */
export function isNamedBy(globs: readonly string[]): (file: string) => boolean {
  return globs.length > 0 ? picomatch([...globs], { dot: true }) : () => false;
}
