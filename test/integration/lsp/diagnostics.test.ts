import assert from 'node:assert/strict';
import { cpSync, existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { CREATE, LIST, PROJECT } from './project.js';
import { withEditor } from './with-editor.js';

const HOISTED = CREATE.replace('  const client = new DynamoDBClient({});\n', '').replace(
  '\nexport const',
  '\nconst client = new DynamoDBClient({});\n\nexport const',
);

describe('diagnostics over LSP', () => {
  it('shows findings of an open file with cost, page and the way from the handler', () =>
    withEditor(PROJECT, async (editor, folder) => {
      await editor.open(`${folder}/src/audit.ts`);
      const [finding] = await editor.untilDiagnostics(`${folder}/src/audit.ts`, isOne);
      assert.equal(finding?.code, 'client-in-handler');
      assert.equal(finding?.severity, 2);
      assert.match(
        String(finding!.message),
        /Cost: \+\d+–\d+ ms per invocation \(\w+\)\.\nReached from CreateOrder, ListOrders\.$/,
      );
      assert.ok(existsSync(fileURLToPath(finding!.codeDescription!.href)));
      const steps = finding!.relatedInformation!.map(({ message, location }) => [message, location.uri.slice(-13)]);
      assert.deepEqual(steps, [
        ['handler is called by Lambda', 'src/create.ts'],
        ['calls audit', 'src/create.ts'],
      ]);
    }));

  it('follows typing, without a save', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilDiagnostics(path, isOne);
      await editor.replace(path, CREATE, HOISTED);
      await editor.untilDiagnostics(path, isNone);
      await editor.replace(path, HOISTED, CREATE);
      await editor.untilDiagnostics(path, isOne);
    }));

  it('keeps what it knows while a line is half typed, and moves it along', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      const [before] = await editor.untilDiagnostics(path, isOne);
      await editor.untilReady();
      await editor.replace(path, 'export const', '\n\nconst half = (\nexport const');
      await editor.replace(path, "'orders'", "'orders-2'");
      // Nothing was told, as nothing is known to be different; what is asked for has moved.
      assert.deepEqual(editor.diagnosticsOf(path), [before]);
      assert.deepEqual(await editor.lenses(path), ['7: CreateOrder: 2 findings', '7: nodejs22.x · 512 MB · 10 s']);
      assert.deepEqual(await editor.actions(path), []);
      await editor.replace(path, 'const half = (\n', '');
      await editor.untilDiagnostics(path, ([first]) => first?.range.start.line === before!.range.start.line + 2);
    }));

  it('takes a file that never parsed as it is, and offers no fixes for it', () =>
    withEditor({ ...PROJECT, 'src/create.ts': `${CREATE}\nconst broken = (;\n` }, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      const [finding] = await editor.untilDiagnostics(path, isOne);
      const titles = (await editor.actions(path, finding!.range)).map(({ title }) => title);
      assert.deepEqual(
        titles.map((title) => title.split(' ')[0]),
        ['Disable', 'Disable', 'Explain'],
      );
      await editor.replace(path, CREATE, HOISTED);
      await editor.untilDiagnostics(path, isNone);
    }));

  it('sees in other files what an edit changes there', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        const list = `${folder}/src/list.ts`;
        await editor.open(list);
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, isReachedFrom('CreateOrder, ListOrders'));
        await editor.replace(list, LIST, 'export const handler = async () => undefined;\n');
        await editor.untilDiagnostics(`${folder}/src/audit.ts`, isReachedFrom('CreateOrder'));
      },
      { settings: { diagnostics: 'workspace' } },
    ));

  it('shows files that are not open when asked for', () =>
    withEditor(PROJECT, async (editor, folder) => {
      await editor.untilReady();
      assert.deepEqual(editor.diagnosticsOf(`${folder}/src/audit.ts`), []);
      await editor.connection.sendRequest('coldlens/analyze');
      await editor.untilDiagnostics(`${folder}/src/audit.ts`, isOne);
    }));

  it('takes diagnostics back when a file is closed, and what was typed without a save', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilDiagnostics(path, isOne);
      await editor.replace(path, CREATE, HOISTED);
      await editor.untilDiagnostics(path, isNone);
      await editor.close(path);
      await editor.open(path);
      await editor.untilDiagnostics(path, isOne);
      await editor.close(path);
      await editor.untilDiagnostics(path, isNone);
    }));

  it('looks only at saved text where that is the setting', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        await editor.untilDiagnostics(path, isOne);
        await editor.replace(path, CREATE, HOISTED);
        // The answer comes after whatever the edit would have started.
        await editor.actions(path);
        assert.equal(editor.diagnosticsOf(path).length, 1);
        await writeFile(path, HOISTED);
        await editor.tellOfFiles({ [path]: 'changed' });
        await editor.save(path);
        await editor.untilDiagnostics(path, isNone);
      },
      { settings: { run: 'onSave' } },
    ));

  it('follows an edited template at once', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const template = `${folder}/template.yaml`;
      const path = `${folder}/src/create.ts`;
      await editor.open(template);
      await editor.open(path);
      await editor.untilDiagnostics(path, isOne);
      await editor.replace(template, 'MemorySize: 512', 'MemorySize: [512');
      await editor.replace(template, 'MemorySize: [512', 'MemorySize: 1024');
      await editor.untilLenses(path, ['4: CreateOrder: 2 findings', '4: nodejs22.x · 1,024 MB · 10 s']);
      await editor.replace(template, 'Handler: src/create.handler', 'Handler: src/list.handler');
      await editor.untilDiagnostics(path, isNone);
      await editor.open(`${folder}/src/list.ts`);
      // Both functions have this handler now, and differ in memory.
      await editor.untilLenses(`${folder}/src/list.ts`, ['3: CreateOrder and 1 more: 1 finding', '3: nodejs22.x']);
    }));

  it('keeps the functions of a template while it does not parse', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const template = `${folder}/template.yaml`;
      await editor.open(template);
      await editor.untilReady();
      await editor.replace(template, 'Runtime: nodejs22.x\n      MemorySize', 'Runtime: "nodejs22.x\n      MemorySize');
      assert.equal((await editor.functions()).functions.length, 2);
    }));

  it('follows what happens on disk: renamed, deleted and new files', () =>
    withEditor(
      PROJECT,
      async (editor, folder) => {
        const [from, to] = [`${folder}/src/audit.ts`, `${folder}/src/log.ts`];
        await editor.untilDiagnostics(from, isOne);
        await rename(from, to);
        await writeFile(`${folder}/src/create.ts`, CREATE.replace('./audit', './log'));
        await editor.tellOfFiles({ [from]: 'deleted', [to]: 'created', [`${folder}/src/create.ts`]: 'changed' });
        await editor.untilDiagnostics(to, isOne);
        await editor.untilDiagnostics(from, isNone);
        await rm(`${folder}/src`, { recursive: true });
        await editor.tellOfFiles({ [to]: 'deleted' });
        await editor.untilDiagnostics(to, isNone);
        const { functions, problems } = await editor.untilStatus((status) => status.functions === 0);
        assert.equal(functions, 0);
        assert.match(problems[0]!.message, /CreateOrder: .*src\/create/);
      },
      { settings: { diagnostics: 'workspace' } },
    ));

  it('counts lines and columns alike with CRLF and characters outside of the basic plane', () =>
    withEditor(
      { ...PROJECT, 'src/create.ts': CREATE.replace("'orders'", "'📦'").replaceAll('\n', '\r\n') },
      async (editor, folder) => {
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        const [finding] = await editor.untilDiagnostics(path, isOne);
        assert.equal(editor.documentAt(path).getText(finding!.range), 'new DynamoDBClient({})');
        await editor.replace(path, 'export const', '// 📦📦\r\nexport const');
        const [moved] = await editor.untilDiagnostics(path, ([first]) => first?.range.start.line === 5);
        assert.equal(editor.documentAt(path).getText(moved!.range), 'new DynamoDBClient({})');
      },
    ));

  it('says what is wrong with a config file, and goes on with the last good one', () =>
    withEditor(
      { ...PROJECT, 'coldlens.config.json': '{ "rules": { "client-in-handler": "off" } }' },
      async (editor, folder) => {
        const config = `${folder}/coldlens.config.json`;
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        await editor.open(config);
        await editor.untilReady();
        assert.deepEqual(editor.diagnosticsOf(path), []);
        await editor.replace(config, '"client-in-handler"', '"client-in-handle"');
        const [problem] = await editor.untilDiagnostics(config, isOne);
        assert.match(String(problem!.message), /client-in-handle/);
        assert.equal(problem!.code, 'invalid-config');
        assert.deepEqual(editor.diagnosticsOf(path), []);
        await editor.replace(config, '"client-in-handle": "off"', '"client-in-handler": "error"');
        const [finding] = await editor.untilDiagnostics(path, isOne);
        assert.equal(finding!.severity, 1);
        await editor.untilDiagnostics(config, isNone);
      },
    ));

  it('takes levels from the settings where the project says nothing, and can be switched off', () =>
    withEditor(
      { ...PROJECT, 'coldlens.config.json': '{ "rules": { "await-in-loop": "error" } }' },
      async (editor, folder) => {
        const path = `${folder}/src/create.ts`;
        await editor.open(path);
        await editor.untilDiagnostics(path, ([first]) => first?.severity === 3);
        await editor.configure({ enable: false });
        await editor.untilDiagnostics(path, isNone);
        assert.deepEqual(await editor.lenses(path), []);
        await editor.configure({});
        await editor.untilDiagnostics(path, ([first]) => first?.severity === 2);
      },
      { settings: { rules: { 'client-in-handler': 'info', 'no-such-rule': 'error' } } },
    ));

  it('is silent about code that no function reaches', () =>
    withEditor({ ...PROJECT, 'src/tool.ts': CREATE.replace('handler', 'main') }, async (editor, folder) => {
      await editor.open(`${folder}/src/tool.ts`);
      await editor.open(`${folder}/src/create.ts`);
      await editor.untilDiagnostics(`${folder}/src/create.ts`, isOne);
      assert.deepEqual(editor.diagnosticsOf(`${folder}/src/tool.ts`), []);
      assert.deepEqual(await editor.lenses(`${folder}/src/tool.ts`), []);
    }));

  it('grays out a comment that suppresses nothing', () =>
    withEditor(
      { ...PROJECT, 'src/list.ts': `// coldlens-disable-file dynamodb-scan -- small table\n${LIST}` },
      async (editor, folder) => {
        await editor.open(`${folder}/src/list.ts`);
        const [problem] = await editor.untilDiagnostics(`${folder}/src/list.ts`, isOne);
        assert.equal(problem!.code, 'unused-suppression');
        assert.deepEqual(problem!.tags, [1]);
      },
    ));

  it('serves documents without a file, and files without a workspace', () =>
    withEditor(PROJECT, async (editor, folder) => {
      const untitled = 'untitled:Untitled-1';
      const text = CREATE.replace("import { audit } from './audit';\n", '').replace('  await audit(event.id);\n', '');
      await editor.open(
        untitled,
        `import type { Handler } from 'aws-lambda';\n${text.replace('= async (event: { id: string })', ': Handler = async (event)')}`,
      );
      await editor.untilReady();
      await editor.untilDiagnostics(untitled, isOne);
      const outside = `${folder}-outside`;
      try {
        cpSync(folder, outside, { recursive: true });
        await editor.open(`${outside}/src/create.ts`);
        await editor.untilDiagnostics(`${outside}/src/create.ts`, isOne);
        await editor.close(`${outside}/src/create.ts`);
        await editor.untilDiagnostics(`${outside}/src/create.ts`, isNone);
      } finally {
        await rm(outside, { recursive: true });
      }
    }));
});

function isReachedFrom(names: string): (diagnostics: readonly Diagnostic[]) => boolean {
  return ([first]) => String(first?.message).endsWith(`Reached from ${names}.`);
}

function isOne(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.length === 1;
}

function isNone(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.length === 0;
}
