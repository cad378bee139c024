import assert from 'node:assert/strict';
import { type CodeLens, commands, type QuickPick, type QuickPickItem, window } from 'vscode';
import { eventually } from './support/eventually.js';
import { openFile } from './support/files.js';
import { useProject } from './support/project.js';
import { lenses, lensTexts, untilLenses } from './support/providers.js';
import { withSetting } from './support/settings.js';
import { withStub } from './support/stub.js';

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';

const findings = '6: ShipOrders: 4 findings';
const settings = '6: nodejs22.x · 1,024 MB · 10 s';

describe('lenses', () => {
  useProject();

  it('say above a handler how many findings its function has, and how it is declared', async () => {
    const { document } = await openFile(shipOrders);
    await untilLenses(document, [findings, settings]);
  });

  it('are above handlers only', async () => {
    const { document: helper } = await openFile('src/lib/orders.ts');
    const { document } = await openFile(shipOrders);
    await untilLenses(document, [findings, settings]);
    assert.deepEqual(await lensTexts(helper), []);
  });

  it('are switched off one by one', async () => {
    const { document } = await openFile(shipOrders);
    await untilLenses(document, [findings, settings]);
    await withSetting('coldlens.codeLens.findings', false, () => untilLenses(document, [settings]));
    await withSetting('coldlens.codeLens.settings', false, () => untilLenses(document, [findings]));
    await untilLenses(document, [findings, settings]);
  });

  it('list the findings of the function when they are clicked; each is shown while it is in focus', async () => {
    const pick = await clicked(createOrder, '4: CreateOrder: 2 findings');
    assert.equal(pick.title, 'CreateOrder');
    assert.deepEqual(
      pick.items.map(({ label, description }) => `${label} ${description}`),
      [
        '$(warning) sequential-awaits src/handlers/create-order.ts:6',
        '$(warning) client-in-handler src/lib/orders.ts:12',
        '$(symbol-function) Handler src/handlers/create-order.ts:4',
        '$(file-code) Declaration template.yaml:11',
      ],
    );
    await untilAt('create-order.ts:6');
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await untilAt('orders.ts:12');
  });

  it('leave the place that was accepted, and go back on Escape', async () => {
    await clicked(createOrder, '4: CreateOrder: 2 findings');
    await untilAt('create-order.ts:6');
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await untilAt('orders.ts:12');
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await untilAt('create-order.ts:1');
    await clicked(createOrder, '4: CreateOrder: 2 findings');
    await untilAt('create-order.ts:6');
    await commands.executeCommand('workbench.action.quickOpenSelectNext');
    await untilAt('orders.ts:12');
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(
      'the editor in focus',
      () => window.activeTextEditor?.document.fileName.endsWith('orders.ts') || undefined,
    );
    await untilAt('orders.ts:12');
  });
});

/** Clicks a lens, and gives the list that it opens. */
async function clicked(path: string, text: string): Promise<QuickPick<QuickPickItem>> {
  const { document } = await openFile(path);
  await eventually(`the lens ${text}`, async () => (await lensTexts(document)).includes(text) || undefined);
  const all: readonly CodeLens[] = await lenses(document.uri);
  const { command } = all.find((each) => text.endsWith(each.command!.title))!;
  let pick: QuickPick<QuickPickItem> | undefined;
  const { createQuickPick } = window;
  const watched = (() => {
    pick = createQuickPick();
    return pick;
  }) as typeof createQuickPick;
  await withStub(window, 'createQuickPick', watched, async () => {
    await commands.executeCommand(command!.command, ...command!.arguments!);
  });
  return pick!;
}

/** Waits until an editor shows this place, `FILE:LINE`. */
function untilAt(place: string): Promise<true> {
  const current = () => {
    const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
    return `${editor?.document.fileName.split(/[\\/]/).at(-1)}:${Number(editor?.selection.start.line) + 1}`;
  };
  return eventually(
    () => `${place} in sight, but ${current()}`,
    () => current() === place || undefined,
  );
}
