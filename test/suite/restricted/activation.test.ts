import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { activeExtension } from '../support/extension.js';

describe('a folder that the user does not trust', () => {
  it('is in restricted mode', () => assert.equal(workspace.isTrusted, false));

  it('activates', async () => assert.equal((await activeExtension()).isActive, true));
});
