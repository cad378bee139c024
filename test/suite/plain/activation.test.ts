import assert from 'node:assert/strict';
import { join } from 'node:path';
import { languages, Uri, window, workspace } from 'vscode';
import { activeExtension } from '../support/extension.js';

describe('a folder without Lambda code', () => {
  it('activates and reports nothing', async () => {
    const { isActive } = await activeExtension();
    const { uri } = await window
      .showTextDocument(Uri.file(join(workspace.workspaceFolders![0]!.uri.fsPath, 'src/main.ts')))
      .then(({ document }) => document);
    const own = languages.getDiagnostics(uri).filter(({ source }) => source === 'coldlens');
    assert.deepEqual({ isActive, own }, { isActive: true, own: [] });
  });
});
