import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LspClient } from '../../support/lsp-client.js';
import { monorepo } from '../../support/monorepo.js';
import { withTempFolder } from '../../support/temp-folder.js';

interface Open {
  readonly editor: LspClient;
  /** The package with the function, by the name of the link. */
  readonly link: string;
  readonly top: string;
}

/** An editor on a package of a monorepo that it opened through a link which stands elsewhere. */
async function withLink(
  settings: Readonly<Record<string, unknown>>,
  use: (open: Open) => Promise<void>,
): Promise<void> {
  await withTempFolder({ ...monorepo('orders') }, async (top) => {
    mkdirSync(join(top, 'elsewhere'));
    const link = join(top, 'elsewhere/orders');
    symlinkSync(join(top, 'packages/orders'), link);
    const editor = await LspClient.start({ folders: [link], settings });
    try {
      await editor.untilReady();
      await use({ editor, link, top });
      assert.equal(await editor.stop(), 0, 'exit code of the server');
    } finally {
      editor.process.kill();
    }
  });
}

const OFF = { bundle: { build: 'off' } };

describe('a workspace folder that is opened through a link, over LSP', () => {
  it('finds the code beside the folder, where that is', () =>
    withLink(OFF, async ({ editor, top }) => {
      const store = join(top, 'packages/shared/src/db.ts');
      await editor.open(store);
      await editor.untilDiagnostics(store, (each) => each.length > 0);
      assert.deepEqual(
        editor.diagnosticsOf(store).map(({ code }) => code),
        ['client-in-handler'],
      );
    }));

  it('shows, follows and fixes its own files under the names that the editor has for them', () =>
    withLink(OFF, async ({ editor, link, top }) => {
      const handler = join(link, 'src/handler.ts');
      await editor.open(handler);
      await editor.replace(handler, 'load(event.id)', 'new DynamoDBClient({}).send(event as never)');
      await editor.replace(handler, 'import', `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport`);
      await editor.untilDiagnostics(handler, (each) => each.length > 0);
      assert.deepEqual(editor.diagnosticsOf(join(top, 'packages/orders/src/handler.ts')), []);
      const [fix] = await editor.actions(handler, editor.diagnosticsOf(handler)[0]!.range);
      await editor.apply(fix!.edit!);
      await editor.untilDiagnostics(handler, (each) => each.length === 0);
      assert.match(editor.documentAt(handler).getText(), /^const \w+ = new DynamoDBClient/m);
    }));

  it('has lenses over its handlers', () =>
    withLink(OFF, async ({ editor, link }) => {
      const handler = join(link, 'src/handler.ts');
      await editor.open(handler);
      assert.ok((await editor.lenses(handler)).length > 0);
    }));

  it('knows a file by where it is, whichever link it was opened by', () =>
    withTempFolder({ ...monorepo('orders') }, async (top) => {
      const folder = join(top, 'packages');
      symlinkSync('shared', join(folder, 'linked'));
      const editor = await LspClient.start({ folders: [folder], settings: OFF });
      try {
        await editor.untilReady();
        const link = join(folder, 'linked/src/db.ts');
        await editor.open(link);
        await editor.untilDiagnostics(link, ([first]) => first?.range.start.line === 3);
        await editor.replace(link, 'export', '// a line more\nexport');
        await editor.untilDiagnostics(link, ([first]) => first?.range.start.line === 4);
        const [found] = editor.diagnosticsOf(link);
        const [fix] = await editor.actions(link, found!.range);
        await editor.apply(fix!.edit!);
        await editor.untilDiagnostics(link, (each) => each.length === 0);
        assert.match(editor.documentAt(link).getText(), /^const client = new DynamoDBClient/m);
        assert.equal(await editor.stop(), 0, 'exit code of the server');
      } finally {
        editor.process.kill();
      }
    }));
});
