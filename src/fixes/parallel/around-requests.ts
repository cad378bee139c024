import type { ts } from 'ts-morph';
import type { Program } from '../../lambda/program.js';

/** What an HTTP client does around every request: interceptors, hooks, a jar of cookies. */
const AROUND_REQUESTS =
  /\.interceptors\.(request|response)\.use\(|\b(beforeRequest|afterResponse)\s*:|\bcookie-?jar\b|\bCookieJar\b/i;

/** Code that sees each request may carry something from one to the next. */
export function hasCodeAroundRequests(file: ts.SourceFile, program: Program): boolean {
  const loading = new Set(program.functionsLoading(file.fileName));
  const isLoaded = (path: string): boolean => program.functionsLoading(path).some((each) => loading.has(each));
  for (const [path, module] of program.modules)
    if (AROUND_REQUESTS.test(module.file.text) && isLoaded(path)) return true;
  return false;
}
