import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import type { LspClient } from '../../support/lsp-client.js';
import { until } from '../../support/until.js';
import { AUDIT, CREATE, LIST, PROJECT } from './project.js';
import { withEditor } from './with-editor.js';

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const isOne = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 1;
const isNone = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0;

describe('edits that come at a bad time', () => {
  for (const run of ['onType', 'onSave']) {
    it(`never get a fix that was made for another text (${run})`, () =>
      withEditor(
        PROJECT,
        async (editor, folder) => {
          const path = `${folder}/src/audit.ts`;
          await editor.untilReady();
          // Opened only after everything was looked at.
          await editor.open(path);
          await editor.edit(path, [{ range: TOP, newText: '// one\n// two\n' }]);
          for (const action of await editor.actions(path)) {
            if (!action.edit) continue;
            await editor.apply(action.edit);
            assert.match(editor.documentAt(path).getText(), /^\/\/ one\n\/\/ two\nimport \{ S3Client/);
            break;
          }
          assert.doesNotMatch(editor.documentAt(path).getText(), /S3C.*const bucket|imporconst/);
        },
        { settings: { run } },
      ));
  }

  it('make an action wait, or go without', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.untilReady();
      await editor.open(path);
      for (let round = 0; round < 10; round++) {
        await editor.edit(path, [{ range: TOP, newText: '\n' }]);
        const asked = editor.actions(path);
        await editor.edit(path, [{ range: TOP, newText: '\n' }]);
        await checkFix(await asked, editor, path);
      }
    }));

  it('do not take the look at everything away when the file is saved at once', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/list.ts`;
      await editor.open(path);
      await editor.untilReady();
      await editor.edit(path, [{ range: TOP, newText: '\n\n\n' }]);
      await editor.actions(path);
      await editor.save(path);
      await editor.untilLenses(path, ['6: ListOrders: 1 finding', '6: nodejs22.x']);
      await editor.open(`${folder}/src/audit.ts`);
      await editor.untilDiagnostics(`${folder}/src/audit.ts`, ([first]) => Boolean(first));
      await editor.replace(path, LIST, 'export const handler = async () => 1;\n');
      await editor.actions(path);
      await editor.save(path);
      await editor.untilDiagnostics(`${folder}/src/audit.ts`, ([first]) =>
        /CreateOrder\.$/.test(String(first?.message)),
      );
    }));

  it('move the places that other files name, before those are looked at again', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilReady();
      await editor.edit(path, [{ range: TOP, newText: '\n\n' }]);
      await editor.actions(path);
      assert.equal((await editor.lenses(path))[0], '6: CreateOrder: 2 findings');
      const { functions } = await editor.functions();
      const audit = functions[0]!.findings.find(({ uri }) => uri.endsWith('audit.ts'));
      assert.deepEqual(
        audit?.callPath.map(({ range }) => range.start.line),
        [5, 8],
      );
    }));

  it('answer soon although a document has little left of what was analysed', () =>
    withEditor(
      {
        ...PROJECT,
        'src/audit.ts': `${AUDIT}${Array.from({ length: 4000 }, (_, line) => `// line ${line}\n`).join('')}`,
      },
      async (editor, folder) => {
        const path = `${folder}/src/audit.ts`;
        await editor.open(path);
        await editor.untilDiagnostics(path, isOne);
        const end = { line: 5000, character: 0 };
        const newText = `${'<<<<<<< ours\n'.repeat(4000)}${AUDIT}`;
        await editor.edit(path, [{ range: { start: TOP.start, end }, newText }]);
        // One request may take a while; a hundred take no longer, as what was compared is remembered.
        for (let request = 0; request < 100; request++) await editor.lenses(path);
        await editor.functions();
      },
    ));
});

describe('folders that come and go', () => {
  it('stay switched off whatever is opened in them', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        assert.deepEqual((await editor.functions()).functions, []);
        assert.deepEqual(await editor.lenses(path), []);
        await editor.edit(path, [{ range: TOP, newText: '\n' }]);
        assert.deepEqual(await editor.actions(path), []);
      },
      { settings: { enable: false } },
    ));

  it('hand their files to the folder around or inside', () =>
    withEditor(
      Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [`in/${path}`, text])),
      async (editor, folder) => {
        const path = `${folder}/in/src/create.ts`;
        await editor.open(path);
        await editor.untilDiagnostics(path, isOne);
        await changeFolders(editor, [`${folder}/in`], []);
        await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 4);
        await changeFolders(editor, [], [folder]);
        await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 2);
        await editor.untilDiagnostics(path, isOne);
        await changeFolders(editor, [folder], [`${folder}/in`]);
        await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 2);
        await editor.untilDiagnostics(path, isOne);
        await changeFolders(editor, [], [folder]);
        // The open file belongs to nobody now, until it is touched.
        await editor.untilDiagnostics(path, isNone);
      },
    ));

  it('leave nothing behind when they are gone before they were looked at', () =>
    withEditor(PROJECT, async (editor, folder) => {
      await editor.untilReady();
      void changeFolders(editor, [], [folder]);
      void changeFolders(editor, [folder], []);
      await changeFolders(editor, [], [folder]);
      await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 0);
    }));

  it('leave no finding behind when they go while they are looked at', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilDiagnostics(path, isOne);
      await editor.untilReady();
      editor.connection.onNotification('window/logMessage', async ({ message }) => {
        if (/^Reading the code/.test(message)) await changeFolders(editor, [], [folder]);
      });
      await editor.tellOfFiles({ [`${folder}/package.json`]: 'created' });
      await editor.untilDiagnostics(path, isNone);
      // By then the run has ended, too.
      await editor.untilStatus(({ state, functions }) => state === 'ready' && functions === 0);
      assert.deepEqual(editor.diagnosticsOf(path), []);
    }));

  it('take a guest with them when its last file is closed', () =>
    withEditor(
      { ...PROJECT },
      async (editor, folder) => {
        await editor.untilReady();
        await changeFolders(editor, [], [folder]);
        await editor.open(`${folder}/src/create.ts`);
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, isOne);
        await editor.close(`${folder}/src/create.ts`);
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, isNone);
      },
      { settings: { diagnostics: 'workspace' } },
    ));
});

describe('changes on disk', () => {
  it('are looked at although typing is not', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        const path = `${folder}/src/audit.ts`;
        await editor.untilDiagnostics(path, isOne);
        await writeFile(path, 'export async function audit() {}\n');
        await editor.tellOfFiles({ [path]: 'changed' });
        await editor.untilDiagnostics(path, isNone);
      },
      { settings: { run: 'onSave', diagnostics: 'workspace' } },
    ));

  it('are noticed at a save where nobody watches them', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        await editor.open(`${folder}/src/audit.ts`);
        await editor.open(`${folder}/src/create.ts`);
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, isOne);
        await rm(`${folder}/src/create.ts`);
        await editor.close(`${folder}/src/create.ts`);
        await editor.save(`${folder}/src/audit.ts`);
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, ([first]) =>
          /ListOrders\.$/.test(String(first?.message)),
        );
      },
      { capabilities: {}, settings: {} },
    ));

  it('of a config that is code count, also of one that Node.js would load once only', () =>
    withEditor(
      { ...PROJECT, 'coldlens.config.mjs': "export default { rules: { 'client-in-handler': 'error' } };\n" },
      async (editor, folder) => {
        const config = `${folder}/coldlens.config.mjs`;
        await editor.open(`${folder}/src/create.ts`);
        await editor.untilDiagnostics(`${folder}/src/create.ts`, ([first]) => first?.severity === 1);
        await writeFile(config, "export default { rules: { 'client-in-handler': 'off' } };\n");
        await editor.tellOfFiles({ [config]: 'changed' });
        await editor.untilDiagnostics(`${folder}/src/create.ts`, isNone);
      },
      { initializationOptions: { hasCommands: true, isTrusted: true } },
    ));

  it('of what the analysis does not read start none', () =>
    withEditor({ ...PROJECT, '.gitignore': 'dist/\n', 'dist/create.js': '' }, async (editor, folder) => {
      await editor.untilReady();
      let runs = 0;
      editor.connection.onNotification('window/logMessage', ({ message }) => {
        if (/^Reading the code/.test(message)) runs += 1;
      });
      await writeFile(`${folder}/dist/list.js`, '');
      await editor.tellOfFiles({ [`${folder}/dist/create.js`]: 'changed', [`${folder}/dist/list.js`]: 'created' });
      // Something that does count, told later.
      await editor.tellOfFiles({ [`${folder}/src/audit.ts`]: 'changed' });
      // The run changes nothing that the editor is told of.
      await until('a run', () => runs > 0 || undefined);
      assert.equal(runs, 1);
    }));
});

async function checkFix(actions: readonly CodeAction[], editor: LspClient, path: string): Promise<void> {
  const edit = actions.find(({ title }) => title.startsWith('Create the DynamoDBClient'))?.edit;
  if (!edit) return;
  const [change] = edit.documentChanges as { textDocument: { version: number } }[];
  // An editor refuses what was made for an older version; what it accepts must fit.
  if (change!.textDocument.version !== editor.documentAt(path).version) return;
  await editor.apply(edit);
  assert.match(editor.documentAt(path).getText(), /\nconst client = new DynamoDBClient\(\{\}\);\n/);
  const { range } = { range: { start: TOP.start, end: { line: 1e6, character: 0 } } };
  await editor.edit(path, [{ range, newText: CREATE }]);
}

function changeFolders(editor: LspClient, added: readonly string[], removed: readonly string[]): Promise<void> {
  const named = (folder: string) => ({ name: folder, uri: pathToFileURL(folder).href });
  return editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: added.map(named), removed: removed.map(named) },
  });
}
