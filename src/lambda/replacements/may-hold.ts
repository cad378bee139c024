import { memoise } from '../../lib/memoise.js';
import { loadsIn } from '../../sources/loads.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import { meansOne, namesFile } from './match.js';
import type { TestReader } from './reader.js';

export interface HoldingInput {
  readonly resolve: ResolveModule;
  readonly reader: TestReader;
}

/** Over how many files an object may come. */
const MOST_FILES = 50;
/** `export * from './config'`, `export { config } from './config'`, `module.exports = require('./config')` */
const PASSES_ON = /\bexport\s*(\*|\{[^}]*\}\s*from\b)|\bexports\b[^;\n]*=\s*require\(/;

/** Whether a file may get an object of one of the files, by itself or over others that pass it on; said by texts alone. */
export function createMayHold({
  resolve,
  reader,
}: HoldingInput): (path: string, files: ReadonlySet<string>) => boolean {
  const loadsOf = memoise((path) =>
    [...loadsIn(reader.textOf(path))].map((name) => ({ name, to: resolve(name, path) })),
  );
  const isPassingOn = memoise((path) => PASSES_ON.test(reader.textOf(path)));
  const isBetween = (path: string, files: ReadonlySet<string>): boolean =>
    isPassingOn(path) || [...files].some((file) => namesFile(reader.textOf(path), file));
  return (path, files) => {
    const seen = new Set([path]);
    for (const from of seen) {
      if (seen.size > MOST_FILES) return true;
      for (const { name, to } of loadsOf(from)) {
        if (to.kind === 'file' ? files.has(to.path) : meansOne(name, from, files)) return true;
        if (to.kind === 'file' && isBetween(to.path, files)) seen.add(to.path);
      }
    }
    return false;
  };
}
