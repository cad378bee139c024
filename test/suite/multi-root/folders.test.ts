import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, type Uri, workspace } from 'vscode';
import { eventually } from '../support/eventually.js';
import { fileUri, openFile, rangeOf } from '../support/files.js';
import { filesWithFindings, untilFindings } from '../support/findings.js';
import { useProject } from '../support/project.js';
import { quickFixes, untilLenses } from '../support/providers.js';
import { knownFunctions, runningClient } from '../support/server.js';

const createOrder = 'src/handlers/create-order.ts';
const sendInvoice = 'src/send-invoice.ts';

describe('several folders', () => {
  useProject();

  it('are served by one server, each with its functions and findings', async () => {
    const { document: order } = await openFile(fileUri(createOrder, 'orders'));
    const { document: invoice } = await openFile(fileUri(sendInvoice, 'billing'));
    await untilFindings(order.uri, ['sequential-awaits']);
    await untilFindings(invoice.uri, ['client-in-handler']);
    await untilLenses(order, ['4: CreateOrder: 2 findings', '4: nodejs22.x · 512 MB · 10 s']);
    await untilLenses(invoice, ['3: sendInvoice: 1 finding', '3: nodejs20.x · 256 MB']);
    await untilFunctions(['orders: CreateOrder', 'orders: ShipOrders', 'billing: sendInvoice']);
  });

  it('have fixes each in its own files', async () => {
    const { document } = await openFile(fileUri(sendInvoice, 'billing'));
    await untilFindings(document.uri, ['client-in-handler']);
    const [fix] = await quickFixes(document, rangeOf(document, 'new SQSClient({})'));
    const edited: readonly (readonly [Uri, unknown])[] = fix!.edit!.entries();
    assert.deepEqual(
      edited.map(([uri]) => uri.toString()),
      [document.uri.toString()],
    );
    assert.ok(await workspace.applyEdit(fix!.edit!));
    await untilFindings(document.uri, []);
    assert.match(document.getText(), /\nconst queue = new SQSClient\(\{\}\);\n\nexport const handler/);
  });

  it('are all analyzed on command', async () => {
    await commands.executeCommand('coldlens.analyzeWorkspace');
    const wanted = ['create-order.ts', 'orders.ts', 'send-invoice.ts', 'ship-orders.ts'];
    await eventually(
      () => `findings in ${wanted}, but in ${filesWithFindings()}`,
      () => filesWithFindings().join() === wanted.join() || undefined,
    );
  });

  it('are switched off one by one', async () => {
    const billing = fileUri(sendInvoice, 'billing');
    const { document } = await openFile(billing);
    const { document: order } = await openFile(fileUri(createOrder, 'orders'));
    await untilFindings(billing, ['client-in-handler']);
    const client = await runningClient();
    const set = (value: unknown) =>
      workspace.getConfiguration('coldlens', billing).update('enable', value, ConfigurationTarget.WorkspaceFolder);
    await set(false);
    await untilFindings(billing, []);
    await untilLenses(document, []);
    await untilFindings(order.uri, ['sequential-awaits']);
    await set(undefined);
    await untilFindings(billing, ['client-in-handler']);
    assert.equal(await runningClient(), client, 'the same server all the time');
  });

  it('come and go, with all that is known of them', async () => {
    const { document } = await openFile(fileUri(sendInvoice, 'billing'));
    await untilFindings(document.uri, ['client-in-handler']);
    const { uri } = workspace.workspaceFolders![1]!;
    assert.ok(workspace.updateWorkspaceFolders(1, 1));
    await untilFunctions(['orders: CreateOrder', 'orders: ShipOrders']);
    await untilFindings(document.uri, []);
    assert.ok(workspace.updateWorkspaceFolders(1, 0, { uri }));
    await untilFunctions(['orders: CreateOrder', 'orders: ShipOrders', 'billing: sendInvoice']);
    await untilFindings(document.uri, ['client-in-handler']);
  });
});

function untilFunctions(wanted: readonly string[]): Promise<true> {
  let present: readonly string[] = [];
  return eventually(
    () => `functions ${wanted}, but ${present}`,
    async () => {
      const functions = await knownFunctions();
      present = functions.map(({ folder, name }) => `${folder.slice(folder.lastIndexOf('/') + 1)}: ${name}`);
      return present.toSorted().join() === wanted.toSorted().join() || undefined;
    },
  );
}
