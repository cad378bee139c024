import assert from 'node:assert/strict';
import { join } from 'node:path';
import { LspClient } from '../../support/lsp-client.js';
import { monorepo } from '../../support/monorepo.js';
import { type Files, withTempFolder } from '../../support/temp-folder.js';

interface Open {
  readonly editor: LspClient;
  /** Of the sibling package. */
  readonly store: string;
  readonly handler: string;
}

/** An editor on some packages of a monorepo, in which the function of one loads the code of the other. */
async function withPackages(
  names: readonly string[],
  use: (open: Open) => Promise<void>,
  settings: Readonly<Record<string, unknown>> = {},
  more: Files = {},
): Promise<void> {
  await withTempFolder({ ...monorepo('orders'), ...more }, async (top) => {
    const folders = names.map((name) => join(top, 'packages', name));
    const editor = await LspClient.start({ folders, settings: { ...settings, bundle: { build: 'off' } } });
    try {
      await editor.untilReady();
      const [store, handler] = ['shared/src/db.ts', 'orders/src/handler.ts'].map((name) => join(top, 'packages', name));
      await use({ editor, store: store!, handler: handler! });
      assert.equal(await editor.stop(), 0, 'exit code of the server');
    } finally {
      editor.process.kill();
    }
  });
}

const FINDING = ['client-in-handler', 3];

const shown = (editor: LspClient, path: string) =>
  editor.diagnosticsOf(path).map(({ code, range }) => [code, range.start.line]);

describe('a file outside of the workspace folder that a function loads, over LSP', () => {
  // The folder of the package alone, that of the sibling beside it, and that of everything around both.
  for (const names of [['orders'], ['orders', 'shared'], ['shared', 'orders'], ['orders', '.']]) {
    it(`has its findings when it is opened, in folders ${names.join(' and ')}`, () =>
      withPackages(names, async ({ editor, store }) => {
        await editor.open(store);
        await editor.untilDiagnostics(store, (each) => each.length > 0);
        assert.deepEqual(shown(editor, store), [FINDING]);
      }));

    it(`is followed while it is typed, and fixed, in folders ${names.join(' and ')}`, () =>
      withPackages(names, async ({ editor, store }) => {
        await editor.open(store);
        await editor.untilDiagnostics(store, (each) => each.length > 0);
        await editor.replace(store, 'export async', '// a\n\nexport async');
        await editor.untilDiagnostics(store, ([first]) => first?.range.start.line === 5);
        const [fix] = await editor.actions(store, editor.diagnosticsOf(store)[0]!.range);
        assert.match(fix!.title, /^Create the DynamoDBClient once/);
        await editor.apply(fix!.edit!);
        await editor.untilDiagnostics(store, (each) => each.length === 0);
        assert.match(editor.documentAt(store).getText(), /^const client = new DynamoDBClient/m);
      }));
  }

  it('is listed with all files, and goes from the list with the code', () =>
    withPackages(
      ['orders'],
      async ({ editor, store, handler }) => {
        await editor.untilDiagnostics(store, (each) => each.length > 0);
        assert.deepEqual(shown(editor, store), [FINDING]);
        await editor.open(handler);
        await editor.replace(handler, 'load(event.id)', 'event.id');
        await editor.untilDiagnostics(store, (each) => each.length === 0);
      },
      { diagnostics: 'workspace' },
    ));

  it('leaves the file at the same place of the package alone', () =>
    withPackages(
      ['orders'],
      async ({ editor, store, handler }) => {
        await editor.untilDiagnostics(store, (each) => each.length > 0);
        assert.deepEqual(shown(editor, handler.replace('handler', 'db')), []);
      },
      { diagnostics: 'workspace' },
    ));

  it('keeps its findings when it was open before the folder was looked at', () =>
    withPackages(['shared'], async ({ editor, store, handler }) => {
      await editor.open(store);
      const uri = `file://${handler.replace('/src/handler.ts', '')}`;
      const event = { added: [{ uri, name: 'orders' }], removed: [] };
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
      await editor.untilDiagnostics(store, (each) => each.length > 0);
      const gone = { added: [], removed: event.added };
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: gone });
      await editor.untilDiagnostics(store, (each) => each.length === 0);
    }));
});
