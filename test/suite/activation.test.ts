import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from 'vscode';
import { activeExtension } from './support/extension.js';

describe('activation', () => {
  it('activates from the source folder', async () => {
    const { isActive, extensionPath } = await activeExtension();
    assert.equal(isActive, true);
    assert.ok(existsSync(join(extensionPath, 'src')), extensionPath);
  });

  it('works in a trusted folder', () => assert.equal(workspace.isTrusted, true));
});
