import assert from 'node:assert/strict';
import { type ClientOptions, LspClient } from '../../support/lsp-client.js';
import { type Files, withTempFolder } from '../../support/temp-folder.js';

/** An editor on a folder with these files, its first analysis done. A server that does not end well is an error. */
export async function withEditor(
  files: Files,
  use: (editor: LspClient, folder: string) => Promise<void>,
  options: Partial<ClientOptions> = {},
): Promise<void> {
  await withTempFolder({ '.git/HEAD': '', ...files }, async (folder) => {
    const editor = await LspClient.start({ folders: [folder], ...options });
    try {
      await use(editor, folder);
      assert.equal(await editor.stop(), 0, 'exit code of the server');
    } finally {
      editor.process.kill();
    }
  });
}
