import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, EndOfLine, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { eventually } from './support/eventually.js';
import { closeAll, exists, fileUri, openFile, rangeOf, readFile, replaceText, writeFile } from './support/files.js';
import { filesWithFindings, findingsIn, ruleOf, textsOf, untilFindings } from './support/findings.js';
import { useProject } from './support/project.js';
import { quickFixes, untilLenses } from './support/providers.js';
import { knownFunctions, newServer } from './support/server.js';

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';
const orders = 'src/lib/orders.ts';

const oneByOne = `  const existing = await findOrder(orderId);
  const customer = await findCustomer(customerId);`;
const together = '  const [existing, customer] = await Promise.all([findOrder(orderId), findCustomer(customerId)]);';

describe('findings in documents', () => {
  useProject();

  it('are there when a file is opened: place, rule, severity, and a link to a page that exists', async () => {
    const { document } = await openFile(shipOrders);
    const findings = await untilFindings(document.uri, ['await-in-loop', 'await-in-loop', 'per-item-reads']);
    const texts = textsOf(findings, (each) => `${ruleOf(each)}: ${document.getText(each.range)}`);
    assert.deepEqual(texts, [
      'await-in-loop: await findOrder(orderId)',
      'per-item-reads: findOrder(orderId)',
      "await-in-loop: await storage.send(new PutObjectCommand({ Bucket: process.env.LABELS, Key: orderId, Body: 'ready' }))",
    ]);
    for (const { code, severity } of findings) {
      assert.equal(severity, DiagnosticSeverity.Warning);
      const { value, target } = code as { value: string; target: Uri };
      const page = await readFile(target);
      assert.ok(page.includes(`\n# ${value}\n`), `${target}`);
    }
  });

  it('in a helper name their functions, and walk the way from the handler', async () => {
    const { document } = await openFile(orders);
    const [finding] = await untilFindings(document.uri, ['client-in-handler']);
    assert.match(
      finding!.message,
      /\nCost: \+\d+–\d+ ms per invocation \(\w+\)\.\nReached from CreateOrder, ShipOrders\.$/,
    );
    const way = finding!.relatedInformation!.map(
      ({ message, location: { uri, range } }) => `${workspace.asRelativePath(uri)}:${range.start.line + 1} ${message}`,
    );
    assert.deepEqual(way, [`${createOrder}:4 handler is called by Lambda`, `${createOrder}:6 calls findOrder`]);
  });

  it('follow typing, without a save', async () => {
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, ['sequential-awaits']);
    await replaceText(document, oneByOne, together);
    await untilFindings(document.uri, []);
    await replaceText(document, together, oneByOne);
    await untilFindings(document.uri, ['sequential-awaits']);
    await replaceText(
      document,
      '  await saveOrder(',
      "  for (const id of customerId.split(',')) await findCustomer(id);\n  await saveOrder(",
    );
    await untilFindings(document.uri, ['sequential-awaits', 'await-in-loop', 'per-item-reads']);
    assert.equal(document.isDirty, true);
  });

  it('stay while a line is half typed', async () => {
    const { document } = await openFile(createOrder);
    const [before] = await untilFindings(document.uri, ['sequential-awaits']);
    await untilLenses(document, ['4: CreateOrder: 2 findings', '4: nodejs22.x · 512 MB · 10 s']);
    await replaceText(document, 'export const handler', 'const half = (\nexport const handler');
    // The server has seen the edit when its lenses have moved, and looked at it when it answers about fixes.
    await untilLenses(document, ['5: CreateOrder: 2 findings', '5: nodejs22.x · 512 MB · 10 s']);
    await quickFixes(document, before!.range);
    assert.deepEqual(findingsIn(document.uri).map(ruleOf), ['sequential-awaits']);
    await replaceText(document, 'const half = (\n', 'const half = 1;\n');
    const line = before!.range.start.line + 1;
    await eventually('the finding a line further down', () => {
      const [after] = findingsIn(document.uri);
      return after?.range.start.line === line || undefined;
    });
  });

  it('stand where they belong in a file with CRLF', async () => {
    const { document } = await openFile(orders);
    await writeFile(document.uri, document.getText().replaceAll('\n', '\r\n'));
    await eventually('CRLF', () => document.eol === EndOfLine.CRLF || undefined);
    await replaceText(document, 'export interface Order', '// 📦\r\nexport interface Order');
    await eventually('the finding at its place', () => {
      const [finding] = findingsIn(document.uri);
      return (
        (finding?.range.start.line === 12 && document.getText(finding.range) === 'new DynamoDBClient({})') || undefined
      );
    });
  });

  it('follow the template while it is edited, and so do lenses', async () => {
    const { document: template } = await openFile('template.yaml');
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, ['sequential-awaits']);
    await replaceText(template, 'MemorySize: 512', 'MemorySize: 2048');
    await untilLenses(document, ['4: CreateOrder: 2 findings', '4: nodejs22.x · 2,048 MB · 10 s']);
    await replaceText(
      template,
      'Handler: src/handlers/create-order.handler',
      'Handler: src/handlers/ship-orders.handler',
    );
    await untilFindings(document.uri, []);
    await untilLenses(document, []);
  });

  it('move with a file that is renamed', async () => {
    const { document } = await openFile(orders);
    await untilFindings(document.uri, ['client-in-handler']);
    const renamed = fileUri('src/lib/store.ts');
    const edit = new WorkspaceEdit();
    for (const path of [createOrder, shipOrders]) {
      const importer = await workspace.openTextDocument(fileUri(path));
      edit.replace(importer.uri, rangeOf(importer, '../lib/orders.js'), '../lib/store.js');
    }
    edit.renameFile(document.uri, renamed);
    assert.ok(await workspace.applyEdit(edit));
    await untilFindings(renamed, ['client-in-handler']);
    await untilFindings(fileUri(orders), []);
  });

  it('move with a file that is renamed behind the editor, once it is imported by its new name', async () => {
    const renamed = fileUri('src/lib/store.ts');
    await openFile(orders);
    await untilFindings(fileUri(orders), ['client-in-handler']);
    await closeAll();
    await workspace.fs.rename(fileUri(orders), renamed);
    await openFile(renamed);
    const { document } = await openFile(createOrder);
    await replaceText(document, '../lib/orders.js', '../lib/store.js');
    const [finding] = await untilFindings(renamed, ['client-in-handler']);
    assert.match(finding!.message, /Reached from CreateOrder\.$/);
    assert.deepEqual(findingsIn(fileUri(orders)), []);
  });

  it('go with a file that is deleted, and so does its function', async () => {
    const { document } = await openFile(shipOrders);
    await untilFindings(document.uri, ['await-in-loop', 'await-in-loop', 'per-item-reads']);
    const edit = new WorkspaceEdit();
    edit.deleteFile(document.uri);
    assert.ok(await workspace.applyEdit(edit));
    await untilFindings(fileUri(shipOrders), []);
    assert.equal(await exists(fileUri(shipOrders)), false);
    await eventually('one function', async () => (await knownFunctions()).length === 1 || undefined);
  });

  it('are shown in a document that was never saved', async () => {
    const content = `import { S3Client } from '@aws-sdk/client-s3';
import type { Handler } from 'aws-lambda';

export const handler: Handler = async () => {
  const client = new S3Client({});
  return client.config.region();
};
`;
    const document = await workspace.openTextDocument({ language: 'typescript', content });
    await window.showTextDocument(document);
    const [finding] = await untilFindings(document.uri, ['client-in-handler']);
    assert.equal(document.getText(finding!.range), 'new S3Client({})');
  });

  it('of closed files are shown on command', async () => {
    await newServer();
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, ['sequential-awaits']);
    assert.deepEqual(filesWithFindings(), ['create-order.ts']);
    await commands.executeCommand('coldlens.analyzeWorkspace');
    await eventually(
      () => `findings in three files, but in ${filesWithFindings()}`,
      () => filesWithFindings().join() === 'create-order.ts,orders.ts,ship-orders.ts' || undefined,
    );
    await newServer();
  });

  it('are not in code that no function reaches, until one does', async () => {
    const tool = fileUri('src/lib/tool.ts');
    await writeFile(
      tool,
      `import { findOrder } from './orders.js';\n\nexport async function tool(ids: readonly string[]) {\n  for (const id of ids) await findOrder(id);\n}\n`,
    );
    const { document: unused } = await openFile(tool);
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, ['sequential-awaits']);
    await quickFixes(unused, rangeOf(unused, 'await findOrder(id)'));
    assert.deepEqual(findingsIn(tool), []);
    await replaceText(
      document,
      "from '../lib/orders.js';",
      "from '../lib/orders.js';\nimport { tool } from '../lib/tool.js';",
    );
    await replaceText(document, '  await saveOrder(', "  await tool(orderId.split(','));\n  await saveOrder(");
    await untilFindings(tool, ['await-in-loop', 'per-item-reads']);
  });
});
