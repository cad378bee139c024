import assert from 'node:assert/strict';
import { commands, EndOfLine, TabInputWebview, type TextDocument, window, workspace } from 'vscode';
import { COMMANDS, SUPPRESS_REQUEST, type Suppression } from '../../src/model/protocol.js';
import { eventually } from './support/eventually.js';
import { openFile, rangeOf, readFile, replaceText, writeFile } from './support/files.js';
import { findingsIn, ruleOf, untilFindings } from './support/findings.js';
import { useProject } from './support/project.js';
import { quickFix, quickFixes } from './support/providers.js';
import { runningClient } from './support/server.js';
import { withSetting } from './support/settings.js';
import { withStub } from './support/stub.js';

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';
const orders = 'src/lib/orders.ts';

const together = '  const [existing, customer] = await Promise.all([findOrder(orderId), findCustomer(customerId)]);\n';
const oneByOne = `  const existing = await findOrder(orderId);
  const customer = await findCustomer(customerId);
`;

async function openWithFindings(path: string, rules: readonly string[]): Promise<TextDocument> {
  const { document } = await openFile(path);
  await untilFindings(document.uri, rules);
  return document;
}

describe('quick fixes', () => {
  useProject();

  it('are offered on a finding, the one that keeps behaviour first, and nowhere else', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const actions = await quickFixes(document, rangeOf(document, 'findOrder(orderId)'));
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Start the 2 calls together with Promise.all',
        'Disable sequential-awaits for this line',
        'Disable sequential-awaits for this file',
        'Explain sequential-awaits',
      ],
    );
    assert.equal(actions[0]!.isPreferred, true);
    assert.deepEqual(await quickFixes(document, rangeOf(document, 'statusCode: 409')), []);
  });

  it('change the text as they say, and the finding goes', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const before = document.getText();
    const { edit } = await quickFix(
      document,
      rangeOf(document, 'findOrder(orderId)'),
      'Start the 2 calls together with Promise.all',
    );
    assert.ok(await workspace.applyEdit(edit!));
    assert.equal(document.getText(), before.replace(oneByOne, together));
    await untilFindings(document.uri, []);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await untilFindings(document.uri, ['sequential-awaits']);
  });

  it('keep CRLF', async () => {
    const document = await openWithFindings(orders, ['client-in-handler']);
    await writeFile(document.uri, document.getText().replaceAll('\n', '\r\n'));
    await eventually('CRLF', () => document.eol === EndOfLine.CRLF || undefined);
    const before = document.getText();
    const actions = await quickFixes(document, rangeOf(document, 'new DynamoDBClient({})'));
    assert.ok(await workspace.applyEdit(actions[0]!.edit!));
    await untilFindings(document.uri, []);
    assert.notEqual(document.getText(), before);
    assert.doesNotMatch(document.getText(), /[^\r]\n/);
  });

  it('fix all findings of a rule in a file', async () => {
    const rules = ['await-in-loop', 'await-in-loop', 'per-item-reads'];
    const document = await openWithFindings(shipOrders, rules);
    const title = 'Fix all 2 findings of await-in-loop in this file';
    const { edit } = await quickFix(document, rangeOf(document, 'storage.send'), title);
    assert.ok(await workspace.applyEdit(edit!), 'an edit that was worked out');
    await eventually(
      'no await-in-loop',
      () => !findingsIn(document.uri).map(ruleOf).includes('await-in-loop') || undefined,
    );
    assert.equal(document.getText().split('async function mapConcurrently').length, 2, 'one helper for both');
    assert.doesNotMatch(document.getText(), /for \(const orderId of/);
  });

  it('are applied on save where that is the setting: all that keep behaviour, and no suggestion', () =>
    withSetting('editor.codeActionsOnSave', { 'source.fixAll.coldlens': 'explicit' }, async () => {
      const document = await openWithFindings(createOrder, ['sequential-awaits']);
      const loop = `  for (const id of customerId.split(',')) await saveOrder({ orderId: id, customerId, total });\n`;
      await replaceText(document, '  await saveOrder(', `${loop}  await saveOrder(`);
      const typed = document.getText();
      assert.ok(await document.save());
      assert.equal(await readFile(document.uri), typed.replace(oneByOne, together));
      await eventually(
        () => `a suggestion that is left, but findings ${findingsIn(document.uri).length}`,
        async () =>
          (await quickFixes(document, rangeOf(document, 'await saveOrder({ orderId: id'))).some(({ edit }) => edit) ||
          undefined,
      );
    }));

  it('are not applied on save where nobody asked for it', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    await replaceText(document, 'statusCode: 409', 'statusCode: 410');
    const typed = document.getText();
    assert.ok(await document.save());
    assert.equal(await readFile(document.uri), typed);
  });

  it('open the page of a rule', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const { command } = await quickFix(document, rangeOf(document, 'findOrder(orderId)'), 'Explain sequential-awaits');
    await commands.executeCommand(command!.command, ...command!.arguments!);
    await eventually('a preview of the page', () => {
      const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
      const pages = tabs.filter(({ input }) => input instanceof TabInputWebview);
      return pages.some(({ label }) => label.includes('sequential-awaits.md')) || undefined;
    });
  });
});

describe('comments that silence a rule', () => {
  useProject();

  const suppressionOf = async (document: TextDocument, scope: 'line' | 'file'): Promise<Suppression> => {
    const title = `Disable sequential-awaits for this ${scope}`;
    const { command } = await quickFix(document, rangeOf(document, 'findOrder(orderId)'), title);
    assert.equal(command?.command, COMMANDS.suppress);
    return command.arguments![0];
  };

  /** As if the user typed this answer, or pressed Escape. */
  const disable = async (scope: 'line' | 'file', answer: string | undefined): Promise<TextDocument> => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const suppression = await suppressionOf(document, scope);
    await withStub(
      window,
      'showInputBox',
      () => Promise.resolve(answer),
      async () => {
        await commands.executeCommand(COMMANDS.suppress, suppression);
      },
    );
    return document;
  };

  it('are written above the line, with the reason that was asked for', async () => {
    const document = await disable('line', 'the order counts');
    await untilFindings(document.uri, []);
    assert.equal(document.lineAt(5).text, '  // coldlens-disable-next-line sequential-awaits -- the order counts');
  });

  it('are written at the top of the file', async () => {
    const document = await disable('file', '');
    await untilFindings(document.uri, []);
    assert.equal(document.lineAt(0).text, '/* coldlens-disable-file sequential-awaits */');
  });

  it('are not written when nobody says so', async () => {
    const document = await disable('line', undefined);
    assert.equal(document.isDirty, false);
  });

  it('are asked for in an input box, where Enter is an answer', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const isDone = { yet: false };
    const asked = Promise.resolve(commands.executeCommand(COMMANDS.suppress, await suppressionOf(document, 'line')));
    void asked.finally(() => {
      isDone.yet = true;
    });
    await eventually('an input box that takes Enter', async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isDone.yet || undefined;
    });
    await untilFindings(document.uri, []);
    assert.equal(document.lineAt(5).text, '  // coldlens-disable-next-line sequential-awaits');
  });

  it('are refused where no comment can stand', async () => {
    const document = await openWithFindings(createOrder, ['sequential-awaits']);
    const suppression = await suppressionOf(document, 'line');
    await replaceText(document, "'{}');", "'{}');\n  const text = `\n  `;");
    const client = await runningClient();
    await assert.rejects(client.sendRequest(SUPPRESS_REQUEST, { ...suppression, line: 7, reason: '' }), /comment/);
  });
});
