import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { commitFolder } from '../support/git.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const WHAT = 'This budget could not be checked.';

/** Of a message that says so of the whole budget. */
function only(limit: string, message: string): string {
  return message.replace(WHAT, `The limit ${limit} of this budget could not be checked.`);
}

/** Functions of SAM that esbuild builds from `src/NAME.ts`. */
function template(names: readonly string[], runtime = 'nodejs22.x'): string {
  const resources = names.map(
    (name) => `  ${name}:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: src/${name}.handler, Runtime: ${runtime} }
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/${name}.ts], External: ["@aws-sdk/*"] } }
`,
  );
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}`;
}

function code(...imports: readonly string[]): string {
  const lines = imports.map((name, at) => `import v${at} from '${name}';\n`);
  return `${lines.join('')}export const handler = async () => [${imports.map((_, at) => `v${at}`)}];\n`;
}

function installed(name: string, text = 'module.exports = 1;\n'): Files {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: text,
  };
}

/** The budget stands in the third line. */
function config(budget: object, more: object = {}): Files {
  const rest = JSON.stringify(more).slice(1, -1);
  return {
    'coldlens.config.json': `{ ${rest === '' ? '' : `${rest}, `}"bundle": { "budgets": [\n  // What it may weigh.\n  ${JSON.stringify(budget)}\n] } }\n`,
  };
}

const PDF: Files = { 'template.yaml': template(['Pdf']), 'src/Pdf.ts': code('pdfkit') };
const ZIPPED = config({ zipped: '100 kB' });

interface Run {
  readonly exitCode: number;
  /** `RULE FILE:LINE SEVERITY MESSAGE` of what no comment suppresses. */
  readonly found: readonly string[];
}

function run(
  files: Files,
  argv: readonly string[] = ['lint', '--bundle'],
  arrange = (_: string): void => {},
  below = '',
): Promise<Run> {
  return withTempFolder({ '.git/HEAD': '', ...files }, async (folder) => {
    arrange(folder);
    const { exitCode, stdout, stderr } = await runCli([...argv, '--format', 'json'], join(folder, below));
    assert.notEqual(stdout, '', stderr);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const active = findings.filter(({ suppressed }) => !suppressed);
    const found = active.map(
      ({ ruleId, file, line, severity, message }) => `${ruleId} ${file}:${line} ${severity} ${message}`,
    );
    return { exitCode, found };
  });
}

const AT = 'bundle-budget coldlens.config.json:3 error';
const PDFKIT = `${AT} ${WHAT} Not installed: pdfkit (Pdf). Run "npm install" first.`;

describe('budgets that could not be checked', () => {
  for (const argv of [['lint', '--bundle'], ['lint', '--rule', 'bundle-budget'], ['bundle']]) {
    it(`fail ${argv.join(' ')} where packages are not installed`, async () => {
      assert.deepEqual(await run({ ...PDF, ...ZIPPED }, argv), { exitCode: 1, found: [PDFKIT] });
    });
  }

  it('are silent where the packages are installed', async () => {
    assert.deepEqual(await run({ ...PDF, ...ZIPPED, ...installed('pdfkit') }), { exitCode: 0, found: [] });
  });

  const KINDS: readonly (readonly [string, object])[] = [
    ['unzipped', { unzipped: '1 MB' }],
    ['packages', { packages: { lodash: '10 kB' } }],
    ['a package that is kept out and is the missing one', { packages: { pdfkit: 0 } }],
    ['several limits at once', { zipped: '1 MB', unzipped: '2 MB', coldStartMs: 900 }],
  ];
  for (const [name, budget] of KINDS) {
    it(`fail for ${name}`, async () => {
      assert.deepEqual(await run({ ...PDF, ...config(budget) }), { exitCode: 1, found: [PDFKIT] });
    });
  }

  it('fail coldstart over its budgets, and over those only', async () => {
    const start = PDFKIT.replace('bundle-budget', 'cold-start-budget');
    const both = config({ zipped: '100 kB', coldStartMs: 900 });
    assert.deepEqual(await run({ ...PDF, ...config({ coldStartMs: 900 }) }, ['coldstart']), {
      exitCode: 1,
      found: [start],
    });
    assert.deepEqual(await run({ ...PDF, ...both }, ['coldstart']), {
      exitCode: 1,
      found: [only('coldStartMs', start)],
    });
    assert.deepEqual(await run({ ...PDF, ...ZIPPED }, ['coldstart']), { exitCode: 0, found: [] });
    assert.deepEqual(await run({ ...PDF, ...config({ coldStartMs: 900 }) }), { exitCode: 1, found: [start] });
  });

  const RULES = { 'bundle-budget': 'off', 'cold-start-budget': 'off' } as const;
  const SWITCHES: readonly (readonly [string, Files, args?: string[]])[] = [
    ['a rule that is off', config({ zipped: '100 kB' }, { rules: RULES })],
    ['a rule that only informs', config({ zipped: '100 kB' }, { rules: { 'bundle-budget': 'info' } })],
    ['an override', config({ zipped: '100 kB' }, { overrides: [{ files: ['**'], rules: RULES }] })],
    [
      'comments in the deployment file',
      { ...ZIPPED, 'template.yaml': `# coldlens-disable-file\n${template(['Pdf'])}` },
    ],
    ['comments in the code', { ...ZIPPED, 'src/Pdf.ts': `// coldlens-disable-file\n${code('pdfkit')}` }],
    [
      'a comment in the config',
      { 'coldlens.config.json': '// coldlens-disable-file\n{ "bundle": { "budgets": [\n{ "zipped": "100 kB" } ] } }' },
    ],
    ['ignored files', config({ zipped: '100 kB' }, { ignore: ['coldlens.config.json'] })],
    ['--quiet', ZIPPED, ['--quiet']],
    ['--severity error', ZIPPED, ['--severity', 'error']],
    ['--max-warnings -1', ZIPPED, ['--max-warnings', '-1']],
    ['another --rule', ZIPPED, ['--rule', 'unused-asset']],
  ];
  for (const [name, files, args = []] of SWITCHES) {
    it(`fail whatever ${name} says`, async () => {
      assert.deepEqual(await run({ ...PDF, ...files }, ['lint', '--bundle', ...args]), {
        exitCode: 1,
        found: [PDFKIT],
      });
    });
  }

  it('are broken where what is known breaks them', async () => {
    const { exitCode, found } = await run({ ...PDF, ...config({ zipped: 100 }) });
    assert.equal(exitCode, 1);
    assert.deepEqual(
      found.map((each) => each.split(' ').slice(0, 3).join(' ')),
      ['bundle-budget template.yaml:3 error'],
    );
    assert.match(found[0]!, /Pdf is at least \d+ B zipped; its budget is 100 B/);
  });

  it('are broken for one rule and not checked for the other', async () => {
    const comment = template(['Pdf']).replace('  Pdf:', '  # coldlens-disable-next-line -- known\n  Pdf:');
    const of = (more: object): Files => ({ ...PDF, 'template.yaml': comment, ...config({ zipped: 100, ...more }) });
    assert.deepEqual(await run(of({})), { exitCode: 0, found: [] });
    assert.deepEqual(await run(of({ unzipped: '1 MB' })), { exitCode: 1, found: [only('unzipped', PDFKIT)] });
    const start = only('coldStartMs', PDFKIT.replace('bundle-budget', 'cold-start-budget'));
    assert.deepEqual(await run(of({ coldStartMs: 900 })), { exitCode: 1, found: [start] });
  });

  it('are told under the rule of the limits that are open, by bundle and coldstart alike', async () => {
    const files = { ...PDF, ...config({ zipped: 100, coldStartMs: 900 }) };
    const start = only('coldStartMs', PDFKIT.replace('bundle-budget', 'cold-start-budget'));
    assert.deepEqual((await run(files, ['coldstart'])).found, [start]);
    const { found } = await run(files, ['bundle']);
    assert.deepEqual(
      found.filter((each) => each.includes('could not be checked')),
      [start],
    );
    assert.ok(found.some((each) => /its budget is 100 B/.test(each)));
  });

  const TWO = (more = ''): Files => ({
    'coldlens.config.json': `{ ${more}"bundle": { "budgets": [\n{ "zipped": 100 },\n{ "zipped": "1 MB" }\n] } }`,
  });
  const levelled = (level: string): Files => TWO(`"rules": { "bundle-budget": "${level}" }, `);
  const known = template(['Pdf']).replace('  Pdf:', '  # coldlens-disable-next-line -- known\n  Pdf:');
  const HUSHED: readonly (readonly [string, Files, args?: string[]])[] = [
    ['is off', levelled('off')],
    ['only informs', levelled('info')],
    ['only warns', levelled('warning'), ['--max-warnings', '-1']],
    ['is suppressed', { ...TWO(), 'template.yaml': known }],
    ['is not asked', TWO(), ['--rule', 'await-in-loop']],
  ];
  for (const [name, files, args = []] of HUSHED)
    it(`fail beside one that is broken, and whose rule ${name}`, async () => {
      const { exitCode, found } = await run({ ...PDF, ...files }, ['lint', '--bundle', ...args]);
      assert.equal(exitCode, 1);
      assert.deepEqual(
        found.filter((each) => each.includes(WHAT)),
        [PDFKIT],
      );
    });

  it('are not told beside one that is broken, and is told', async () => {
    const { exitCode, found } = await run({ ...PDF, ...TWO() });
    assert.equal(exitCode, 1);
    assert.deepEqual(
      found.map((each) => each.split(' ').slice(0, 3).join(' ')),
      ['bundle-budget template.yaml:3 error'],
    );
  });

  const around: Readonly<Record<string, string>> = {
    'a finally': 'try { require("native"); } finally { exports.x = 1; }',
    'a catch that throws again': 'try { require("native/lib"); } catch (error) { throw error; }',
    'a catch that ends the process': 'try { require("native"); } catch { process.exit(1); }',
    'a catch that does without': 'try { require("native"); } catch {}',
    'an import() with a catch': 'import("native").catch(() => {});',
    'an import() that is awaited in a try': '(async () => { try { await import("native"); } catch {} })();',
  };
  const NATIVE = PDFKIT.replace('pdfkit (Pdf)', 'native (Own)');
  const own = (code: string, manifest: object): Files => ({
    ...ZIPPED,
    'package.json': JSON.stringify(manifest),
    'template.yaml': template(['Own']),
    'src/Own.ts': `${code}\nexport const handler = async () => 1;\n`,
  });
  for (const [name, text] of Object.entries(around)) {
    it(`fail for a dependency that is not installed, whatever stands around its import: ${name}`, async () => {
      assert.deepEqual(await run(own(text, { dependencies: { native: '1' } })), { exitCode: 1, found: [NATIVE] });
      for (const manifest of [
        {},
        { optionalDependencies: { native: '1' } },
        { dependencies: {}, peerDependencies: {} },
      ])
        assert.deepEqual(await run(own(text, manifest)), { exitCode: 0, found: [] });
    });
  }

  it('fail for what a package lists as a dependency, and not for what the project lists for another', async () => {
    const text = 'try { require("native"); } catch {}\nmodule.exports = 1;\n';
    const files = (manifest: object): Files => ({
      ...ZIPPED,
      'package.json': '{ "dependencies": { "db": "1" } }',
      'template.yaml': template(['Own']),
      'src/Own.ts': code('db'),
      'node_modules/db/package.json': JSON.stringify({ name: 'db', main: 'index.js', ...manifest }),
      'node_modules/db/index.js': text,
    });
    assert.deepEqual(await run(files({ dependencies: { native: '1' } })), { exitCode: 1, found: [NATIVE] });
    const both = { dependencies: { native: '1' }, optionalDependencies: { native: '1' } };
    for (const manifest of [{}, { optionalDependencies: { native: '1' } }, both])
      assert.deepEqual(await run(files(manifest)), { exitCode: 0, found: [] });
  });

  it('are none for a part that an installed dependency does not have, and somebody can do without', async () => {
    const files = own('try { require("native/old"); } catch {}', { dependencies: { native: '1' } });
    assert.deepEqual(await run({ ...files, ...installed('native') }), { exitCode: 0, found: [] });
  });

  it('are none for a function that can do without what another one needs', async () => {
    const files: Files = {
      ...config({ functions: ['Own'], zipped: '100 kB' }),
      'template.yaml': template(['Own', 'Other']),
      'src/Own.ts': 'try { require("native"); } catch {}\nexport const handler = async () => 1;\n',
      'src/Other.ts': code('native'),
    };
    assert.deepEqual(await run(files), { exitCode: 0, found: [] });
    assert.deepEqual(await run({ ...files, ...config({ functions: ['Other'], zipped: '100 kB' }) }), {
      exitCode: 1,
      found: [NATIVE.replace('Own', 'Other')],
    });
  });

  describe('in what is shipped as files', () => {
    const zip = (code: string, manifest: object, more: Files = {}): Files => ({
      ...ZIPPED,
      'template.yaml':
        'Resources: { Own: { Type: "AWS::Lambda::Function", Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: fn } } }\n',
      'fn/index.js': `${code}\nexports.handler = async () => 1;\n`,
      'fn/package.json': JSON.stringify(manifest),
      ...more,
    });
    const OPTIONAL = { optionalDependencies: { native: '1' } };

    for (const [name, text] of Object.entries({
      'a require': 'require("native");',
      'a part of it': 'const { x } = require("native/lib/x");',
      'a require in a function': 'exports.later = () => require("native");',
      'an import()': 'exports.later = () => import("native");',
    })) {
      it(`and in bundles alike, fail for an optional dependency that code cannot do without: ${name}`, async () => {
        assert.deepEqual(await run(zip(text, OPTIONAL)), { exitCode: 1, found: [NATIVE] });
        assert.deepEqual(await run(own(text.replace('exports.later =', 'export const later ='), OPTIONAL)), {
          exitCode: 1,
          found: [NATIVE],
        });
      });
    }

    for (const [name, text] of Object.entries(around)) {
      it(`and in bundles alike, are none for an optional dependency with ${name}`, async () => {
        assert.deepEqual(await run(zip(text, OPTIONAL)), { exitCode: 0, found: [] });
        assert.deepEqual(await run(own(text, OPTIONAL)), { exitCode: 0, found: [] });
      });
    }

    for (const name of ['@aws-sdk/client-s3', 'native'])
      it(`fail for growth since a report that was made with all packages: ${name}`, () => {
        const manifest = { dependencies: { [name]: '1' } };
        const files = zip(`require("${name}");`, manifest, { ...config({ growth: '5 %' }) });
        const inZip = Object.entries(installed(name)).map(([path, text]) => [`fn/${path}`, text]);
        return withTempFolder({ '.git/HEAD': '', ...files, ...Object.fromEntries(inZip) }, async (folder) => {
          await runCli(['bundle', '--format', 'json', '-o', 'base.json'], folder);
          const compare = async () => {
            const { exitCode, stdout } = await runCli(['bundle', '--compare', 'base.json', '--format', 'json'], folder);
            const { findings, comparison } = JSON.parse(stdout);
            const told = findings.map((each: Finding) => each.message);
            return { exitCode, told, incomparable: comparison.incomparable.length };
          };
          assert.deepEqual(await compare(), { exitCode: 0, told: [], incomparable: 0 });
          rmSync(join(folder, 'fn/node_modules'), { recursive: true });
          const open = `${WHAT} Not installed: ${name} (Own). Run "npm install" first.`;
          assert.deepEqual(await compare(), { exitCode: 1, told: [open], incomparable: 1 });
        });
      });

    it('are none for an optional dependency that nothing imports', async () => {
      assert.deepEqual(await run(zip('', OPTIONAL)), { exitCode: 0, found: [] });
      assert.deepEqual(await run(own('', OPTIONAL)), { exitCode: 0, found: [] });
    });
  });

  const DB = 'try { require("native"); } catch {}\nmodule.exports = 1;\n';
  const TWINS: readonly (readonly [string, Files])[] = [
    ['of other functions', { ...PDF, ...config({ functions: ['Other*'], zipped: '1 kB' }) }],
    ['of growth, in a run that is compared with nothing', { ...PDF, ...config({ growth: '1 %' }) }],
    [
      'where the runtime brings the package',
      {
        ...config({ zipped: '100 kB' }, { rules: { 'sdk-bundled-needlessly': 'off' } }),
        'template.yaml': template(['Sdk']),
        'src/Sdk.ts': code('@aws-sdk/client-s3'),
      },
    ],
    [
      'where a package may do without another one',
      { ...ZIPPED, 'template.yaml': template(['Db']), 'src/Db.ts': code('db'), ...installed('db', DB) },
    ],
    [
      'where an optional dependency or peer of files is not installed',
      {
        ...ZIPPED,
        'template.yaml':
          'Resources: { Db: { Type: "AWS::Lambda::Function", Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: fn } } }\n',
        'fn/index.js': 'const db = require("db");\nexports.handler = async () => db;\n',
        'fn/package.json': JSON.stringify({ dependencies: { db: '1' }, optionalDependencies: { fsevents: '2' } }),
        'fn/node_modules/db/package.json': JSON.stringify({
          name: 'db',
          peerDependencies: { native: '1' },
          peerDependenciesMeta: { native: { optional: true } },
          optionalDependencies: { 'db-linux': '1' },
        }),
        'fn/node_modules/db/index.js': DB,
      },
    ],
    ['without a budget', PDF],
    ['without a limit in the budget', { ...PDF, ...config({ functions: ['*'] }) }],
  ];
  for (const [name, files] of TWINS) {
    it(`are none ${name}`, async () => {
      assert.deepEqual(await run(files), { exitCode: 0, found: [] });
    });
  }

  it('name the functions and their packages, a few of them, once a budget', async () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const files = Object.fromEntries(
      names.map((name) => [`src/${name}.ts`, code('p1', 'p2', 'p3', 'p4', `own-${name}`)]),
    );
    const { found } = await run({ 'template.yaml': template(names), ...files, ...ZIPPED });
    const of = (name: string): string => `own-${name}, p1, p2 and 2 more (${name})`;
    assert.deepEqual(found, [
      `${AT} ${WHAT} Not installed: ${of('A')}; ${of('B')}; ${of('C')} and 2 more functions. Run "npm install" first.`,
    ]);
  });

  it('name functions that lack the same together', async () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const files = Object.fromEntries(names.map((name) => [`src/${name}.ts`, code('p1')]));
    const { found } = await run({ 'template.yaml': template(names), ...files, ...ZIPPED });
    assert.deepEqual(found, [`${AT} ${WHAT} Not installed: p1 (A, B, C and 2 more). Run "npm install" first.`]);
  });

  it('are told once each, at their lines', async () => {
    const { found } = await run({
      ...PDF,
      'coldlens.config.json':
        '{ "bundle": { "budgets": [\n  { "zipped": "1 MB" },\n  { "functions": ["P*"], "unzipped": "1 MB" },\n  { "zipped": "2 MB" }\n] } }',
    });
    assert.deepEqual(
      found.map((each) => each.split(' ')[1]),
      [2, 3, 4].map((line) => `coldlens.config.json:${line}`),
    );
  });

  const PLACES: readonly (readonly [string, Files, place: string, below?: string])[] = [
    [
      'package.json',
      { 'package.json': '{\n "coldlens": {\n  "bundle": { "budgets": [\n   { "zipped": "1 MB" }\n]}}}' },
      'package.json:4',
    ],
    [
      'a config that is code',
      { 'coldlens.config.ts': 'export default { bundle: { budgets: [{ zipped: "1 MB" }] } };' },
      'coldlens.config.ts:1',
    ],
  ];
  for (const [name, files, place] of PLACES) {
    it(`are told in ${name}`, async () => {
      const { found } = await run({ ...PDF, ...files });
      assert.deepEqual(
        found.map((each) => each.split(' ')[1]),
        [place],
      );
    });
  }

  it('are told in a config above the root, with the lock file there', async () => {
    const files = Object.fromEntries(Object.entries(PDF).map(([path, text]) => [`packages/pdf/${path}`, text]));
    const { found } = await run({ ...files, ...ZIPPED, 'pnpm-lock.yaml': '' }, undefined, undefined, 'packages/pdf');
    assert.deepEqual(found, [
      PDFKIT.replace('coldlens.config', '../../coldlens.config').replace(
        'npm install',
        'pnpm install --frozen-lockfile',
      ),
    ]);
  });

  for (const [lockFile, command] of [
    ['package-lock.json', 'npm ci'],
    ['yarn.lock', 'yarn install'],
    ['bun.lock', 'bun install --frozen-lockfile'],
  ] as const) {
    it(`ask for ${command} beside ${lockFile}`, async () => {
      const { found } = await run({ ...PDF, ...ZIPPED, [lockFile]: '' });
      assert.deepEqual(found, [PDFKIT.replace('npm install', command)]);
    });
  }

  it('ask to build a package of a workspace that is not built', async () => {
    const files: Files = {
      ...ZIPPED,
      'template.yaml': template(['Orders']),
      'src/Orders.ts': code('@mono/orders', '@mono/util/parse'),
      'packages/orders/package.json': '{ "name": "@mono/orders", "main": "dist/index.js" }',
      'packages/orders/src/index.ts': 'export default 1;\n',
      'packages/util/package.json': '{ "name": "@mono/util", "exports": { "./parse": "./dist/parse.js" } }',
    };
    const { exitCode, found } = await run(files, undefined, (folder) => {
      mkdirSync(join(folder, 'node_modules/@mono'), { recursive: true });
      for (const name of ['orders', 'util'])
        symlinkSync(`../../packages/${name}`, join(folder, `node_modules/@mono/${name}`));
    });
    assert.equal(exitCode, 1);
    assert.deepEqual(found, [
      `${AT} ${WHAT} Installed, but not built: @mono/orders, @mono/util (Orders). Build that first.`,
    ]);
  });

  it('ask for the same where the files are zipped as they are', async () => {
    const files: Files = {
      ...ZIPPED,
      'template.yaml':
        'Transform: AWS::Serverless-2016-10-31\nResources:\n  Zip:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: ., Handler: a.handler, Runtime: nodejs22.x }\n',
      'package.json': '{ "name": "mono", "dependencies": { "@mono/orders": "1.0.0" } }',
      'a.js': "const orders = require('@mono/orders');\nexports.handler = async () => orders;\n",
      'packages/orders/package.json': '{ "name": "@mono/orders", "main": "dist/index.js" }',
    };
    const { exitCode, found } = await run(files, undefined, (folder) => {
      mkdirSync(join(folder, 'node_modules/@mono'), { recursive: true });
      symlinkSync('../../packages/orders', join(folder, 'node_modules/@mono/orders'));
    });
    assert.equal(exitCode, 1);
    assert.deepEqual(found, [`${AT} ${WHAT} Installed, but not built: @mono/orders (Zip). Build that first.`]);
  });

  const LATE: Readonly<Record<string, Files>> = {
    'in the handler': { 'src/index.mjs': 'export const handler = async () => import("late");\n' },
    'at the top': { 'src/index.mjs': 'const late = await import("late");\nexport const handler = async () => late;\n' },
    'in a function that is called at once': {
      'src/index.js':
        'let late; (async () => { late = await import("late"); })(); exports.handler = async () => late;\n',
    },
    'in a function that the module calls': {
      'src/index.js':
        'const load = async () => import("late"); const ready = load(); exports.handler = async () => ready;\n',
    },
    'in a module that is required': {
      'src/index.js': 'const lib = require("./lib"); exports.handler = async () => lib;\n',
      'src/lib.js': 'exports.late = import("late");\n',
    },
    'without waiting': { 'src/index.js': 'const late = import("late"); exports.handler = async () => late;\n' },
  };
  for (const [name, code] of Object.entries(LATE))
    it(`fail whether or not a package is installed that a zip loads by import(): ${name}`, async () => {
      const { 'node_modules/late/index.js': _, ...packed } = installed('late');
      const files: Files = {
        ...code,
        ...config({ coldStartMs: 140 }),
        'src/package.json': '{ "dependencies": { "late": "1" } }',
        'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Zip:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src/, Handler: index.handler, Runtime: nodejs22.x, Architectures: [arm64] }
`,
      };
      const late = {
        'src/node_modules/late/package.json': packed['node_modules/late/package.json']!,
        'src/node_modules/late/index.js': `module.exports = ${JSON.stringify('late '.repeat(60_000))};\n`,
      };
      const whole = await run({ ...files, ...late }, ['coldstart']);
      assert.equal(whole.exitCode, 1);
      assert.match(whole.found.join(), /^cold-start-budget template.yaml:3 error The cold start of Zip /);
      const start = AT.replace('bundle-budget', 'cold-start-budget');
      assert.deepEqual(await run(files, ['coldstart']), {
        exitCode: 1,
        found: [`${start} ${WHAT} Not installed: late (Zip). Run "npm install" first.`],
      });
    });

  it('fail where a function could not be built or measured', async () => {
    const files: Files = {
      ...ZIPPED,
      'template.yaml': template(['Good', 'Bad']),
      'src/Good.ts': code(),
      'src/Bad.ts': code('./gone'),
    };
    assert.deepEqual(await run(files), {
      exitCode: 1,
      found: [
        `${AT} ${WHAT} Not weighed: Could not resolve "./gone" (Bad). Fix that, or limit the budget to other functions.`,
      ],
    });
    const other = { ...files, ...config({ functions: ['Good'], zipped: '100 kB' }) };
    assert.deepEqual(await run(other), { exitCode: 0, found: [] });
  });

  it('fail for growth that is compared, and not for a function that is new', () =>
    withTempFolder(
      { '.gitignore': 'node_modules\n', ...PDF, ...config({ growth: '5 %' }), ...installed('pdfkit') },
      async (folder) => {
        commitFolder(folder);
        const compare = () => runCli(['bundle', '--compare', 'HEAD', '--format', 'json'], folder);
        assert.equal((await compare()).exitCode, 0);
        rmSync(join(folder, 'node_modules/pdfkit'), { recursive: true });
        const { exitCode, stdout } = await compare();
        const { findings, problems } = JSON.parse(stdout);
        assert.equal(exitCode, 1);
        assert.deepEqual(
          findings.map((each: Finding) => `${each.file}:${each.line} ${each.message}`),
          [`coldlens.config.json:3 ${WHAT} Not installed: pdfkit (Pdf). Run "npm install" first.`],
        );
        assert.ok(!JSON.stringify(problems).includes('could not be checked'));
      },
    ));
});
