import assert from 'node:assert/strict';
import { fileToOpen } from '../../../src/editor/file-to-open.js';

describe('what a page opens', () => {
  for (const [file, path] of [
    ['src/a.ts', '/work/shop/src/a.ts'],
    ['/work/shop/node_modules/x/i.js', '/work/shop/node_modules/x/i.js'],
    ['../shared/a.ts', '/work/shared/a.ts'],
    ['..\\shared\\a.ts', '/work/shared/a.ts'],
    ['/etc/passwd', undefined],
    ['/work/shopping/a.ts', undefined],
  ] as const) {
    it(`of ${file}`, () => assert.equal(fileToOpen(file, '/work/shop'), path));
  }
});
