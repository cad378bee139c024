import assert from 'node:assert/strict';
import { rebaseGlob } from '../../../src/config/rebase-glob.js';

describe('rebaseGlob', () => {
  const cases: readonly [glob: string, from: string, to: string, expected: string | undefined][] = [
    ['src/*.ts', '/w', '/w', 'src/*.ts'],
    ['./src/*.ts', '/w', '/w', 'src/*.ts'],
    ['src/*.ts', '/w/a/b', '/w', 'a/b/src/*.ts'],
    ['src/*.ts', '/w/[id]', '/w', '\\[id\\]/src/*.ts'],
    ['!src/*.ts', '/w/a', '/w', '!a/src/*.ts'],
    ['services/a/src/*.ts', '/w', '/w/services/a', 'src/*.ts'],
    ['services/*/src/*.ts', '/w', '/w/services/a', 'src/*.ts'],
    ['services/*', '/w', '/w/services/a', '**'],
    ['services', '/w', '/w/services/a', '**'],
    ['**/*.gen.ts', '/w', '/w/services/a', '**/*.gen.ts'],
    ['other/**', '/w', '/w/services/a', undefined],
    ['/src/x.ts', '/', '/src', 'x.ts'],
    ['../shared/**', '/w/a', '/w/a', '../shared/**'],
    ['../shared/**', '/w/a', '/w', 'shared/**'],
    ['!../shared', '/w/a/b', '/w', '!a/shared'],
    ['../../../up/x.ts', '/w/a', '/w', '../../up/x.ts'],
    ['../up/*.ts', '/w', '/w/a/b', '../../../up/*.ts'],
    ['../[id]/x.ts', '/w/[a]/b', '/w', '\\[a\\]/[id]/x.ts'],
  ];
  for (const [glob, from, to, expected] of cases) {
    it(`${glob} of ${from} in ${to}`, () => assert.equal(rebaseGlob(glob, from, to), expected));
  }
});
