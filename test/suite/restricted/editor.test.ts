import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import type { ColdlensApi } from '../../../src/extension.js';
import { eventually } from '../support/eventually.js';

describe('the extension in a folder that the user does not trust', () => {
  it('starts the server without trust', async () => {
    const api = await extensions.getExtension<ColdlensApi>('coldlens.coldlens')!.activate();
    const { clientOptions } = await eventually('a client', () => api.client());
    assert.deepEqual(clientOptions.initializationOptions(), { hasCommands: true, isTrusted: false });
  });
});
