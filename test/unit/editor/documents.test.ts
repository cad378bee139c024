import assert from 'node:assert/strict';
import picomatch from 'picomatch';
import { isOfTheProject, WATCHED_FILES } from '../../../src/editor/documents.js';

describe('what the server is told of', () => {
  for (const path of ['src/a.ts', 'b.mjs', 'template.yaml', 'main.tf', 'tsconfig.base.json', 'src/.gitignore']) {
    it(`${path} is watched`, () => assert.ok(picomatch.isMatch(path, WATCHED_FILES, { dot: true })));
  }

  it('not the packages that are installed', () => {
    const uris = ['file:///p/node_modules/x/index.js', 'file:///p/.git/x.json', 'file:///p/src/node_modules.ts'];
    assert.deepEqual(uris.map(isOfTheProject), [false, false, true]);
  });
});
