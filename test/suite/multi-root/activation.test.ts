import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { activeExtension } from '../support/extension.js';

describe('a workspace of several folders', () => {
  it('activates', async () => assert.equal((await activeExtension()).isActive, true));

  it('has both folders', () => {
    const names = workspace.workspaceFolders?.map(({ name }) => name);
    assert.deepEqual(names, ['orders', 'billing']);
  });
});
