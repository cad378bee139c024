import { readdirSync } from 'node:fs';
import picomatch from 'picomatch';
import type { Run } from './runs.js';

/** All test files below test/suite, relative to it. */
export function suiteFiles(): readonly string[] {
  return readdirSync('test/suite', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts'))
    .sort();
}

export function testsOf({ tests }: Run): readonly string[] {
  const isMatch = picomatch([...tests]);
  return suiteFiles().filter((path) => isMatch(path));
}
