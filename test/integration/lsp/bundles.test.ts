import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  BUNDLE_REPORT_REQUEST,
  COLD_START_REQUEST,
  type ColdStartView,
  PAGE_REQUEST,
  type ServedPage,
} from '../../../src/model/protocol.js';
import { WHOLE_SDK_V2 } from '../../../src/rules/figures/impacts.js';
import { impactText } from '../../../src/words/findings.js';
import { type LspClient, uriOf } from '../../support/lsp-client.js';
import type { Files } from '../../support/temp-folder.js';
import { aWhile, until } from '../../support/until.js';
import { withEditor } from './with-editor.js';

const SERVICE = `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: { exclude: [], minify: true } }
functions:
  invoice: { handler: src/invoice.handler }
  report: { handler: src/report.handler }
  ping: { handler: src/ping.handler }
`;

const INVOICE = `import type { Font } from 'fonts';
import { draw } from 'pdfkit';
import { today } from './lib/dates';

export const handler = async (event: { font: Font }) => draw(event.font, today());
`;

const REPORT = `import { today } from './lib/dates';
import { rows } from './lib/rows';

export const handler = async () => rows(today());
`;

/** So many bytes that no minifier makes fewer, and no zip. */
function ballast(name: string, kilobytes: number): string {
  let seed = name.length;
  const next = (): string => {
    seed = (seed * 16807) % 2147483647;
    return seed.toString(36);
  };
  const text = Array.from({ length: kilobytes * 170 }, next)
    .join('')
    .slice(0, kilobytes * 1000);
  return `export const ${name} = (...args) => [${JSON.stringify(text)}, args].join();\n`;
}

function aPackage(name: string, code: string, folder = `node_modules/${name}`): Record<string, string> {
  const manifest = { name, version: '1.2.3', main: 'index.js', sideEffects: false };
  return { [`${folder}/package.json`]: JSON.stringify(manifest), [`${folder}/index.js`]: code };
}

const SHOP = {
  'serverless.yml': SERVICE,
  'package.json': '{ "name": "shop", "dependencies": { "pdfkit": "1", "fonts": "1", "dates": "1" } }',
  'src/invoice.ts': INVOICE,
  'src/report.ts': REPORT,
  'src/ping.ts': 'export const handler = async () => "pong";\n',
  'src/lib/dates.ts': "import { parse } from 'dates';\n\nexport const today = () => parse('today');\n",
  'src/lib/rows.ts': "import { draw } from 'pdfkit';\n\nexport const rows = (day: string) => [draw(day)];\n",
  ...aPackage(
    'pdfkit',
    `import { load } from 'fonts';\n${ballast('page', 60)}export const draw = (...args) => page(load(args));\n`,
  ),
  ...aPackage('fonts', ballast('load', 30)),
  ...aPackage('dates', ballast('parse', 20)),
};

/** What cold starts take follows the table of packages; those tests look at shapes, these at texts. */
const QUIET = { codeLens: { findings: false, settings: false, coldStart: false } };

const INVOICE_LENSES = [
  '2: pdfkit: 60.0 kB, 90.1 kB only through this import',
  '3: ./lib/dates: 20.0 kB with all it imports, only through this import',
  '5: 53.6 kB zipped · 54 % pdfkit',
];

const PING_LENSES = ['1: 441 B zipped'];

describe('bundles in an editor', () => {
  it('tell above a handler what its function weighs, and above imports what they cost it', () =>
    withShop(async (editor, folder) => {
      await openWith(editor, `${folder}/src/invoice.ts`, INVOICE_LENSES);
    }));

  it('tell above the imports of a shared module in which functions they cost that', () =>
    withShop(async (editor, folder) => {
      await openWith(editor, `${folder}/src/lib/dates.ts`, [
        '1: dates: 20.0 kB, only through this import · in report and 1 more',
      ]);
    }));

  it('show no lens above imports that cost less than the settings say, and none where they are switched off', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await openWith(editor, path, INVOICE_LENSES);
      const shown = QUIET.codeLens;
      await editor.configure({ codeLens: { ...shown, importMinKb: 50 } });
      await editor.untilLenses(path, [INVOICE_LENSES[0]!, INVOICE_LENSES[2]!]);
      await editor.configure({ codeLens: { ...shown, imports: false } });
      await editor.untilLenses(path, [INVOICE_LENSES[2]!]);
      await editor.configure({ codeLens: { ...shown, imports: false, size: false } });
      await editor.untilLenses(path, []);
    }));

  it('stay as they are while somebody types, and follow a save', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await openWith(editor, path, INVOICE_LENSES);
      await editor.replace(path, "import { today } from './lib/dates';\n", 'const today = () => 1;\n');
      await editor.actions(path);
      await aWhile();
      assert.deepEqual(await editor.lenses(path), [INVOICE_LENSES[0], INVOICE_LENSES[2]]);
      await save(editor, path);
      await editor.untilLenses(path, [
        '2: pdfkit: 60.0 kB, 90.1 kB only through this import',
        '5: 40.4 kB zipped · 66 % pdfkit',
      ]);
    }));

  it('build only what holds the file that was saved', () =>
    withShop(async (editor, folder) => {
      await openWith(editor, `${folder}/src/ping.ts`, PING_LENSES);
      await editor.open(`${folder}/src/report.ts`);
      await until(
        () => 'sizes of all functions',
        async () => (await sizes(editor)).every(([, size]) => size !== undefined) || undefined,
      );
      const [before] = (await sizes(editor)).filter(([name]) => name === 'report');
      await editor.replace(`${folder}/src/ping.ts`, '"pong"', '"pong, and more than that: 0123456789"');
      await save(editor, `${folder}/src/ping.ts`);
      await editor.untilLenses(`${folder}/src/ping.ts`, ['1: 469 B zipped']);
      assert.deepEqual((await sizes(editor)).filter(([name]) => name === 'report')[0], before);
    }));

  it('follow files that others change, and packages that are installed', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/src/ping.ts`;
        await openWith(editor, path, ['3: at least 454 B zipped (without 1 package that is not installed)']);
        for (const [name, text] of Object.entries(aPackage('late', ballast('late', 15)))) {
          mkdirSync(`${folder}/node_modules/late`, { recursive: true });
          writeFileSync(`${folder}/${name}`, text);
        }
        writeFileSync(`${folder}/package-lock.json`, '{}');
        await editor.tellOfFiles({ [`${folder}/package-lock.json`]: 'created' });
        await editor.untilLenses(path, ['1: late: 15.0 kB, only through this import', '3: 10.4 kB zipped · 97 % late']);
        writeFileSync(path, 'export const handler = async () => "pong";\n');
        await editor.close(path);
        await editor.tellOfFiles({ [path]: 'changed' });
        await openWith(editor, path, PING_LENSES);
      },
      {},
      { 'src/ping.ts': "import { late } from 'late';\n\nexport const handler = async () => late();\n" },
    ));

  it('follow the deployment file', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await openWith(editor, path, INVOICE_LENSES);
      await editor.open(`${folder}/serverless.yml`);
      await editor.replace(`${folder}/serverless.yml`, 'minify: true', 'minify: false');
      await editor.untilLenses(path, [
        '2: pdfkit: 60.1 kB, 90.1 kB only through this import',
        '3: ./lib/dates: 20.1 kB with all it imports, only through this import',
        '5: 54.0 kB zipped · 54 % pdfkit',
      ]);
    }));

  it('keep the last figures where a build fails, say so, and tell why', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/lib/dates.ts`;
      const handler = `${folder}/src/invoice.ts`;
      await editor.open(path);
      await openWith(editor, handler, INVOICE_LENSES);
      await editor.replace(path, "'dates'", "'./nowhere'");
      await save(editor, path);
      const stale = `${INVOICE_LENSES[2]} (before the last edits)`;
      await editor.untilLenses(handler, [INVOICE_LENSES[0]!, INVOICE_LENSES[1]!, stale]);
      // The function in sight is built before the other.
      const whole = 'invoice, report: Could not resolve "./nowhere"';
      const [problem] = await editor.untilDiagnostics(path, ([first]) => first?.message === whole);
      assert.equal(problem!.range.start.line, 0);
      assert.deepEqual(editor.messages, []);
      await editor.replace(path, "'./nowhere'", "'dates'");
      await save(editor, path);
      await editor.untilLenses(handler, INVOICE_LENSES);
      await editor.untilDiagnostics(path, (each) => each.length === 0);
    }));

  it('give findings about code the figures of the functions that were built', () => {
    const code = "import AWS from 'aws-sdk';\n\nexport const handler = async () => new AWS.S3();\n";
    const sdk = `exports.text = '${'x'.repeat(2_000_000)}';\nexports.S3 = class {};\n`;
    return withShop(
      async (editor, folder) => {
        const path = `${folder}/src/ping.ts`;
        await editor.open(path);
        const inGeneral = impactText(WHOLE_SDK_V2)!;
        const [told] = await editor.untilDiagnostics(
          path,
          ([first]) => first?.code === 'full-aws-sdk-import' && !String(first.message).includes(inGeneral),
        );
        assert.match(String(told!.message), /\+\d+–\d+ ms per cold start \(modelled\)/);
      },
      {},
      { 'src/ping.ts': code, ...aPackage('aws-sdk', sdk) },
    );
  });

  it('are built when they are asked for, where the settings want it so', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/src/invoice.ts`;
        await openWith(editor, path, ['5: size not known yet']);
        const { functions } = await editor.functions();
        const page = await pageOf(editor, folder, functions.find(({ name }) => name === 'invoice')!.id);
        assert.equal(page.functions, 1);
        await editor.untilLenses(path, INVOICE_LENSES);
        await editor.replace(path, 'today());', 'today(), 1);');
        await save(editor, path);
        await editor.untilLenses(path, [...INVOICE_LENSES.slice(0, 2), `${INVOICE_LENSES[2]} (before the last edits)`]);
      },
      { bundle: { build: 'onDemand' } },
    ));

  it('are switched off and on by a setting', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/src/invoice.ts`;
        await editor.open(path);
        await editor.untilReady();
        await aWhile();
        assert.deepEqual(await editor.lenses(path), []);
        await editor.configure(QUIET);
        await editor.untilLenses(path, INVOICE_LENSES);
        await editor.configure({ ...QUIET, bundle: { build: 'off' } });
        await editor.untilLenses(path, []);
      },
      { bundle: { build: 'off' } },
    ));

  it('are left alone where another tool builds them, and the card says so', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/src/ping.ts`;
        await editor.open(path);
        await editor.untilReady();
        await until(
          () => 'a card without a size',
          async () => (await editor.hover(path, 0, 14)).includes('Size: not weighed') || undefined,
        );
        assert.deepEqual(await editor.lenses(path), []);
        assert.deepEqual(editor.diagnosticsOf(`${folder}/serverless.yml`), []);
      },
      {},
      { 'serverless.yml': SERVICE.replace(/plugins.*\n.*\n/, 'plugins: [serverless-webpack]\n') },
    ));

  it('are on the card of a function: sizes, limits, what is heaviest', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await openWith(editor, path, INVOICE_LENSES);
      const card = await editor.hover(path, 4, 14);
      assert.match(
        card,
        /- Zipped: 53\.6 kB, 0\.1 % of the Lambda limit\n- Unzipped: 111 kB, \\<0\.1 % of the Lambda limit\n- Heaviest: pdfkit 60\.0 kB \(54 %\), fonts/,
      );
      const { functions } = await editor.functions();
      assert.equal(functions.find(({ name }) => name === 'invoice')!.size, '53.6 kB zipped · 54 % pdfkit');
    }));
});

describe('findings about bundles in an editor', () => {
  const copies = {
    ...aPackage(
      'pdfkit',
      `import { load } from 'fonts';\n${ballast('page', 60)}export const draw = (...args) => page(load(args));\n`,
    ),
    ...aPackage('fonts', ballast('load', 90), 'node_modules/pdfkit/node_modules/fonts'),
    ...aPackage('fonts', ballast('load2', 70)),
    'src/ping.ts':
      "import { draw } from 'pdfkit';\nimport { load2 } from 'fonts';\nexport const handler = async () => [draw(), load2()];\n",
  };

  it('are told in the deployment file, move with it, outlive analyses, and count', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/serverless.yml`;
        await editor.open(path);
        await editor.open(`${folder}/src/ping.ts`);
        const [finding] = await editor.untilDiagnostics(path, (each) => each.length === 1);
        assert.equal(finding!.code, 'duplicate-package');
        assert.equal(finding!.range.start.line, 7);
        assert.match(await editor.hover(path, 7, 4), /duplicate-package\.md/);
        await editor.untilStatus(({ findings }) => findings === 1);
        const { functions } = await editor.functions();
        assert.deepEqual(
          functions.find(({ name }) => name === 'ping')!.findings.map(({ ruleId }) => ruleId),
          ['duplicate-package'],
        );
        await editor.replace(`${folder}/src/ping.ts`, 'load2()]', 'load2(), 1]');
        await editor.replace(path, 'service: shop', '# A shop.\nservice: shop');
        await editor.untilDiagnostics(path, ([first]) => first?.range.start.line === 8);
        await aWhile();
        assert.equal(editor.diagnosticsOf(path)[0]?.range.start.line, 8);
      },
      {},
      copies,
    ));

  it('are told in the config where a budget could not be checked, until the packages are installed', () => {
    const { 'node_modules/dates/package.json': manifest, 'node_modules/dates/index.js': code, ...files }: Files = SHOP;
    const config = '{ "bundle": { "budgets": [\n  { "functions": ["invoice"], "zipped": "1 MB" }\n] } }\n';
    return withEditor(
      { ...files, 'coldlens.config.json': config },
      async (editor, folder) => {
        const path = `${folder}/coldlens.config.json`;
        await editor.open(`${folder}/src/invoice.ts`);
        await editor.open(path);
        const [told] = await editor.untilDiagnostics(path, (each) => each.length === 1);
        assert.deepEqual([told!.range.start.line, told!.severity, told!.code], [1, 1, 'bundle-budget']);
        assert.match(
          String(told!.message),
          /^This budget could not be checked\. Not installed: dates \(invoice\)\. Run "npm install" first\./,
        );
        await editor.untilLenses(`${folder}/src/invoice.ts`, [
          '2: pdfkit: 60.0 kB, 90.1 kB only through this import',
          '5: at least 40.4 kB zipped · 66 % pdfkit (without 1 package that is not installed)',
        ]);
        mkdirSync(`${folder}/node_modules/dates`);
        writeFileSync(`${folder}/node_modules/dates/package.json`, manifest!);
        writeFileSync(`${folder}/node_modules/dates/index.js`, code!);
        const lock = `${folder}/node_modules/.package-lock.json`;
        writeFileSync(lock, '{}');
        await editor.tellOfFiles({ [lock]: 'created' });
        await editor.untilDiagnostics(path, (each) => each.length === 0);
      },
      { settings: QUIET },
    );
  });

  it('are told in the config where a function of a budget was not found', () =>
    withEditor(
      {
        ...SHOP,
        'serverless.yml': `${SHOP['serverless.yml']}  gone: { handler: dist/gone.handler }\n`,
        'coldlens.config.json': '{ "bundle": { "budgets": [\n  { "functions": ["gone"], "zipped": "1 MB" }\n] } }\n',
      },
      async (editor, folder) => {
        const path = `${folder}/coldlens.config.json`;
        await editor.open(path);
        const [told] = await editor.untilDiagnostics(path, (each) => each.length === 1);
        assert.deepEqual([told!.range.start.line, told!.severity, told!.code], [1, 1, 'bundle-budget']);
        assert.match(
          String(told!.message),
          /^This budget could not be checked\. Not weighed: no source file dist\/gone\./,
        );
      },
      { settings: QUIET },
    ));

  it('offer no comment that silences a budget that could not be checked', () =>
    withEditor(
      {
        ...SHOP,
        'src/ping.ts': "import 'gone';\nexport const handler = async () => 1;\n",
        'coldlens.config.ts': 'export default { bundle: { budgets: [{ zipped: "1 MB" }] } };\n',
      },
      async (editor, folder) => {
        const path = `${folder}/coldlens.config.ts`;
        await editor.open(path);
        const [told] = await editor.untilDiagnostics(path, (each) => each.length === 1);
        const titles = (await editor.actions(path, told!.range)).map(({ title }) => title);
        assert.deepEqual(
          titles.filter((title) => title.startsWith('Disable')),
          [],
        );
        assert.equal(titles.length, 1);
      },
      { settings: QUIET, initializationOptions: { isTrusted: true } },
    ));

  it('are silenced by a comment in the deployment file', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/serverless.yml`;
        await editor.open(path);
        const [finding] = await editor.untilDiagnostics(path, (each) => each.length === 1);
        const { uri } = editor.documentAt(path);
        const params = {
          uri,
          ruleId: 'duplicate-package',
          line: finding!.range.start.line + 1,
          scope: 'line',
          reason: 'known',
        };
        await editor.connection.sendRequest('coldlens/suppress', params);
        await editor.apply(editor.appliedEdits[0]!);
        assert.match(
          editor.documentAt(path).getText(),
          /\n {2}# coldlens-disable-next-line duplicate-package -- known\n {2}ping:/,
        );
        await editor.untilDiagnostics(path, (each) => each.length === 0);
        await editor.untilStatus(({ findings }) => findings === 0);
      },
      {},
      copies,
    ));

  it('have the level that the settings give them', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/serverless.yml`;
        await editor.open(path);
        await editor.untilDiagnostics(path, ([first]) => first?.severity === 1);
        await editor.configure({ ...QUIET, rules: { 'duplicate-package': 'off' } });
        await editor.untilDiagnostics(path, (each) => each.length === 0);
      },
      { rules: { 'duplicate-package': 'error' } },
      copies,
    ));
});

describe('the map of bundles', () => {
  it('is a page that shows the function that was asked for, and is given anew what has changed', () =>
    withShop(async (editor, folder) => {
      await editor.open(`${folder}/src/ping.ts`);
      const { functions } = await editor.functions();
      const { id } = functions.find(({ name }) => name === 'report')!;
      const page = await pageOf(editor, folder, id);
      assert.equal(page.reason, undefined);
      assert.match(page.html, /Content-Security-Policy[\s\S]*"selected":"[^"]*report"/);
      const report = await editor.connection.sendRequest<{ functions: unknown[] }>(BUNDLE_REPORT_REQUEST, {
        folder: uriOf(folder),
      });
      assert.ok(report.functions.length >= 1);
      assert.equal(await pageOf(editor, '/elsewhere', id), null);
    }));

  it('is summed up in a message for editors without it', () =>
    withShop(
      async (editor, folder) => {
        const path = `${folder}/src/invoice.ts`;
        await openWith(editor, path, INVOICE_LENSES);
        const lenses = await editor.connection.sendRequest<{ command?: { command: string; arguments: unknown[] } }[]>(
          'textDocument/codeLens',
          { textDocument: { uri: editor.documentAt(path).uri } },
        );
        const { command } = lenses.find((each) => each.command?.command === 'coldlens.showBundle')!;
        await editor.connection.sendRequest('workspace/executeCommand', command!);
        await editor.until(() => editor.messages.length === 1, 'a message');
        assert.match(editor.messages[0]!, /^invoice\nZipped: 53\.6 kB[\s\S]*Heaviest: pdfkit/);
      },
      {},
      {},
      { hasCommands: false },
    ));
});

describe('cold starts in an editor', () => {
  const SHOWN = { codeLens: { ...QUIET.codeLens, coldStart: true, size: false } };
  const START = /^5: cold start about \d+ ms \(\d+–\d+ ms\)( · \S+ \d+ ms)*$/;

  const shownAt = async (editor: LspClient, path: string): Promise<readonly string[]> => {
    await until(
      () => 'a lens about the start',
      async () => (await editor.lenses(path)).some((text) => START.test(text)) || undefined,
    );
    return editor.lenses(path);
  };

  it('are told above a handler, in the list of functions, and above imports as far as they matter', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await editor.open(path);
      const [first, ...others] = await shownAt(editor, path);
      assert.match(
        first!,
        /^2: pdfkit: 60\.0 kB,( about [\d.]+ ms of each cold start,)? 90\.1 kB only through this import$/,
      );
      assert.match(others.at(-1)!, START);
      const { functions } = await editor.functions();
      const { coldStart } = functions.find(({ name }) => name === 'invoice')!;
      assert.equal(`5: ${coldStart}`, others.at(-1));
    }, SHOWN));

  it('are marked as old with the bundle that they are of', () =>
    withShop(async (editor, folder) => {
      const path = `${folder}/src/invoice.ts`;
      await editor.open(path);
      await shownAt(editor, path);
      await editor.replace(path, "'pdfkit'", "'./gone'");
      await save(editor, path);
      await until(
        () => 'a lens of before the last edits',
        async () => (await editor.lenses(path)).some((text) => / \(before the last edits\)$/.test(text)) || undefined,
      );
    }, SHOWN));

  it('are taken apart for whoever asks, built first where they have not been', () =>
    withShop(
      async (editor, folder) => {
        const { functions } = await editor.functions();
        const { id } = functions.find(({ name }) => name === 'invoice')!;
        const ask = (functionId: string): Promise<ColdStartView | null> =>
          editor.connection.sendRequest(COLD_START_REQUEST, { folder: uriOf(folder), functionId });
        const view = await ask(id);
        const { parts, initMs, runtime } = view!.estimate;
        assert.equal(runtime, 'nodejs22.x');
        assert.ok(parts.some(({ name }) => name === 'pdfkit'));
        assert.ok(initMs.low <= initMs.mid && initMs.mid <= initMs.high);
        assert.ok(parts.every(({ source }) => source !== ''));
        assert.equal(view!.isOutdated, false);
        assert.equal(await ask('nobody'), null);
        const { html } = await editor.connection.sendRequest<ServedPage>(PAGE_REQUEST, {
          folder: uriOf(folder),
          functionId: id,
          view: 'coldStart',
        });
        assert.match(html, /"coldStart":\{[\s\S]*"view":"coldStart"/);
      },
      { bundle: { build: 'onDemand' } },
    ));

  it('are summed up in a message for editors without a page', () =>
    withShop(
      async (editor, folder) => {
        const { functions } = await editor.functions();
        const { id } = functions.find(({ name }) => name === 'invoice')!;
        const params = { command: 'coldlens.showColdStart', arguments: [id, uriOf(folder)] };
        await editor.connection.sendRequest('workspace/executeCommand', params);
        await editor.until(() => editor.messages.length === 1, 'a message');
        assert.match(editor.messages[0]!, /^invoice\nCold start: about \d+ ms \(\d+–\d+ ms\)[\s\S]*\npdfkit: /);
      },
      {},
      {},
      { hasCommands: false },
    ));
});

async function withShop(
  use: (editor: LspClient, folder: string) => Promise<void>,
  settings: object = {},
  files: Readonly<Record<string, string>> = {},
  initializationOptions: Readonly<Record<string, unknown>> = { hasCommands: true },
): Promise<void> {
  await withEditor({ ...SHOP, ...files }, use, { settings: { ...QUIET, ...settings }, initializationOptions });
}

async function openWith(editor: LspClient, path: string, lenses: readonly string[]): Promise<void> {
  await editor.open(path);
  await editor.untilLenses(path, lenses);
}

/** Writes what was typed, as an editor does before it tells. */
async function save(editor: LspClient, path: string): Promise<void> {
  writeFileSync(path, editor.documentAt(path).getText());
  await editor.save(path);
}

function pageOf(editor: LspClient, folder: string, functionId: string): Promise<ServedPage> {
  return editor.connection.sendRequest(PAGE_REQUEST, { folder: uriOf(folder), functionId });
}

async function sizes(editor: LspClient): Promise<readonly (readonly [string, string | undefined])[]> {
  return (await editor.functions()).functions.map(({ name, size }) => [name, size]);
}
