import assert from 'node:assert/strict';
import { type Uri, workspace } from 'vscode';
import { activeExtension } from '../support/extension.js';
import { openFile, rangeOf, readFile } from '../support/files.js';
import { untilFindings } from '../support/findings.js';
import { useProject } from '../support/project.js';
import { hoverText, quickFix, untilLenses } from '../support/providers.js';

describe('the package in an editor', () => {
  useProject();

  it('shows findings, whose pages it brings along', async () => {
    const { extensionPath } = await activeExtension();
    const { document } = await openFile('src/handlers/create-order.ts');
    const [finding] = await untilFindings(document.uri, ['sequential-awaits']);
    const { target } = finding!.code as { target: Uri };
    assert.ok(target.fsPath.startsWith(extensionPath), target.fsPath);
    assert.match(await readFile(target), /# sequential-awaits/);
    await untilLenses(document, ['4: CreateOrder: 2 findings', '4: nodejs22.x · 512 MB · 10 s']);
    assert.match(await hoverText(document, finding!.range), /```diff/);
  });

  it('fixes them', async () => {
    const { document } = await openFile('src/handlers/create-order.ts');
    await untilFindings(document.uri, ['sequential-awaits']);
    const title = 'Start the 2 calls together with Promise.all';
    const { edit } = await quickFix(document, rangeOf(document, 'findOrder(orderId)'), title);
    assert.ok(await workspace.applyEdit(edit!));
    await untilFindings(document.uri, []);
  });
});
