import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runBin } from '../../support/run-bin.js';
import { CREATE, PROJECT } from './project.js';
import { withEditor } from './with-editor.js';

describe('the language server', () => {
  it('tells above a handler how many findings it reaches and how it is declared, and nowhere else', () =>
    withEditor(PROJECT, async (editor, folder) => {
      await editor.open(`${folder}/src/create.ts`);
      await editor.open(`${folder}/src/audit.ts`);
      await editor.untilReady();
      assert.deepEqual(await editor.lenses(`${folder}/src/create.ts`), [
        '4: CreateOrder: 2 findings',
        '4: nodejs22.x · 512 MB · 10 s',
      ]);
      assert.deepEqual(await editor.lenses(`${folder}/src/audit.ts`), []);
      await editor.configure({ codeLens: { findings: false } });
      await editor.untilLenses(`${folder}/src/create.ts`, ['4: nodejs22.x · 512 MB · 10 s']);
    }));

  it('answers which functions there are when it knows, however early that is asked', () =>
    withEditor(PROJECT, async (editor) => {
      const { functions } = await editor.functions();
      assert.deepEqual(
        functions.map(({ name, findings }) => [name, findings.length]),
        [
          ['CreateOrder', 2],
          ['ListOrders', 1],
        ],
      );
    }));

  it('asks for new lenses when their text has changed, and only then', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.until(() => editor.lensRefreshes > 0, 'the first refresh of the lenses');
      await editor.untilReady();
      // Whatever was sent before is here when this is answered.
      await editor.functions();
      const before = editor.lensRefreshes;
      await editor.replace(path, "'orders'", "'orders-2'");
      await editor.actions(path);
      assert.equal(editor.lensRefreshes, before);
      await editor.replace(path, '  await audit(event.id);\n', '');
      await editor.until(() => editor.lensRefreshes > before, 'a refresh of the lenses');
      await editor.untilLenses(path, ['4: CreateOrder: 1 finding', '4: nodejs22.x · 512 MB · 10 s']);
    }));

  it('explains a finding on hover: why, cost, source, call path, before and after', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/audit.ts`;
      await editor.open(path);
      await editor.untilDiagnostics(path, (each) => each.length === 1);
      const text = await editor.hover(path, 3, 18);
      assert.match(text, /^\*\*\[client-in-handler\]\(file:.*client-in-handler\.md\)\*\*/);
      assert.match(text, /Cost: \+\d+–\d+ ms per invocation \(\w+\)\. \S/);
      assert.match(text, /Call path: handler \(src\/create\.ts:4\) › audit/);
      assert.match(text, /Functions: CreateOrder, ListOrders/);
      assert.match(
        text,
        /```diff\n[\s\S]*^\+const bucket = new S3Client[\s\S]*^- {2}const bucket = new S3Client[\s\S]*```/m,
      );
      assert.equal(await editor.hover(path, 0, 2), '');
    }));

  it('shows the card of a function on its handler', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        await editor.open(`${folder}/src/create.ts`);
        await editor.untilReady();
        const text = await editor.hover(`${folder}/src/create.ts`, 3, 14);
        assert.equal(
          text.replace(/\(file:.*?template\.yaml#L3\)/, '(…)'),
          '**CreateOrder** (Lambda function)\n\n- Declared in: [template.yaml:3](…)\n- Runtime: nodejs22.x\n- Memory: 512 MB\n- Timeout: 10 s\n- Events: http',
        );
      },
      // What is told of sizes comes when it is known.
      { settings: { bundle: { build: 'off' } } },
    ));

  it('runs no config that is code unless the folder is trusted', async () => {
    const config =
      "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./ran', import.meta.url), '');\nexport default {};\n";
    for (const isTrusted of [false, true]) {
      await withEditor(
        { ...PROJECT, 'coldlens.config.mjs': config },
        async (editor, folder) => {
          await editor.untilReady();
          assert.equal(existsSync(`${folder}/ran`), isTrusted);
        },
        { initializationOptions: { hasCommands: true, isTrusted } },
      );
    }
  });

  it('serves several folders, each with its own, and follows when they come and go', () =>
    withEditor({ ...prefixed('a', PROJECT), ...prefixed('b/inner', PROJECT) }, async (editor, folder) => {
      const uriOf = (name: string): string => pathToFileURL(`${folder}/${name}`).href;
      const change = (added: readonly string[], removed: readonly string[]): Promise<void> =>
        editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
          event: {
            added: added.map((name) => ({ name, uri: uriOf(name) })),
            removed: removed.map((name) => ({ name, uri: uriOf(name) })),
          },
        });
      await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 4);
      // The inner folder answers for its files, and nobody says anything twice.
      await change(['b/inner', 'a'], ['.']);
      await editor.open(`${folder}/b/inner/src/create.ts`);
      await editor.untilDiagnostics(`${folder}/b/inner/src/create.ts`, (each) => each.length === 1);
      await change([], ['a']);
      await editor.open(`${folder}/a/src/create.ts`);
      await editor.untilDiagnostics(`${folder}/a/src/create.ts`, (each) => each.length === 1);
    }));

  it('answers the next request when one has failed', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilReady();
      await assert.rejects(editor.connection.sendRequest('textDocument/hover', {}));
      assert.equal((await editor.actions(path)).length > 0, true);
    }));

  it('survives files that no parser likes', () =>
    withEditor(
      {
        ...PROJECT,
        'serverless.yml': 'service: x\nprovider: aws\nfunctions: [\n',
        'cdk.json': '{',
        'src/list.ts': `export const handler = ${'('.repeat(3000)}`,
        'template.json': '\u0000',
        'tsconfig.json': '{ "extends": "./tsconfig.json" ',
      },
      async (editor, folder) => {
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        await editor.untilDiagnostics(path, (each) => each.length === 1);
        const { problems } = await editor.untilReady();
        assert.deepEqual(
          problems.map(({ place, message }) => [place?.uri.split('/').at(-1), message.slice(0, 40)]),
          [
            ['serverless.yml', 'Flow sequence in block collection must b'],
            ['list.ts', 'is nested too deeply to be analysed'],
            ['template.json', 'is binary'],
            ['tsconfig.json', "'}' expected. The rest of the file is us"],
            ['template.yaml', 'ListOrders: src/list.ts is nested too de'],
          ],
        );
      },
    ));

  it('needs to be told how the editor is reached', () => {
    const { exitCode, stderr } = runBin(['lsp']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--stdio/);
  });

  it('gives up a request that the editor has cancelled', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilReady();
      await editor.replace(path, CREATE, `${CREATE}\n`);
      const { CancellationTokenSource } = await import('vscode-languageserver/node');
      const source = new CancellationTokenSource();
      const params = {
        textDocument: { uri: editor.documentAt(path).uri },
        range: { start: { line: 4, character: 20 }, end: { line: 4, character: 20 } },
        context: { diagnostics: [] },
      };
      const answer = editor.connection.sendRequest('textDocument/codeAction', params, source.token);
      source.cancel();
      await assert.rejects(answer, /cancelled/i);
    }));
});

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
