import assert from 'node:assert/strict';
import { type CodeLens, commands, TabInputWebview, type TextDocument, window } from 'vscode';
import { eventually } from './support/eventually.js';
import { openFile, rangeOf } from './support/files.js';
import { useProject } from './support/project.js';
import { bundleLensTexts, hoverText, lenses } from './support/providers.js';
import { withSetting } from './support/settings.js';

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';

const importLens =
  /^1: @aws-sdk\/client-s3: \d+ kB,( about [\d.]+ ms of each cold start,)? \d+ kB only through this import$/;
const ownLens = /^2: \.\.\/lib\/orders\.js: \d+ kB with all it imports, \d+ kB only through this import$/;
const sizeLens = /^6: \d+ kB zipped · \d+ % SDK v3$/;
/** Its figures follow the table of packages. */
const startLens = /^6: cold start about \d+ ms \(\d+–\d+ ms\)( · \S.* \d+ ms)*$/;

describe('bundles', () => {
  useProject();

  it('have their size above the handler, and the cost of imports above those', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens, startLens]);
  });

  it('are not built where that is switched off', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens, startLens]);
    await withSetting('coldlens.codeLens.imports', false, () => untilBundleLenses(document, [sizeLens, startLens]));
    await withSetting('coldlens.codeLens.coldStart', false, () =>
      untilBundleLenses(document, [importLens, ownLens, sizeLens]),
    );
    await withSetting('coldlens.bundle.build', 'off', () => untilBundleLenses(document, []));
    await untilBundleLenses(document, [importLens, ownLens, sizeLens, startLens]);
  });

  it('are on the card of a function', async () => {
    const { document } = await openFile(shipOrders);
    await untilBundleLenses(document, [importLens, ownLens, sizeLens, startLens]);
    const card = await hoverText(document, rangeOf(document, 'handler'));
    assert.match(card, /Heaviest: SDK v3/);
    assert.match(card, /Cold start: about \d+ ms \(\d+–\d+ ms\) of Init Duration[\s\S]*\(documented: /);
    assert.match(card, /\(command:coldlens\.showBundle\?/);
    assert.match(card, /\(command:coldlens\.showColdStart\?/);
  });

  it('show their map when the size is clicked, all in one panel', async () => {
    assert.deepEqual(pages(), []);
    const ship = await openFile(shipOrders);
    await click(ship.document, sizeLens);
    await untilPages(['Bundle Map']);
    const create = await openFile(createOrder);
    await click(create.document, /zipped/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(pages(), ['Bundle Map']);
  });

  it('show in the same panel how a function starts, from the lens, the tree and the palette', async () => {
    const { document } = await openFile(shipOrders);
    await click(document, startLens);
    await untilPages(['Cold Start']);
    await click(document, sizeLens);
    await untilPages(['Bundle Map']);
    const { command } = await lensOf(document, startLens);
    const [functionId, folder] = command!.arguments!;
    await commands.executeCommand('coldlens.showColdStart', { target: { functionId, folder } });
    await untilPages(['Cold Start']);
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

function lensOf(document: TextDocument, text: RegExp): Promise<CodeLens> {
  return eventually(`a lens ${text}`, async () =>
    (await lenses(document.uri)).find(({ range, command }) => text.test(`${range.start.line + 1}: ${command?.title}`)),
  );
}

async function click(document: TextDocument, text: RegExp): Promise<void> {
  const lens = await lensOf(document, text);
  await commands.executeCommand(lens.command!.command, ...lens.command!.arguments!);
}

/** Titles of all pages that are open. */
function pages(): readonly string[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview)
    .map(({ label }) => label);
}

function untilPages(wanted: readonly string[]): Promise<true> {
  return eventually(
    () => `pages ${wanted}, but ${pages()}`,
    () => pages().join() === wanted.join() || undefined,
  );
}
