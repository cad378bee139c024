import assert from 'node:assert/strict';
import { fileToOpen } from '../../../src/editor/file-to-open.js';

it('a page opens files of its folder only', () => {
  assert.equal(fileToOpen('src/a.ts', '/shop'), '/shop/src/a.ts');
  assert.equal(fileToOpen('/shop/node_modules/x/i.js', '/shop'), '/shop/node_modules/x/i.js');
  assert.equal(fileToOpen('../other/a.ts', '/shop'), undefined);
  assert.equal(fileToOpen('/etc/passwd', '/shop'), undefined);
  assert.equal(fileToOpen('/shopping/a.ts', '/shop'), undefined);
});
