import assert from 'node:assert/strict';
import { extensions, Uri, window, workspace } from 'vscode';
import type { ColdlensApi } from '../../../src/extension.js';
import { activationLimitMs } from '../activation-limit.js';

describe('the extension in a folder without Lambda code', () => {
  it('activates in less than 5 ms and starts no server', async () => {
    const api = await extensions.getExtension<ColdlensApi>('coldlens.coldlens')!.activate();
    await window.showTextDocument(Uri.joinPath(workspace.workspaceFolders![0]!.uri, 'src/main.ts'));
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.equal(api.client(), undefined);
    assert.ok(api.activationMs < activationLimitMs(), `${api.activationMs} ms`);
  });
});
