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
    } finally {
      const exitCode = await editor.stop();
      if (exitCode !== 0) throw new Error(`The server ended with ${exitCode}`);
    }
  });
}
