import assert from 'node:assert/strict';
import { bundledFunction, plainFunction, template } from '../support/measure-files.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

/** Two functions of which one lacks a package that a production dependency names, and one that is whole. */
const PROJECT: Files = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { pdfkit: '1.0.0' } }),
  'template.yaml': template(
    bundledFunction('Bundled', 'src/bundled.ts', 'Minify: false').replace('Runtime:', 'MemorySize: 512, Runtime:'),
    plainFunction('Files', 'plain/index.handler'),
    bundledFunction('Whole', 'src/whole.ts'),
  ),
  'src/bundled.ts': "import pdf from 'pdfkit';\nexport const handler = async () => pdf;\n",
  'src/whole.ts': 'export const handler = async () => 1;\n',
  'plain/index.js': "const pdf = require('pdfkit');\nexports.handler = async () => pdf;\n",
};

const PDFKIT: Files = {
  'node_modules/pdfkit/package.json': '{ "name": "pdfkit", "version": "1.0.0", "main": "index.js" }',
  'node_modules/pdfkit/index.js': `module.exports = ${JSON.stringify('page '.repeat(2000))};\n`,
};

async function output(argv: readonly string[], files: Files = PROJECT): Promise<string> {
  const { stdout, stderr } = await withTempFolder({ '.git/HEAD': '', ...files }, (root) => runCli(argv, root));
  assert.notEqual(stdout, '', stderr);
  return stdout;
}

/** The line that begins with a function's name, with as many white spaces as needed. */
const lineOf = (text: string, name: string): string => new RegExp(`^(?:\\| )?${name}\\b.*$`, 'm').exec(text)![0];

describe('figures of what lacks packages', () => {
  it('are lower bounds in the table of bundles, and their sum says so', async () => {
    const text = await output(['bundle']);
    for (const name of ['Bundled', 'Files'])
      assert.match(
        lineOf(text, name),
        / at least [\d.]+ k?B zipped, at least [\d.]+ k?B unzipped.* so far <0\.1 % of 50 MB and of 250 MB /,
      );
    assert.doesNotMatch(lineOf(text, 'Whole'), /at least/);
    assert.equal(text.match(/^ {2}Not installed, so not counted: pdfkit\.$/gm)!.length, 2);
    assert.match(text, /^3 functions built, 2 of them with packages not counted$/m);
    assert.doesNotMatch(await output(['bundle'], { ...PROJECT, ...PDFKIT }), /at least|missing|not counted/i);
  });

  it('are lower bounds in the table of cold starts, without a range', async () => {
    const text = await output(['coldstart', '--invocations', '1000000']);
    for (const name of ['Bundled', 'Files']) {
      assert.match(lineOf(text, name), / cold start at least \d+ ms {2}/);
      assert.doesNotMatch(lineOf(text, name), /about|\d–\d/);
    }
    assert.match(lineOf(text, 'Whole'), / cold start about \d+ ms \(\d+–\d+ ms\) {2}/);
    assert.match(text, /cold starts a month: at least \d+ min of waiting and \$\d+\.\d+$/m);
    assert.match(text, /^3 functions estimated, 2 of them with packages not counted$/m);
    const whole = await output(['coldstart', '--invocations', '1000000'], { ...PROJECT, ...PDFKIT });
    assert.doesNotMatch(whole, /at least|missing|not counted/i);
  });

  it('are lower bounds in Markdown', async () => {
    const bundles = await output(['bundle', '--format', 'markdown']);
    assert.match(bundles, /^### Coldlens: 3 bundles, 2 of them with packages not counted$/m);
    assert.match(lineOf(bundles, 'Bundled'), /\| at least [\d.]+ k?B \| at least [\d.]+ k?B \|/);
    assert.doesNotMatch(lineOf(bundles, 'Whole'), /at least/);
    const starts = await output(['coldstart', '--format', 'markdown']);
    assert.match(starts, /^### Coldlens: 3 cold starts, 2 of them with packages not counted$/m);
    assert.match(lineOf(starts, 'Bundled'), /\| at least \d+ ms \|/);
    assert.match(lineOf(starts, 'Whole'), /\| about \d+ ms/);
  });

  it('name what is missing as data', async () => {
    for (const command of ['bundle', 'coldstart']) {
      const { functions } = JSON.parse(await output([command, '--format', 'json']));
      assert.deepEqual(
        functions.map(({ missing }: { missing: string[] }) => missing),
        [['pdfkit'], ['pdfkit'], []],
      );
    }
  });

  it('say what changes that were built leave out, too', async () => {
    const note = /minified: −.*Not installed, so not counted: pdfkit\./;
    assert.match(await output(['bundle', '--what-if', 'minify']), note);
    assert.match(await output(['coldstart', '--what-if', 'minify']), /minified: saves .*so not counted: pdfkit\./);
    assert.doesNotMatch(await output(['bundle', '--what-if', 'minify'], { ...PROJECT, ...PDFKIT }), /not counted/);
  });

  it('are lower bounds in messages of budgets, which give no range', async () => {
    const budgets = [{ zipped: 10, unzipped: 10, coldStartMs: 1 }];
    const files = { ...PROJECT, 'coldlens.config.json': JSON.stringify({ bundle: { budgets } }) };
    const { findings } = JSON.parse(await output(['lint', '--bundle', '--format', 'json'], files));
    type Told = { ruleId: string; message: string; impact?: { latencyMs?: object } };
    const of = (name: string): Told[] => findings.filter(({ message }: Told) => message.includes(`${name} is `));
    assert.deepEqual(
      of('Bundled').map(({ message }) => /^.*?Bundled is .*?[;,]/.exec(message)![0].replace(/\d[\d.]* (kB|B|ms)/, 'N')),
      [
        'Bundled is at least N zipped;',
        'Bundled is at least N unzipped;',
        'The cold start of Bundled is estimated to be at least N,',
      ],
    );
    const start = (name: string): Told => of(name).find(({ ruleId }) => ruleId === 'cold-start-budget')!;
    assert.equal(start('Bundled').impact!.latencyMs, undefined);
    assert.ok(start('Whole').impact!.latencyMs);
    assert.match(
      start('Whole').message,
      /estimated to be about \d+ ms \(\d+–\d+ ms\), \d+ ms over its budget of 1 ms\./,
    );
  });

  it('are lower bounds where they are compared, and in what is unchanged', async () => {
    const { compareBundles } = await import('../../src/bundle/compare/compare.js');
    const { unchangedText, zippedChangeText } = await import('../../src/report/bundle/comparison.js');
    const { sampleBundle } = await import('../support/sample-bundle.js');
    const of = (bytes: number, missing: string[]) => [sampleBundle('Fn', [['a.ts', bytes]], { missing })];
    const compare = (before: number, after: number, missing: string[]) =>
      compareBundles({ functions: of(before, missing) }, { functions: of(after, missing) }, 'HEAD');
    const text = (missing: string[]): string => zippedChangeText(compare(300, 600, missing).changed[0]!);
    assert.equal(text(['x']), 'at least 100 B → at least 200 B, +100 B (+100 %)');
    assert.equal(text([]), '100 B → 200 B, +100 B (+100 %)');
    const same = (missing: string[]): string => unchangedText(compare(300, 300, missing));
    assert.equal(same(['x']), 'All functions weigh the same as in HEAD (1), with packages not counted.');
    assert.equal(same([]), 'All functions weigh the same as in HEAD (1).');
  });

  it('do not take the place of figures that are known in general', async () => {
    const files: Files = {
      ...PROJECT,
      'src/bundled.ts':
        "import AWS from 'aws-sdk';\nimport pdf from 'pdfkit';\nexport const handler = async () => [new AWS.S3(), pdf];\n",
      'node_modules/aws-sdk/package.json': '{ "name": "aws-sdk", "version": "2.1693.0", "main": "index.js" }',
      'node_modules/aws-sdk/index.js': `exports.S3 = class {};\nexports.text = '${'x'.repeat(2_000_000)}';\n`,
    };
    const sourceIn = async (more: Files): Promise<string> => {
      const { findings } = JSON.parse(await output(['lint', '--bundle', '--format', 'json'], { ...files, ...more }));
      return findings.find(({ ruleId }: { ruleId: string }) => ruleId === 'full-aws-sdk-import').impact.source;
    };
    assert.doesNotMatch(await sourceIn({}), /own estimate/);
    assert.match(await sourceIn(PDFKIT), /own estimate/);
  });

  it('name a package that is installed and not built as such', async () => {
    const text = await output(['bundle'], {
      'template.yaml': template(bundledFunction('Orders', 'src/orders.ts')),
      'src/orders.ts': "import orders from '@mono/orders';\nexport const handler = async () => orders;\n",
      'node_modules/@mono/orders/package.json': '{ "name": "@mono/orders", "main": "dist/index.js" }',
    });
    assert.match(text, /^ {2}Installed, but not built, and not counted: @mono\/orders\.$/m);
    assert.match(text, /1 package is installed, but not built, and not counted: @mono\/orders$/m);
    assert.doesNotMatch(text, /not installed/i);
  });

  /** `db` imports what it does not list. */
  const undeclared = (code: string, manifest: object = {}): Files => ({
    'package.json': '{ "name": "shop", "dependencies": { "db": "1" } }',
    'template.yaml': template(
      bundledFunction('Bundled', 'src/bundled.ts', 'Minify: false'),
      plainFunction('Files', 'plain/index.handler'),
    ),
    'src/bundled.ts': "import db from 'db';\nexport const handler = async () => db;\n",
    'plain/index.js': "const db = require('db');\nexports.handler = async () => db;\n",
    'node_modules/db/package.json': JSON.stringify({ name: 'db', version: '1.0.0', main: 'index.js', ...manifest }),
    'node_modules/db/index.js': code,
  });
  const UNDECLARED: Readonly<Record<string, readonly [code: string, bundled: string[], manifest?: object]>> = {
    'at the top': ['exports.x = require("driver");\n', ['driver']],
    'when it is told to': ['exports.x = () => require("driver");\n', ['driver']],
    'by import()': ['exports.x = () => import("driver");\n', ['driver']],
    'as optional': ['exports.x = require("driver");\n', ['driver'], { optionalDependencies: { driver: '1' } }],
    'in a try': ['try { exports.x = require("driver"); } catch {}\n', []],
  };
  for (const [name, [code, bundled, manifest]] of Object.entries(UNDECLARED)) {
    it(`agree with the problem that is told where a package imports what it does not list: ${name}`, async () => {
      const report = JSON.parse(await output(['bundle', '--format', 'json'], undeclared(code, manifest)));
      const missing = Object.fromEntries(
        report.functions.map((each: { name: string; missing: string[] }) => [each.name, each.missing]),
      );
      // A build would fail. What is zipped holds what an install brings along, and that is here.
      assert.deepEqual(missing, { Bundled: bundled, Files: [] });
      const told = report.problems.map(({ message }: { message: string }) => message);
      assert.deepEqual(told, bundled.length > 0 ? ['1 package is not installed and not counted: driver'] : []);
      const files = {
        ...undeclared(code, manifest),
        'template.yaml': template(plainFunction('Files', 'plain/index.handler')),
      };
      assert.doesNotMatch(await output(['bundle'], files), /not installed|at least/i);
    });
  }

  it('name the client of Prisma that is not generated as not built', async () => {
    const prisma = (more: Files): Files => ({
      'template.yaml': template(bundledFunction('Orders', 'src/orders.ts')),
      'src/orders.ts':
        "import { PrismaClient } from '@prisma/client';\nexport const handler = async () => PrismaClient;\n",
      'node_modules/@prisma/client/package.json': '{ "name": "@prisma/client", "main": "default.js" }',
      'node_modules/@prisma/client/default.js': "module.exports = { ...require('.prisma/client/default') };\n",
      ...more,
    });
    const client = (text: string): Files => prisma({ 'node_modules/.prisma/client/default.js': text });
    const stub = 'throw new Error(\'@prisma/client did not initialize yet. Please run "prisma generate"\');\n';
    for (const files of [prisma({}), client(stub)]) {
      const text = await output(['bundle'], files);
      assert.match(text, /^ {2}Installed, but not built, and not counted: @prisma\/client\.$/m);
      assert.match(text, /1 package is installed, but not built, and not counted: @prisma\/client$/m);
    }
    assert.doesNotMatch(await output(['bundle'], client('exports.PrismaClient = class {};\n')), /not built|at least/);
  });

  const OPTIONAL = { peerDependencies: { driver: '1' }, peerDependenciesMeta: { driver: { optional: true } } };

  it('are none where a package imports a peer that it calls optional', async () => {
    const code =
      'const load = (name, get) => { try { return get(); } catch {} };\nexports.x = load("driver", () => require("driver/sub"));\n';
    const report = JSON.parse(await output(['bundle', '--format', 'json'], undeclared(code, OPTIONAL)));
    assert.deepEqual(
      report.functions.map((each: { missing: string[] }) => each.missing),
      [[], []],
    );
    assert.deepEqual(report.problems, []);
  });

  it('count such a peer where the project asks for it, or imports it itself', async () => {
    const code = 'exports.x = () => require("driver");\n';
    const asking = {
      ...undeclared(code, OPTIONAL),
      'package.json': '{ "name": "shop", "dependencies": { "db": "1", "driver": "1" } }',
    };
    const importing = {
      ...undeclared(code, OPTIONAL),
      'src/bundled.ts':
        "import db from 'db';\nimport driver from 'driver';\nexport const handler = async () => [db, driver];\n",
    };
    for (const files of [asking, importing]) {
      const report = JSON.parse(await output(['bundle', '--format', 'json'], files));
      const bundled = report.functions.find(({ name }: { name: string }) => name === 'Bundled');
      assert.deepEqual(bundled.missing, ['driver']);
    }
  });

  it('count what a package lists, whatever stands around its import', async () => {
    const code = 'try { exports.x = require("driver"); } catch {}\n';
    const report = JSON.parse(
      await output(['bundle', '--format', 'json'], undeclared(code, { dependencies: { driver: '1' } })),
    );
    assert.deepEqual(
      report.functions.map((each: { missing: string[] }) => each.missing),
      [['driver'], ['driver']],
    );
  });

  it('say which imports of files nothing brings along, and that no install would mend', async () => {
    const text = await output(['bundle'], {
      'template.yaml': template(plainFunction('Files', 'plain/index.handler')),
      'plain/index.js':
        'const gone = require("gone/lib");\ntry { require("perhaps"); } catch {}\nexports.handler = async () => gone;\n',
    });
    assert.match(text, /^ {2}Imported, but not in the package: gone\.$/m);
    assert.doesNotMatch(text, /not installed|at least|perhaps/i);
  });
});
