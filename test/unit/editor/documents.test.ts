import assert from 'node:assert/strict';
import { isOfTheProject } from '../../../src/editor/documents.js';

it('the server is not told of packages that are installed', () => {
  const uris = ['file:///p/node_modules/x/index.js', 'file:///p/.git/x.json', 'file:///p/src/node_modules.ts'];
  assert.deepEqual(uris.map(isOfTheProject), [false, false, true]);
  assert.ok(isOfTheProject('file:///p/node_modules/.package-lock.json'), 'but of the end');
});
