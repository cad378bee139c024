import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { LspClient } from '../../support/lsp-client.js';
import { withEditor } from './with-editor.js';

const NAME = 'a\n[x](command:coldlens.showBundle)\u202e<img src=x> $(alert)';
const IN_LINE = 'a\\n[x](command:coldlens.showBundle)\\u{202e}<img src=x> $(alert)';
const IN_MARKDOWN = 'a\\\\n\\[x\\](command:coldlens.showBundle)\\\\u{202e}\\<img src=x\\> \\$(alert)';

/** A line of three backticks stands beside the fix: an empty template and the beginning of another one. */
const HANDLER = `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async (event) => {
  const client = new DynamoDBClient({});
\`\`\`
[x](command:coldlens.showBundle)
\`;
  return client.send(new GetItemCommand({ TableName: 't', Key: event }));
};
`;

function functionOf(handler: string) {
  return {
    Type: 'AWS::Serverless::Function',
    Properties: { CodeUri: '.', Handler: handler, Runtime: 'nodejs22.x', MemorySize: 128 },
  };
}

/** Two functions behind one handler, and one without a file. */
function projectOf(name: string) {
  const resources = {
    [name]: functionOf('src/a.handler'),
    zoo: functionOf('src/a.handler'),
    [`${name}?`]: functionOf('b.c'),
  };
  return {
    'template.yaml': JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources }),
    'src/a.js': HANDLER,
  };
}

async function opened(editor: LspClient, folder: string): Promise<string> {
  const path = `${folder}/src/a.js`;
  await editor.open(path);
  await editor.untilDiagnostics(path, (each) => each.length === 1);
  return path;
}

describe('hostile names in an editor', () => {
  it('are text in hovers, and no line of code ends the block that shows a fix', () =>
    withEditor(projectOf(NAME), async (editor, folder) => {
      const path = await opened(editor, folder);
      const finding = await editor.hover(path, 2, 20);
      assert.match(finding, /\n````diff\n[\s\S]*\n ```\n````(\n|$)/);
      assert.ok(finding.includes(`Functions: ${IN_MARKDOWN}, zoo`), finding);
      const card = await editor.hover(path, 1, 12);
      assert.ok(card.startsWith(`**${IN_MARKDOWN}** (Lambda function)\n`), card);
      for (const text of [finding, card]) assert.doesNotMatch(text, /\u202e|(?<!\\)<img|^\[x\]/m);
    }));

  it('are one line in lenses, diagnostics, lists and the log of problems', () =>
    withEditor(projectOf(NAME), async (editor, folder) => {
      const path = await opened(editor, folder);
      const [diagnostic] = await editor.untilDiagnostics(path, (each) => each.length === 1);
      assert.equal(String(diagnostic!.message).split('\n').at(-1), `Reached from ${IN_LINE}, zoo.`);
      assert.ok((await editor.lenses(path)).includes(`2: ${IN_LINE.replace('$(', '\\$(')} and 1 more: 1 finding`));
      const { functions } = await editor.functions();
      assert.deepEqual(
        functions.map(({ name }) => name),
        [IN_LINE, 'zoo'],
      );
      assert.equal(functions[0]!.id, `template.yaml#${NAME}`);
      const { problems } = await editor.untilReady();
      assert.ok(problems.some(({ message }) => message.startsWith(`${IN_LINE}?: `)));
    }));

  it('are one line in a message', () =>
    withEditor(
      projectOf(NAME),
      async (editor, folder) => {
        await opened(editor, folder);
        const command = {
          command: 'coldlens.showFunction',
          arguments: [`template.yaml#${NAME}`, pathToFileURL(folder).href],
        };
        await editor.connection.sendRequest('workspace/executeCommand', command);
        await editor.until(() => editor.messages.length === 1, 'a message');
        assert.equal(editor.messages[0], `${IN_LINE}: 1 finding\nsrc/a.js:3 client-in-handler`);
      },
      { initializationOptions: { hasCommands: false } },
    ));

  it('that nobody need be afraid of stay as they are', () =>
    withEditor(projectOf('Müller 注文 👩‍👧 [id]'), async (editor, folder) => {
      const path = await opened(editor, folder);
      assert.ok((await editor.lenses(path)).includes('2: Müller 注文 👩‍👧 [id] and 1 more: 1 finding'));
      assert.match(await editor.hover(path, 1, 12), /^\*\*Müller 注文 👩‍👧 \\\[id\\\]\*\*/);
    }));
});
