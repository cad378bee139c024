import { isWithin, relativePath } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';

/** More than anybody has controllers. */
const MOST_FILES = 1000;

/** What comes of a source by compiling is named after it, so that globs may say either ending. */
const ENDING = /\.(?:[mc]?[jt]sx?|\*|[{(+@][^/]*[)}])$/;

/** Code of a project that absolute globs name, whichever ending they say; no tests, which are not deployed. */
export function filesOfGlobs(globs: readonly string[], root: string, host: Host): readonly string[] {
  const found = globs.flatMap((glob) => {
    const base = baseOf(glob);
    if (!isWithin(base, root)) return [];
    const rest = relativePath(base, glob).replace(ENDING, '.{ts,tsx,js,jsx,mts,cts,mjs,cjs}');
    return rest ? host.listFilesSync(base, [rest]) : [];
  });
  const code = found.filter((path) => /\.[mc]?[jt]sx?$/.test(path) && !/\.(?:d|test|spec)\.[mc]?[jt]sx?$/.test(path));
  return [...new Set(code)].slice(0, MOST_FILES);
}

/** The folder in front of the first part that is no name, or that holds the one file. */
function baseOf(glob: string): string {
  const parts = glob.split('/');
  const first = parts.findIndex((part) => /[*?{}[\]()+@!]/.test(part));
  return parts.slice(0, first < 0 ? parts.length - 1 : first).join('/');
}
