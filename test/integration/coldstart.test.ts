import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFunction, plainFunction, template } from '../support/measure-files.js';
import { type CliRun, runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const SPIN = 'const end = performance.now() + 150; while (performance.now() < end);';

function packageFiles(name: string, code: string): Files {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: code,
  };
}

/** About 60 kB, most of it names and blanks that minification takes away. */
const WORDY = Array.from(
  { length: 400 },
  (_, at) =>
    `function aFunctionOfSomeLength${at}(theArgumentOfIt) {\n      // a comment of a line\n      return theArgumentOfIt + ${at};\n}\nexports.x${at} = aFunctionOfSomeLength${at};\n`,
).join('');

const orders = "import * as wordy from 'wordy';\nexport const handler = async () => wordy;\n";

const PROJECT: Files = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { wordy: '1.0.0' } }),
  'template.yaml': template(
    bundledFunction('Orders', 'src/orders.ts', 'Minify: false').replace('Runtime:', 'MemorySize: 512, Runtime:'),
    plainFunction('Plain', 'plain/index.handler'),
  ),
  'src/orders.ts': orders,
  'plain/index.js': "const wordy = require('wordy');\nexports.handler = async () => wordy;\n",
  ...packageFiles('wordy', WORDY),
};

interface Ms {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

interface Told {
  readonly schemaVersion: number;
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly runtime: string;
    readonly architecture: string;
    readonly memoryMb?: number;
    readonly initMs: Ms;
    readonly parts: readonly { kind: string; name: string; ms: number; origin: string; source: string }[];
    readonly measured: null | { runs: number; localMs: Ms; shares: { kind: string; name: string; ms: number }[] };
    readonly variants?: readonly { change: string; savedMs: Ms }[];
    readonly monthly?: { coldStarts: number; waitedSeconds: Ms; usd?: Ms };
  }[];
  readonly findings: readonly { ruleId: string; file: string; line: number; message: string; suppressed: boolean }[];
  readonly problems: readonly { kind: string; file?: string; message: string }[];
}

/** Runs it in a project of its own. */
function coldStart(files: Files, ...args: readonly string[]): Promise<CliRun> {
  return withTempFolder({ '.git/HEAD': '', ...files }, (root) => runCli(['coldstart', ...args], root));
}

async function told(files: Files, ...args: readonly string[]): Promise<Told & { readonly exitCode: number }> {
  const { exitCode, stdout, stderr } = await coldStart(files, '--format', 'json', ...args);
  assert.notEqual(stdout, '', stderr);
  return { exitCode, ...(JSON.parse(stdout) as Told) };
}

describe('coldlens coldstart', () => {
  it('tells of each function what its start is made of, as a table', async () => {
    const { exitCode, stdout } = await coldStart(PROJECT);
    assert.equal(exitCode, 0);
    const major = process.versions.node.split('.')[0];
    assert.match(stdout, /^Orders {2}cold start about \d+ ms \(\d+–\d+ ms\) {2}nodejs\d+\.x x86_64, 512 MB/m);
    assert.match(stdout, new RegExp(`^ +\\d+ ms {2}runtime nodejs${major}\\.x x86_64 zip$`, 'm'));
    assert.match(stdout, /^ +[\d.]+ ms {2}reading [\d.]+ kB of code$/m);
    assert.match(stdout, /^ +[\d.]+ ms {2}wordy$/m);
    assert.match(stdout, /^Plain {2}cold start/m);
    assert.match(stdout, /No architecture is specified/);
    assert.match(stdout, /2 functions estimated\n$/);
  });

  it('tells the same as JSON, whose parts add up', async () => {
    const { schemaVersion, functions, problems, exitCode } = await told(PROJECT);
    assert.deepEqual([exitCode, schemaVersion, problems], [0, 1, []]);
    assert.deepEqual(
      functions.map(({ name, id, architecture, memoryMb }) => [name, id, architecture, memoryMb]),
      [
        ['Orders', 'template.yaml#Orders', 'x86_64', 512],
        ['Plain', 'template.yaml#Plain', 'x86_64', undefined],
      ],
    );
    for (const { runtime, initMs, parts, measured } of functions) {
      assert.match(runtime, /^nodejs\d+\.x$/);
      assert.equal(measured, null);
      assert.ok(initMs.low <= initMs.mid && initMs.mid <= initMs.high, JSON.stringify(initMs));
      const sum = parts.filter(({ kind }) => kind !== 'download').reduce((all, { ms }) => all + ms, 0);
      assert.ok(Math.abs(sum - initMs.mid) < 1, `${sum} and ${initMs.mid}`);
      for (const { origin, source } of parts) assert.ok(origin !== '' && source !== '');
    }
    const kinds = functions.map(({ parts }) => parts.map(({ kind, name }) => (kind === 'execute' ? name : kind)));
    // Of files, reading is part of what each package takes.
    assert.deepEqual(kinds, [
      ['floor', 'download', 'read', 'wordy', 'own'],
      ['floor', 'download', 'wordy', 'own'],
    ]);
  });

  it('writes a table for a pull request', async () => {
    const { stdout } = await coldStart(PROJECT, '--format', 'markdown');
    assert.match(stdout, /^### Coldlens: 2 cold starts\n\n\| Function \| Cold start \| Largest parts \|\n/);
    assert.match(stdout, /^\| Orders \| about \d+ ms \(\d+–\d+ ms\) \| runtime nodejs[^|]*; [^|]*wordy [\d.]+ ms/m);
  });

  it('writes a page', () =>
    withTempFolder(PROJECT, async (root) => {
      const { exitCode, stdout } = await runCli(['coldstart', '--format', 'html', '-o', 'report.html'], root);
      assert.deepEqual([exitCode, stdout], [0, '']);
      assert.match(readFileSync(join(root, 'report.html'), 'utf8'), /^<!doctype html>[\s\S]*Orders/i);
    }));

  it('looks at the functions that are named', async () => {
    const { functions } = await told(PROJECT, '--function', 'Plain');
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['Plain'],
    );
  });

  it('names the nearest one to a name that is none', async () => {
    const { exitCode, stderr } = await coldStart(PROJECT, '--function', 'Order');
    assert.equal(exitCode, 2);
    assert.match(stderr, /"Order".*Did you mean "?Orders"?\?/s);
  });

  it('tells what a change saves by building it', async () => {
    const { functions } = await told(PROJECT, '--what-if', 'minify', '--function', 'Orders');
    const [{ variants, initMs }] = functions as [Told['functions'][number]];
    assert.deepEqual(
      variants?.map(({ change }) => change),
      ['minify'],
    );
    const { low, mid, high } = variants![0]!.savedMs;
    assert.ok(low <= mid && mid <= high && mid >= 0 && mid < initMs.mid);
    const { stdout } = await coldStart(PROJECT, '--what-if', 'without:wordy', '--function', 'Orders');
    assert.match(stdout, /What if, built:\n +without wordy: saves /i);
  });

  it('reckons what cold starts come to in a month', async () => {
    const { functions } = await told(PROJECT, '--invocations', '200000', '--cold-share', '5', '--gb-second-price', '2');
    const [orders, plain] = functions;
    assert.equal(orders!.monthly!.coldStarts, 10_000);
    assert.equal(orders!.monthly!.waitedSeconds.mid, orders!.initMs.mid * 10);
    // 512 MB are half a GB.
    assert.ok(Math.abs(orders!.monthly!.usd!.high - orders!.initMs.high * 10) < 1e-6);
    assert.equal(plain!.monthly!.usd, undefined);
    const usual = await told(PROJECT, '--invocations', '200000');
    assert.equal(usual.functions[0]!.monthly!.coldStarts, 2000);
  });

  describe('with a budget', () => {
    const config = (coldStartMs: number): Files => ({
      'coldlens.config.json': JSON.stringify({ bundle: { budgets: [{ functions: ['Orders'], coldStartMs }] } }),
    });

    it('fails over it', async () => {
      const { exitCode, findings } = await told({ ...PROJECT, ...config(1) });
      assert.equal(exitCode, 1);
      assert.deepEqual(
        findings.map(({ ruleId, file, line }) => [ruleId, file, line]),
        [['cold-start-budget', 'template.yaml', 3]],
      );
      assert.match(
        findings[0]!.message,
        /^The cold start of Orders is estimated to be about \d+ ms \(\d+–\d+ ms\), \d+ ms over its budget of 1 ms\./,
      );
    });

    it('keeps silent within it', async () => {
      const { exitCode, findings } = await told({ ...PROJECT, ...config(60_000) });
      assert.deepEqual([exitCode, findings], [0, []]);
    });

    it('lets a comment have the last word', async () => {
      const yaml = String(PROJECT['template.yaml']).replace(
        '  Orders:',
        '  # coldlens-disable-next-line cold-start-budget -- once a day\n  Orders:',
      );
      const { exitCode, findings } = await told({ ...PROJECT, ...config(1), 'template.yaml': yaml });
      assert.deepEqual([exitCode, findings.map(({ suppressed }) => suppressed)], [0, [true]]);
    });
  });

  describe('refuses', () => {
    for (const [args, sentence] of [
      [['--runs', '3'], '--runs requires --measure'],
      [['--limit', '3000'], '--limit requires --measure'],
      [['--keep-profiles', 'profiles'], '--keep-profiles requires --measure'],
      [['--cold-share', '3'], '--cold-share requires --invocations'],
      [['--gb-second-price', '3'], '--gb-second-price requires --invocations'],
    ] as const) {
      it(args.join(' '), async () => {
        const { exitCode, stdout, stderr } = await coldStart(PROJECT, ...args);
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.ok(stderr.includes(sentence), stderr);
      });
    }

    it('a folder without functions', async () => {
      const { exitCode, stderr } = await coldStart({ 'index.js': 'export const x = 1;\n' });
      assert.equal(exitCode, 2);
      assert.notEqual(stderr, '');
    });

    it('a project of which nothing can be built', async () => {
      const { exitCode, functions, problems } = await told(
        { ...PROJECT, 'src/orders.ts': 'export const handler = ;\n' },
        '--function',
        'Orders',
      );
      assert.deepEqual([exitCode, functions], [2, []]);
      assert.match(problems[0]!.message, /^Orders: /);
    });
  });

  it('goes on with the rest where something is in the way of one', async () => {
    const files = {
      ...PROJECT,
      'template.yaml': `${PROJECT['template.yaml']}${bundledFunction('Broken', 'src/broken.ts')}${bundledFunction('Lacking', 'src/lacking.ts')}${plainFunction('Snake', 'plain/index.handler').replace(/nodejs\d+\.x/, 'python3.12')}`,
      'src/broken.ts': 'export const handler = ;\n',
      'src/lacking.ts': "import absent from 'absent';\nexport const handler = async () => absent;\n",
    };
    const { exitCode, functions, problems } = await told(files);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['Lacking', 'Orders', 'Plain'],
    );
    const words = problems.map(({ file, message }) => `${file ?? ''} ${message}`).join('\n');
    assert.match(words, /^src\/broken\.ts Broken: /m);
    assert.match(words, /absent/);
    const { stdout } = await coldStart(files, '--function', 'Lacking');
    assert.match(stdout, /Not installed, so not counted: absent\./);
  });

  describe('--measure', () => {
    const fixture: Files = {
      'template.yaml': template(bundledFunction('Busy', 'src/busy.ts'), bundledFunction('Crashes', 'src/crashes.ts')),
      'src/busy.ts': "import * as busy from 'busy';\nexport const handler = async () => busy;\n",
      'src/crashes.ts': "const table: string = JSON.parse('{');\nexport const handler = async () => table;\n",
      ...packageFiles('busy', `${SPIN}\nexports.x = 1;\n`),
    };

    it('starts functions, and says why one of them does not', async () => {
      const { exitCode, functions, problems } = await told(fixture, '--measure', '--runs', '2');
      assert.equal(exitCode, 0);
      const [busy, crashes] = functions;
      assert.equal(busy!.measured!.runs, 2);
      assert.equal(busy!.measured!.shares[0]!.name, 'busy');
      const sum = busy!.measured!.shares.reduce((all, { ms }) => all + ms, 0);
      assert.ok(Math.abs(sum / busy!.measured!.localMs.mid - 1) < 0.001);
      assert.equal(crashes!.measured, null);
      assert.equal(problems.length, 1);
      assert.match(problems[0]!.message, /^Crashes: it throws while it starts, at src\/crashes\.ts:1: SyntaxError/);
    });

    it('keeps profiles where that is asked for, and tells what was measured', () =>
      withTempFolder({ '.git/HEAD': '', ...fixture }, async (root) => {
        const args = ['coldstart', '--measure', '--runs', '2', '--function', 'Busy', '--keep-profiles', 'profiles'];
        const { exitCode, stdout } = await runCli(args, root);
        assert.equal(exitCode, 0);
        assert.match(stdout, /measured here: \d+ ms to load \(.* in 2 starts of Node\.js .*\), on Lambda about \d+ ms/);
        const [, path] = /profile in (\S+)/.exec(stdout)!;
        const profile = JSON.parse(readFileSync(path!, 'utf8')) as { nodes: unknown[] };
        assert.ok(profile.nodes.length > 0);
      }));
  });
});
