import assert from 'node:assert/strict';
import { extensions, Uri, window, workspace } from 'vscode';
import type { ColdlensApi } from '../../../src/extension.js';

describe('the extension in a folder without Lambda code', () => {
  it('starts no server', async () => {
    const api = await extensions.getExtension<ColdlensApi>('coldlens.coldlens')!.activate();
    await window.showTextDocument(Uri.joinPath(workspace.workspaceFolders![0]!.uri, 'src/main.ts'));
    await api.searched();
    assert.equal(api.client(), undefined);
  });
});
