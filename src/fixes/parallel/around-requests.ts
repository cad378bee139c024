import type { ts } from 'ts-morph';
import { isLoadedTogether } from '../../lambda/loading/load-time.js';
import type { Program } from '../../lambda/program.js';

/** What an HTTP client does around every request: interceptors, hooks, a jar of cookies. */
const AROUND_REQUESTS =
  /\.interceptors\.(request|response)\.use\(|\b(beforeRequest|afterResponse)\s*:|\bcookie-?jar\b|\bCookieJar\b/i;

/** Code that sees each request may carry something from one to the next. */
export function hasCodeAroundRequests(file: ts.SourceFile, program: Program): boolean {
  return [...program.modules.values()].some(
    (each) => AROUND_REQUESTS.test(each.file.text) && isLoadedTogether(each.file.fileName, file.fileName, program),
  );
}
