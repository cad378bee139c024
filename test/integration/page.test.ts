import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser/launch-browser.js';
import { functionCard } from '../../src/codelens/card.js';
import { coldStartText } from '../../src/codelens/cold-start.js';
import { sizeText } from '../../src/codelens/size.js';
import { functionTooltip } from '../../src/editor/tooltips.js';
import { messageOf } from '../../src/engine/findings/message.js';
import type { ColdStartEstimate } from '../../src/model/cold-start.js';
import { formatBundleMarkdown } from '../../src/report/bundle/markdown.js';
import { formatBundleTable } from '../../src/report/bundle/table.js';
import { formatColdStartMarkdown } from '../../src/report/cold-start/markdown.js';
import { formatColdStartTable } from '../../src/report/cold-start/table.js';
import { formatPage } from '../../src/report/page/format-page.js';
import { packReport } from '../../src/report/page/pack.js';
import coldStartBudget from '../../src/rules/bundle/cold-start-budget.js';
import { sampleCosts } from '../support/bundle-facts.js';
import { withPage } from '../support/open-page.js';
import { runBin } from '../support/run-bin.js';
import { sampleBundle, sampleReport } from '../support/sample-bundle.js';
import { sampleEstimate } from '../support/sample-estimate.js';
import { sampleFunction } from '../support/sample-result.js';
import { withTempFolder } from '../support/temp-folder.js';
import { fn, names } from '../unit/editor/views.js';

const create = sampleBundle(
  'Create',
  [
    ['src/create.ts', 3000],
    ['src/lib/db.ts', 2000, 'src/create.ts'],
    ['node_modules/@aws-sdk/client-s3/dist/index.js', 40000, 'src/lib/db.ts'],
    ['node_modules/@aws-sdk/client-s3/dist/commands/put.js', 9000, 'node_modules/@aws-sdk/client-s3/dist/index.js'],
    ['node_modules/big/index.js', 20000, 'src/create.ts'],
    ['node_modules/big/node_modules/part/index.js', 3000, 'node_modules/big/index.js'],
    ['node_modules/part/index.js', 5000, 'src/create.ts'],
  ],
  { bundlerBytes: 1000, assumptions: ['It is not minified.'], external: ['@aws-sdk/client-sqs'] },
);
const list = sampleBundle('List', [['src/list.ts', 700]]);
const report = sampleReport([create, list], [{ kind: 'unbuilt', file: 'a.yaml', line: 3, message: 'Old: a zip' }]);
const html = formatPage(report);

const tile = (page: Page, name: string): Locator => page.locator(`[role=treeitem][aria-label^="${name} "]`);
const tileNames = (page: Page): Promise<string[]> => page.locator('[role=treeitem] .name').allTextContents();
const detail = (page: Page): Locator => page.locator('aside');
const crumbs = async (page: Page): Promise<string> => (await page.locator('nav li').allTextContents()).join(' / ');
const rowNames = (page: Page): Promise<string[]> => page.locator('tbody th button').allTextContents();
const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement.getAttribute('aria-label')");

/** What the rule about budgets says of a start. */
function judgement(coldStart: ColdStartEstimate, coldStartMs: number): string | undefined {
  const budgets = [{ base: '/', functions: ['*'], packages: {}, coldStartMs }];
  const context = { bundle: sampleBundle(coldStart.name, []), fn: sampleFunction(coldStart.name), coldStart, budgets };
  const [problem] = coldStartBudget.check({ ...context, costs: sampleCosts(), options: {} });
  return problem && messageOf(coldStartBudget.meta, problem.messageId, problem.data);
}

/** What a face for Markdown escapes. */
const plain = (text: string): string => text.replaceAll('\\', '').replaceAll('<!-- -->', '');

describe('the page of bundles, in a browser', () => {
  let browser: Browser;
  before(async () => {
    // The first time on a machine, it is installed.
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  it('shows figures without missing packages as lower bounds', async () => {
    const missing = ['pdfkit'];
    const lacking = sampleBundle('Pdf', [['src/pdf.ts', 3000]], { missing });
    const coldStarts = [sampleEstimate('Pdf', [['floor', 'nodejs22.x arm64 zip', 100]], { missing })];
    const text = formatPage({ ...sampleReport([lacking]), coldStarts });
    await withPage(browser, text, async (page) => {
      assert.deepEqual(await page.locator('dd .value').allTextContents(), [
        'at least 1.0 kB',
        'at least 3.0 kB',
        '1',
        'at least 90 ms',
      ]);
      assert.deepEqual(await page.locator('#function option').allTextContents(), ['Pdf · at least 3.0 kB']);
      const notes = await page.locator('.notes details:not([hidden])').allTextContents();
      assert.deepEqual(notes, ['Lower bounds: packages are missingNot installed, so not counted: pdfkit.']);
    });
  });

  it('writes a size and a start as every other face does', async () => {
    const bundle = sampleBundle('Orders', [['src/orders.ts', 3_456_000]]);
    const [floor, sdk] = ['nodejs22.x arm64 zip', '@aws-sdk/client-s3'];
    const estimate = sampleEstimate('Orders', [
      ['floor', floor, 153.4],
      ['packages', sdk, 87.25],
    ]);
    const [size, start, part] = ['1.2 MB', 'about 240 ms (210–270 ms)', `${sdk} 87 ms`];
    const saving = { title: 'minified', ms: { low: 76, mid: 231, high: 338 }, source: 'by its size' };
    const shorter = 'minified, about 230 ms (76–340 ms)';
    const known = { bundle, estimate, savings: [saving], isOutdated: false, missing: [] };
    const savings = new Map([[estimate.functionId, [saving]]]);
    const outcome = { root: '/p', savings, findings: [], problems: [] };
    const tooltip = functionTooltip(
      fn('Orders', { size: sizeText([known]) ?? '', coldStart: coldStartText([known]) ?? '' }),
      names,
    );
    const inAll: Readonly<Record<string, readonly string[]>> = {
      [formatBundleTable({ ...outcome, functions: [bundle], coldStarts: [] }, false)]: [size],
      [formatBundleMarkdown({ ...outcome, functions: [bundle], coldStarts: [] })]: [size],
      [formatColdStartTable({ ...outcome, functions: [estimate] }, false)]: [start, sdk, '87 ms', shorter],
      [formatColdStartMarkdown({ ...outcome, functions: [estimate] })]: [start, part],
      [sizeText([known]) ?? '']: [size],
      [coldStartText([known]) ?? '']: [start, part],
      [functionCard(sampleFunction('Orders'), () => '', { size: known, coldStart: known })]: [
        size,
        start,
        '87 ms',
        shorter,
      ],
      [tooltip]: [size, start, part],
    };
    for (const [text, figures] of Object.entries(inAll))
      for (const figure of figures) assert.ok(plain(text).includes(figure), `${figure} in ${text}`);
    const html = formatPage({ ...sampleReport([bundle]), coldStarts: [estimate], savings });
    await withPage(browser, html, async (page) => {
      const values = await page.locator('dd .value').allTextContents();
      assert.ok(values.includes(size) && values.includes(start), values.join());
      await page.locator('[role=tab]', { hasText: 'Cold start' }).click();
      assert.equal(await page.locator('.summary h2').textContent(), `Init Duration ${start}`);
      assert.match(await page.locator('tbody').last().innerText(), /87 ms/);
      assert.ok((await page.locator('main').textContent())!.includes(shorter));
    });
  });

  const LACKING = {
    missing: { missing: ['pg'] },
    layers: { missingLayers: ['layer'] },
    reach: { hasUnknownReach: true },
  };
  for (const [name, lacking] of Object.entries(LACKING))
    it(`writes a lower bound of a start as every other face and its budget do: ${name}`, async () => {
      const bundle = sampleBundle('Orders', [['src/orders.ts', 3000]]);
      const estimate = sampleEstimate('Orders', [['floor', 'nodejs22.x arm64 zip', 143]], lacking);
      const start = 'at least 120 ms';
      const known = { bundle, estimate, savings: [], isOutdated: false, missing: [] };
      const outcome = { root: '/p', savings: new Map(), findings: [], problems: [], functions: [estimate] };
      assert.match(
        formatColdStartTable(outcome, false),
        /at least 120 ms .*\n +143 ms .*\n +each row is the middle of its range/,
      );
      const texts = [formatColdStartMarkdown(outcome), coldStartText([known]), judgement(estimate, 100)];
      for (const text of texts) assert.ok(text?.includes(start), text);
      assert.match(judgement(estimate, 100) ?? '', /at least 120 ms, at least 20 ms over its budget of 100 ms/);
      assert.match(judgement(estimate, 120) ?? '', /at least 128 ms, at least 8 ms over its budget of 120 ms/);
      const html = formatPage({ ...sampleReport([bundle]), coldStarts: [estimate] });
      await withPage(browser, html, async (page) => {
        assert.ok((await page.locator('dd .value').allTextContents()).includes(start));
      });
    });

  it('is what the command line writes', () =>
    withTempFolder(
      {
        '.git/HEAD': '',
        'serverless.yml':
          'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nplugins: [serverless-esbuild]\nfunctions: { hello: { handler: src/hello.handler } }\n',
        'src/hello.ts': "import { big } from 'big';\nexport const handler = async () => big;\n",
        'node_modules/big/package.json': '{ "name": "big", "version": "3.1.4", "main": "index.js" }',
        'node_modules/big/index.js': `exports.big = ${JSON.stringify('big '.repeat(500))};\n`,
      },
      async (folder) => {
        const { exitCode, stdout } = runBin(['bundle', '--format', 'html'], folder);
        assert.equal(exitCode, 0);
        assert.equal(stdout.includes(folder), false);
        await withPage(browser, stdout, async (page) => {
          assert.deepEqual(await rowNames(page), ['big']);
          await page.getByRole('button', { name: 'big' }).click();
          assert.deepEqual(await detail(page).locator('.chain li').allTextContents(), [
            'src/hello.ts',
            'node_modules/big/index.js',
          ]);
        });
      },
    ));

  it('says what the first function weighs, and switches', () =>
    withPage(browser, html, async (page) => {
      const header = page.locator('header');
      assert.match((await header.textContent())!, /83\.0 kB.*of 250 MB.*1 assumption.*1 external.*1 problem/);
      assert.match((await header.textContent())!, /template\.yaml:8:3/);
      assert.deepEqual(await page.locator('option').allTextContents(), ['Create · 83.0 kB', 'List · 700 B']);
      await page.getByLabel('Function (2)').selectOption('List · 700 B');
      assert.deepEqual(await tileNames(page), ['Own code', 'list.ts']);
      assert.match((await page.locator('.packages').textContent())!, /No packages, only own code/);
      assert.equal(await page.locator('table').isVisible(), false);
    }));

  it('zooms by click, and out by its path', () =>
    withPage(browser, html, async (page) => {
      assert.deepEqual(await tileNames(page), [
        'AWS SDK',
        'client-s3',
        'Other packages',
        'big',
        'part',
        'Own code',
        'create.ts',
        'lib',
        'Added by the bundler',
      ]);
      await tile(page, '@aws-sdk/client-s3').click();
      assert.equal(await crumbs(page), 'Create / AWS SDK / @aws-sdk/client-s3');
      assert.deepEqual(await tileNames(page), ['index.js', 'commands', 'put.js']);
      await tile(page, 'index.js').click();
      assert.deepEqual(await detail(page).locator('.chain li').allTextContents(), [
        'src/create.ts',
        'src/lib/db.ts',
        'node_modules/@aws-sdk/client-s3/dist/index.js',
      ]);
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      assert.equal(await crumbs(page), 'Create');
    }));

  it('is operated with the keyboard alone', () =>
    withPage(browser, html, async (page) => {
      const { keyboard } = page;
      assert.equal(await page.locator('[role=treeitem][tabindex="0"]').count(), 1);
      await page.locator('#search').focus();
      await keyboard.press('Tab');
      assert.match(await focused(page), /^AWS SDK /);
      assert.equal(await page.locator('.tooltip').isVisible(), true);
      await keyboard.press('ArrowDown');
      await keyboard.press('ArrowRight');
      assert.match(await focused(page), /^big /);
      await keyboard.press('Space');
      assert.equal(await detail(page).locator('h2').textContent(), 'big');
      assert.match((await page.locator('.unseen[role=status]').textContent())!, /^Selected big, 20\.0 kB/);
      assert.match(await focused(page), /^big /);
      await keyboard.press('Enter');
      assert.equal(await crumbs(page), 'Create / Other packages / big');
      assert.match(await focused(page), /^index\.js /);
      await keyboard.press('Escape');
      assert.match(await focused(page), /^big /);
      await keyboard.press('Escape');
      assert.equal(await crumbs(page), 'Create');
      assert.match(await focused(page), /^Other packages /);
    }));

  it('searches, says how much matches, and goes to the heaviest match', () =>
    withPage(browser, html, async (page) => {
      const input = page.locator('#search');
      await input.fill('INDEX');
      assert.equal(await page.locator('#search-result').textContent(), '4 files in 3 packages: 68.0 kB, 82 %');
      assert.equal(await tile(page, 'Own code').getAttribute('class').then(hasClass('is-other')), true);
      assert.equal(await tile(page, 'big').getAttribute('class').then(hasClass('is-match')), true);
      await input.fill('db.ts');
      assert.deepEqual(await rowNames(page), []);
      await input.press('Enter');
      assert.equal(await detail(page).locator('h2').textContent(), 'src/lib/db.ts');
      await input.fill('nowhere');
      assert.equal(await page.locator('#search-result').textContent(), 'Nothing matches');
      await input.press('Escape');
      assert.equal((await rowNames(page)).length, 3);
    }));

  it('sorts the packages, and shows those that are there twice', () =>
    withPage(browser, html, async (page) => {
      assert.deepEqual(await rowNames(page), ['@aws-sdk/client-s3', 'big', 'part']);
      await page.getByRole('button', { name: 'Package', exact: true }).press('Enter');
      await page.getByRole('button', { name: 'Package', exact: true }).press('Enter');
      assert.deepEqual(await rowNames(page), ['part', 'big', '@aws-sdk/client-s3']);
      assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Package');
      await page.getByLabel('Duplicates only (1)').check();
      assert.deepEqual(await rowNames(page), ['part']);
      await page.getByRole('button', { name: 'part', exact: true }).press('Enter');
      const text = (await detail(page).textContent())!;
      assert.match(text, /2 copies.*5\.0 kB node_modules\/part.*3\.0 kB node_modules\/big\/node_modules\/part/);
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'part');
      assert.equal(await tile(page, 'part').getAttribute('aria-selected'), 'true');
    }));

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`can be read when the system is ${colorScheme}`, () =>
      withPage(
        browser,
        html,
        async (page) => {
          const plain = await page.evaluate<Record<string, number>>(CONTRASTS);
          await page.locator('#search').fill('part');
          const searched = await page.evaluate<Record<string, number>>(CONTRASTS);
          const contrasts = [...Object.entries(plain), ...Object.entries(searched)];
          assert.ok(contrasts.length > 24);
          assert.deepEqual(
            contrasts.filter(([, contrast]) => contrast < 4.5),
            [],
          );
          const [back] = await page.evaluate<readonly number[]>('colorOf(document.body, "backgroundColor")');
          assert.equal(back! > 128, colorScheme === 'light');
          // VS Code's own choice is stronger.
          await page.evaluate(`document.body.className = 'vscode-${colorScheme === 'light' ? 'dark' : 'light'}'`);
          const [other] = await page.evaluate<readonly number[]>('colorOf(document.body, "backgroundColor")');
          assert.equal(other! > 128, colorScheme !== 'light');
        },
        { colorScheme },
      ));
  }

  it('fits a narrow window, and colours that are forced', () => {
    const name = 'a-rather-long-name-'.repeat(8);
    const long = sampleBundle(
      name,
      [
        [`src/${name}.ts`, 10],
        [`node_modules/${name}/${name}.js`, 20, `src/${name}.ts`],
      ],
      { sourceMapBytes: 2e6, layerBytes: 3e8, unreachedBytes: 4e5 },
    );
    return withPage(
      browser,
      formatPage(sampleReport([long])),
      async (page) => {
        await page.locator('tbody th button').click();
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
        assert.equal(await tile(page, name).isVisible(), true);
        assert.match((await page.locator('header').textContent())!, /of 250 MB with layers, over the limit/);
      },
      { viewport: { width: 420, height: 800 }, forcedColors: 'active' },
    );
  });

  it('shows hostile names as they are', () => {
    const name = `</script><img src=x onerror="alert(1)">\u2028'"`;
    const bundle = sampleBundle(name, [
      [`src/${name}.ts`, 10],
      [`node_modules/x${name.replace('/', '')}/a.js`, 20, `src/${name}.ts`],
    ]);
    return withPage(browser, formatPage(sampleReport([bundle])), async (page) => {
      assert.equal(await page.locator('img').count(), 0);
      assert.equal(await page.locator('option').textContent(), `${name} · 30 B`);
      await page.locator('tbody th button').click();
      assert.match(
        (await detail(page).locator('.chain').textContent())!,
        /^src\/<\/script><img src=x onerror="alert\(1\)">/,
      );
    });
  });

  describe('about cold starts', () => {
    const started = sampleEstimate(
      'Create',
      [
        ['floor', 'nodejs22.x arm64 zip', 129, 'somebody: p50'],
        ['read', '83 kB of code', 11],
        ['packages', '@aws-sdk/client-s3', 80, 'measured with 3.1', 'by 7 sources'],
        ['packages', 'big', 40, 'by its size', 'by 7 sources'],
        ['own', '5 kB of own code', 20],
      ],
      { assumptions: ['No architecture is specified.'] },
    );
    const saving = {
      title: 'big → small',
      ms: { low: 20, mid: 40, high: 60 },
      source: 'by its size',
      isBeforeReplacement: true,
    } as const;
    const savings = new Map([[create.functionId, [saving]]]);
    const both = { ...report, coldStarts: [started], savings };
    const opened = formatPage(both, { selected: create.functionId, view: 'coldStart' });

    it('has a view of its own, where each figure names its source', () =>
      withPage(browser, opened, async (page) => {
        assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Cold start');
        // What is narrower than its first letters has no name.
        assert.deepEqual(await tileNames(page), [
          'Create',
          'Runtime',
          'AWS SDK',
          'client-s3',
          'index.js',
          'commands',
          'put.js',
          'Other packages',
          'big',
          'index.js',
          'Own code',
        ]);
        assert.match(
          (await page.locator('main').textContent())!,
          /big → small, up to 60 ms, minus the cost of its replacement modelled: by its size.*No architecture is specified/,
        );
        assert.deepEqual(await rowNames(page), [
          'Runtime',
          'Reading and compiling',
          '@aws-sdk/client-s3',
          'big',
          'Own code',
        ]);
        assert.match((await page.locator('.sources').textContent())!, /^1 by 7 sources\.$/);
        await page.getByRole('button', { name: 'big', exact: true }).click();
        assert.match((await detail(page).textContent())!, /40 ms.*modelled.*by its size; by 7 sources/);
        assert.equal(await tile(page, 'big').getAttribute('aria-selected'), 'true');
      }));

    it('is zoomed, searched, and operated with the keyboard alone', () =>
      withPage(browser, opened, async (page) => {
        const { keyboard } = page;
        await page.locator('#search').focus();
        await keyboard.press('Tab');
        assert.match(await focused(page), /^Create 280 ms/);
        await keyboard.press('ArrowRight');
        await keyboard.press('ArrowDown');
        await keyboard.press('ArrowDown');
        await keyboard.press('Enter');
        assert.equal(await crumbs(page), 'Create / AWS SDK');
        await keyboard.press('Escape');
        assert.equal(await crumbs(page), 'Create');
        await page.locator('#search').fill('db.ts');
        assert.equal(await page.locator('#search-result').textContent(), '8 ms · 2.9 %');
        await keyboard.press('Enter');
        assert.match((await detail(page).textContent())!, /src\/lib\/db\.ts.*in proportion to their bytes/);
      }));

    it('leads to the map and back, by keys as well', () =>
      withPage(browser, opened, async (page) => {
        await page.getByRole('tab', { name: 'Cold start' }).focus();
        await page.keyboard.press('ArrowLeft');
        assert.equal(await page.evaluate('document.activeElement.textContent'), 'Bundle map');
        assert.equal(await tile(page, 'Added by the bundler').isVisible(), true);
        // A function without an estimate has only a map.
        await page.keyboard.press('ArrowRight');
        await page.locator('select').selectOption('List · 700 B');
        assert.equal(await page.getByRole('tab').count(), 0);
        assert.equal(await tile(page, 'Own code').isVisible(), true);
        const message = { type: 'select', functionId: create.functionId, view: 'coldStart' };
        await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
        await tile(page, 'Runtime').waitFor();
      }));

    it('shows hostile names as they are', () => {
      const name = `</script><img src=x onerror="alert(1)">`;
      const hostile = sampleEstimate('Create', [['packages', name.replace(' ', '_'), 50, name]], {
        assumptions: [name],
      });
      const page = formatPage({ ...report, coldStarts: [hostile] }, { view: 'coldStart' });
      return withPage(browser, page, async (opened) => {
        await opened.locator('tbody th button').click();
        assert.equal(await opened.locator('img').count(), 0);
        assert.match((await detail(opened).textContent())!, /<\/script><img src=x/);
      });
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`can be read when the system is ${colorScheme}, and in a narrow window`, () =>
        withPage(
          browser,
          opened,
          async (page) => {
            await page.locator('#search').fill('index');
            const contrasts = Object.entries(await page.evaluate<Record<string, number>>(CONTRASTS));
            assert.ok(contrasts.length > 8);
            assert.deepEqual(
              contrasts.filter(([, contrast]) => contrast < 4.5),
              [],
            );
            assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
          },
          { colorScheme, viewport: { width: 420, height: 800 } },
        ));
    }
  });

  it('tells why there is nothing to show', () =>
    withPage(browser, formatPage(sampleReport([], report.problems)), async (page) => {
      assert.match(
        (await page.locator('body').innerText())!,
        /No function was built\.\s+1 problem\s+a\.yaml:3 Old: a zip/,
      );
      assert.equal(await page.locator('main').isVisible(), false);
    }));

  it('takes a newer report and keeps its place', () =>
    withPage(browser, formatPage(report, { selected: list.functionId }), async (page) => {
      const send = (message: unknown) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
      assert.equal(await page.locator('select').inputValue(), list.functionId);
      await send({ type: 'select', functionId: create.functionId });
      await tile(page, 'big').click();
      const newer = { ...create, name: 'Renamed' };
      await send({ type: 'report', data: packReport(sampleReport([list, newer])) });
      await page.locator('option', { hasText: 'Renamed' }).waitFor({ state: 'attached' });
      assert.equal(await crumbs(page), 'Renamed / Other packages / big');
      await send({ type: 'report', data: packReport(sampleReport([])) });
      await page.getByText('No function was built.').waitFor();
      await send({ type: 'report', data: { version: 2 } });
      await send('nonsense');
    }));

  it('asks the editor around it to open files', async () => {
    const api =
      'window.sent = []; acquireVsCodeApi = () => ({ postMessage: (m) => sent.push(m), getState() {}, setState(s) { sent.push(s) } })';
    // VS Code reads the page, puts this in, and writes it again; what the policy allows must stay the same to the letter.
    const rewritten = await withPage(browser, '', (page) => page.evaluate<string>(rewriting(html, api)));
    await withPage(browser, rewritten, async (page) => {
      await page.getByRole('button', { name: 'big', exact: true }).click();
      await page.getByRole('button', { name: 'node_modules/big/index.js' }).click();
      await page.getByRole('button', { name: 'template.yaml:8:3' }).click();
      await page.locator('select').selectOption('List · 700 B');
      assert.deepEqual(await page.evaluate('sent'), [
        { type: 'ready' },
        { type: 'open', file: 'node_modules/big/index.js' },
        { type: 'open', file: 'template.yaml', line: 8, column: 3 },
        { functionId: list.functionId },
        { type: 'selected', functionId: list.functionId },
      ]);
    });
  });
});

function rewriting(page: string, script: string): string {
  return `(() => {
    const read = new DOMParser().parseFromString(${JSON.stringify(page)}, 'text/html');
    const added = read.createElement('script');
    added.textContent = ${JSON.stringify(script)};
    read.head.prepend(added);
    return '<!DOCTYPE html>\\n' + read.documentElement.outerHTML;
  })()`;
}

function hasClass(name: string): (classes: string | null) => boolean {
  return (classes) => classes?.split(' ').includes(name) ?? false;
}

/** In the page: the contrast of each kind of text with what is behind it, as WCAG computes it. */
const CONTRASTS = `
  window.colorOf = (element, property) => {
    const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = getComputedStyle(element)[property];
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => value / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = colorOf(at, 'backgroundColor');
      if (color[3] === 255) return color;
    }
  };
  const contrasts = {};
  for (const element of document.querySelectorAll('.tile span, h1, h2, dt, dd span, summary, code, .type, .hint, .legend li, label, thead button, tbody button, td, nav span')) {
    if (!element.checkVisibility()) continue;
    const [light, dark] = [luminance(colorOf(element, 'color')), luminance(behind(element))].sort((a, b) => b - a);
    contrasts[element.tagName + '.' + element.className + ' in ' + element.parentElement.className] = (light + 0.05) / (dark + 0.05);
  }
  contrasts`;
