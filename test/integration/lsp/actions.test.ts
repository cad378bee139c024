import assert from 'node:assert/strict';
import type { CodeAction, Range } from 'vscode-languageserver';
import type { LspClient } from '../../support/lsp-client.js';
import { CREATE, PROJECT } from './project.js';
import { withEditor } from './with-editor.js';

const TWO_CLIENTS = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';

export const handler = async () => {
  const bucket = new S3Client({});
  const queue = new SQSClient({});
  await bucket.send(new PutObjectCommand({ Bucket: 'b', Key: 'k' }));
  await queue.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'm' }));
};
`;

describe('code actions over LSP', () => {
  it('offers the fixes of a finding, applies to the version that was asked about, and the finding goes', () =>
    withOpen(CREATE, async (editor, path) => {
      const actions = await editor.actions(path, lineOf(editor, path, 'new DynamoDBClient'));
      assert.deepEqual(titlesOf(actions), [
        'quickfix: Create the DynamoDBClient once, at module scope *',
        'quickfix: Disable client-in-handler for this line',
        'quickfix: Disable client-in-handler for this file',
        'quickfix: Explain client-in-handler',
      ]);
      await editor.apply(actions[0]!.edit!);
      assert.match(editor.documentAt(path).getText(), /^const client = new DynamoDBClient\(\{\}\);$/m);
      await editor.untilDiagnostics(path, (each) => each.length === 0);
    }));

  it('looks at what was just typed before it answers', () =>
    withOpen(CREATE, async (editor, path) => {
      await editor.replace(path, 'export const', '// a\n\n\nexport const');
      const [fix] = await editor.actions(path, lineOf(editor, path, 'new DynamoDBClient'));
      await editor.apply(fix!.edit!);
      const text = editor.documentAt(path).getText();
      assert.equal(text.match(/new DynamoDBClient/g)!.length, 1);
      assert.ok(text.indexOf('new DynamoDBClient') < text.indexOf('export const'));
    }));

  it('offers the fixes of diagnostics that the editor names, wherever the cursor stands', () =>
    withOpen(CREATE, async (editor, path) => {
      const { uri } = editor.documentAt(path);
      const diagnostics = editor.diagnosticsOf(path);
      const start = { line: diagnostics[0]!.range.start.line, character: 0 };
      const params = { textDocument: { uri }, range: { start, end: start }, context: { diagnostics } };
      const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
      assert.match(actions[0]!.title, /^Create the DynamoDBClient once/);
    }));

  it('offers nothing elsewhere', () =>
    withOpen(CREATE, async (editor, path) => {
      assert.deepEqual(await editor.actions(path, lineOf(editor, path, 'await audit')), []);
    }));

  it('fixes all of a rule in the file', () =>
    withOpen(TWO_CLIENTS, async (editor, path) => {
      const actions = await editor.actions(path, lineOf(editor, path, 'new S3Client'));
      const all = actions.find(({ title }) => title.startsWith('Fix all'));
      assert.equal(all?.title, 'Fix all 2 findings of client-in-handler in this file');
      const { edit } = await editor.resolveAction(all);
      await editor.apply(edit!);
      const handler = editor.documentAt(path).getText().split('export const handler')[1]!;
      assert.doesNotMatch(handler, /new S3Client|new SQSClient/);
    }));

  it('fixes on save what behaves as before, and nothing else', () =>
    withOpen(TWO_CLIENTS, async (editor, path) => {
      const before = editor.documentAt(path).getText();
      for (const only of ['source.fixAll', 'source.fixAll.coldlens']) {
        const [action, ...others] = await editor.actions(path, undefined, [only]);
        assert.equal(action?.kind, 'source.fixAll.coldlens');
        assert.deepEqual(others, []);
      }
      assert.deepEqual(await editor.actions(path, undefined, ['source.organizeImports']), []);
      const [action] = await editor.actions(path, undefined, ['source.fixAll']);
      await editor.apply(action!.edit!);
      const after = editor.documentAt(path).getText();
      assert.notEqual(after, before);
      // The two requests send something: that they could run together is for a person to judge.
      assert.match(after, /await bucket\.send[\s\S]*await queue\.send/);
      assert.deepEqual(await editor.actions(path, undefined, ['source.fixAll']), []);
    }));

  it('suppresses with a reason, where the editor asks for one', () =>
    withOpen(CREATE, async (editor, path) => {
      const actions = await editor.actions(path, lineOf(editor, path, 'new DynamoDBClient'));
      const { command } = actions.find(({ title }) => title.endsWith('this line'))!;
      const [suppression] = command!.arguments!;
      await editor.connection.sendRequest('coldlens/suppress', { ...suppression, reason: 'rotated */ keys' });
      await editor.apply(editor.appliedEdits[0]!);
      assert.match(
        editor.documentAt(path).getText(),
        /^ {2}\/\/ coldlens-disable-next-line client-in-handler -- rotated \* \/ keys\n {2}const client = new/m,
      );
      await editor.untilDiagnostics(path, (each) => each.length === 0);
    }));

  it('suppresses for a file by itself, where the editor has no commands', () =>
    withOpen(
      `#!/usr/bin/env node\n${CREATE}`,
      async (editor, path) => {
        const actions = await editor.actions(path, lineOf(editor, path, 'new DynamoDBClient'));
        await editor.apply(actions.find(({ title }) => title.endsWith('this file'))!.edit!);
        const [, second] = editor.documentAt(path).getText().split('\n');
        assert.equal(second, '/* coldlens-disable-file client-in-handler -- TODO: say why */');
        await editor.untilDiagnostics(path, (each) => each.length === 0);
      },
      {},
    ));

  it('moves a whole file to SDK v3 when that is chosen', () =>
    withOpen(
      `import * as AWS from 'aws-sdk';
const table = new AWS.DynamoDB();
export const handler = async () => table.getItem({ TableName: 't', Key: { id: { S: '1' } } }).promise();
`,
      async (editor, path) => {
        const actions = await editor.actions(path, lineOf(editor, path, 'aws-sdk'));
        const move = actions.find(({ edit, data }) => !edit && data)!;
        const { edit } = await editor.resolveAction(move);
        await editor.apply(edit!);
        assert.match(editor.documentAt(path).getText(), /@aws-sdk\/client-dynamodb/);
      },
    ));

  it('runs its commands itself for an editor that has none', () =>
    withOpen(
      CREATE,
      async (editor) => {
        assert.deepEqual(editor.capabilities.executeCommandProvider, {
          commands: ['coldlens.showFunction', 'coldlens.showBundle', 'coldlens.showColdStart', 'coldlens.openRule'],
        });
        const run = (command: string, ...args: unknown[]): Promise<unknown> =>
          editor.connection.sendRequest('workspace/executeCommand', { command, arguments: args });
        await run('coldlens.openRule', 'client-in-handler');
        await run('coldlens.openRule', '../../../package');
        assert.deepEqual(
          editor.shownDocuments.map((uri) => uri.split('/').slice(-3).join('/')),
          ['docs/rules/client-in-handler.md'],
        );
        const [fn] = (await editor.functions()).functions;
        await run('coldlens.showFunction', fn!.id, fn!.folder);
        await editor.until(() => editor.messages.length > 0, 'a message');
        assert.match(editor.messages[0]!, /^CreateOrder: 2 findings\nsrc\/audit\.ts:4 client-in-handler\n/);
      },
      {},
    ));
});

/** An editor with this text in `src/create.ts`, open and analysed. */
function withOpen(
  text: string,
  use: (editor: LspClient, path: string) => Promise<void>,
  initializationOptions: Readonly<Record<string, unknown>> = { hasCommands: true },
): Promise<void> {
  return withEditor(
    { ...PROJECT, 'src/create.ts': text },
    async (editor, folder) => {
      const path = `${folder}/src/create.ts`;
      await editor.open(path);
      await editor.untilDiagnostics(path, (each) => each.length > 0);
      await use(editor, path);
    },
    { initializationOptions },
  );
}

function lineOf(editor: LspClient, path: string, text: string): Range {
  const document = editor.documentAt(path);
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  return { start: position, end: position };
}

function titlesOf(actions: readonly CodeAction[]): string[] {
  return actions.map(({ kind, title, isPreferred }) => `${kind}: ${title}${isPreferred ? ' *' : ''}`);
}
