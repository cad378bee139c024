import assert from 'node:assert/strict';
import { relativePath } from '../../../src/bundle/relative-path.js';

describe('the path of a file in a report', () => {
  for (const [path, shown] of [
    ['/repo/svc/src/a.ts', 'src/a.ts'],
    ['/repo/shared/index.ts', '../shared/index.ts'],
    ['/repo/svc-2/a.ts', '../svc-2/a.ts'],
    ['/repo/svc', '.'],
  ] as const) {
    it(`of ${path} is ${shown}`, () => assert.equal(relativePath('/repo/svc', path), shown));
  }
});
