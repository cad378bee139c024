import assert from 'node:assert/strict';
import { commands, type Tab, TabInputWebview, type TextDocument, window } from 'vscode';
import { eventually } from './support/eventually.js';
import { openFile, rangeOf } from './support/files.js';
import { useProject } from './support/project.js';
import { bundleLensTexts, hoverText, lenses } from './support/providers.js';
import { withSetting } from './support/settings.js';

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';

const importLens = /^1: @aws-sdk\/client-s3: \d+ kB, \d+ kB only through this import$/;
const ownLens = /^2: \.\.\/lib\/orders\.js: \d+ kB with all it imports, \d+ kB only through this import$/;
const sizeLens = /^6: \d+ kB zipped · \d+ % sdk v3$/;

describe('bundles', () => {
  useProject();

  it('have their size above the handler, and the cost of imports above those', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens]);
  });

  it('are not built where that is switched off', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens]);
    await withSetting('coldlens.codeLens.imports', false, () => untilBundleLenses(document, [sizeLens]));
    await withSetting('coldlens.bundle.build', 'off', () => untilBundleLenses(document, []));
    await untilBundleLenses(document, [importLens, ownLens, sizeLens]);
  });

  it('are on the card of a function', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens]);
    const card = await hoverText(document, rangeOf(document, 'handler'));
    assert.match(card, /Heaviest: sdk v3/);
    assert.match(card, /\(command:coldlens\.showBundle\?/);
  });

  it('show their map when the size is clicked, all in one panel', async () => {
    assert.deepEqual(maps(), []);
    const ship = await openFile(shipOrders);
    await click(ship.document, sizeLens);
    await eventually('a panel', () => maps().length === 1 || undefined);
    const create = await openFile(createOrder);
    await click(create.document, /zipped/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(maps().length, 1);
  });
});

async function untilBundleLenses(document: TextDocument, wanted: readonly RegExp[]): Promise<void> {
  let texts: readonly string[] = [];
  await eventually(
    () => `lenses ${wanted.join('; ')}, but ${texts.join('; ')}`,
    async () => {
      texts = await bundleLensTexts(document);
      return (texts.length === wanted.length && wanted.every((each, index) => each.test(texts[index]!))) || undefined;
    },
  );
}

async function click(document: TextDocument, text: RegExp): Promise<void> {
  const lens = await eventually(`a lens ${text}`, async () =>
    (await lenses(document.uri)).find(({ range, command }) => text.test(`${range.start.line + 1}: ${command?.title}`)),
  );
  await commands.executeCommand(lens.command!.command, ...lens.command!.arguments!);
}

function maps(): readonly Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input, label }) => input instanceof TabInputWebview && label === 'Bundle Map');
}
