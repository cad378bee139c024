import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const HANDLER = 'exports.handler = async () => 1;\n';
const budgets = (...each: readonly object[]): Files => ({
  'coldlens.config.json': `{ "bundle": { "budgets": [\n${each.map((budget) => JSON.stringify(budget)).join(',\n')}\n] } }\n`,
});
const ALL = { zipped: '1 MB', coldStartMs: 2000 };
/** Of functions by their names. */
const of = (...functions: readonly string[]) => ({ functions: ['good', ...functions], ...ALL });

/** A service with a healthy function, and others. */
const service = (functions: string, more: Files = {}): Files => ({
  '.git/HEAD': '',
  'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
functions:
  good: { handler: src/good.handler }
  ${functions}
`,
  'src/good.js': HANDLER,
  ...more,
});
const GONE = service('gone: { handler: dist/gone.handler }');

async function run(files: Files, argv: readonly string[] = ['bundle']) {
  return withTempFolder(files, async (folder) => {
    const { exitCode, stdout, stderr } = await runCli([...argv, '--format', 'json'], folder);
    assert.notEqual(stdout, '', stderr);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const found = findings.map(({ ruleId, file, line, message }) => `${ruleId} ${file}:${line} ${message}`);
    return { exitCode, found };
  });
}

const open = (told: string, line = 2, rule = 'bundle-budget'): string =>
  `${rule} coldlens.config.json:${line} This budget could not be checked. Not weighed: ${told}. Fix that, or limit the budget to other functions.`;
const notFound = (path: string, names: string): string => `no source file ${path}.{ts,js,…} was found (${names})`;

describe('budgets over functions that were not found', () => {
  for (const argv of [['bundle'], ['lint', '--bundle'], ['coldstart'], ['bundle', '.']])
    it(`could not be checked, says ${argv.join(' ')}`, async () => {
      const told = open(notFound('dist/gone', 'gone'));
      const start = told.replace('bundle-', 'cold-start-').replace('This', 'The limit coldStartMs of this');
      assert.deepEqual(await run({ ...GONE, ...budgets(of('gone')) }, argv), {
        exitCode: 1,
        found: [argv[0] === 'coldstart' ? start : told],
      });
    });

  const FORMS: Readonly<Record<string, readonly [Files, told: string, budget?: object]>> = {
    'a package that is not installed': [
      service('dd: { handler: node_modules/datadog-lambda-js/dist/handler.handler }'),
      notFound('node_modules/datadog-lambda-js/dist/handler', 'dd'),
      of('dd'),
    ],
    'several functions': [
      service('a: { handler: dist/a.handler }\n  b: { handler: dist/b.handler }'),
      `${notFound('dist/a', 'a')}; ${notFound('dist/b', 'b')}`,
      of('a', 'b'),
    ],
    'a handler that is known only at deployment': [
      service("late: { handler: '${param:x}.handler' }"),
      'its handler ${param:x}.handler is known only at deployment (late)',
      of('late'),
    ],
    'an asset of CDK that is not built': [
      {
        '.git/HEAD': '',
        'cdk.json': '{ "app": "node stack.js" }',
        'stack.js': `const lambda = require('aws-cdk-lib/aws-lambda');
new lambda.Function(this, 'Good', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler' });
new lambda.Function(this, 'Gone', { code: lambda.Code.fromAsset('dist'), handler: 'b.handler' });
`,
        'fn/a.js': HANDLER,
      },
      notFound('dist/b', 'Gone'),
      of('Gone'),
    ],
    'an image that is named': [
      service('img: { image: x }'),
      'it is deployed as a container image (img)',
      { functions: ['img'], zipped: '1 MB' },
    ],
    'packages alone': [GONE, notFound('dist/gone', 'gone'), { functions: ['gone'], packages: { moment: 0 } }],
  };
  for (const [name, [files, told, budget = ALL]] of Object.entries(FORMS))
    it(`could not be checked: ${name}`, async () => {
      assert.deepEqual(await run({ ...budgets(budget), ...files }), { exitCode: 1, found: [open(told)] });
    });

  it('are told once each, at their places', async () => {
    const { found } = await run({
      ...GONE,
      ...budgets(
        { functions: ['gone'], zipped: '1 MB' },
        { functions: ['good'], zipped: '1 MB' },
        { functions: ['gone', 'g*'], coldStartMs: 900 },
      ),
    });
    const told = notFound('dist/gone', 'gone');
    assert.deepEqual(found, [open(told), open(told, 4, 'cold-start-budget')]);
  });

  const TWINS: Readonly<Record<string, readonly [Files, argv?: string[]]>> = {
    'over all functions': [{ ...GONE, ...budgets(ALL) }],
    'over functions by a wildcard': [{ ...GONE, ...budgets({ functions: ['g*'], ...ALL }) }],
    'over all functions, of one that is known only at deployment': [
      { ...service("late: { handler: '${param:x}.handler' }"), ...budgets(ALL) },
    ],
    'of other functions': [{ ...GONE, ...budgets({ functions: ['good'], ...ALL }) }],
    'of growth, in a run that is compared with nothing': [{ ...GONE, ...budgets({ growth: '1 %' }) }],
    'of another language': [{ ...service('py: { handler: a.b, runtime: python3.12 }'), ...budgets(ALL) }],
    'of another language that is named': [
      {
        ...service('py: { handler: a.b, runtime: python3.12 }'),
        ...budgets({ functions: ['py', 'good'], zipped: '1 MB' }),
      },
    ],
    'of an image, for all functions': [{ ...service('img: { image: x }'), ...budgets(ALL) }],
    'of a layer, for all functions': [
      { ...service('nr: { handler: newrelic-lambda-wrapper.handler }'), ...budgets(ALL) },
    ],
    'of functions that were not asked for, by name': [
      { ...GONE, ...budgets(of('gone')) },
      ['bundle', '--function', 'good'],
    ],
    'of functions that were not asked for, by path': [{ ...GONE, ...budgets(of('gone')) }, ['bundle', 'src']],
    'of sizes, for coldstart': [{ ...GONE, ...budgets({ zipped: '1 MB' }) }, ['coldstart']],
    'without a limit': [{ ...GONE, ...budgets({ functions: ['*'] }) }],
  };
  for (const [name, [files, argv]] of Object.entries(TWINS))
    it(`are none ${name}`, async () => {
      assert.deepEqual(await run(files, argv), { exitCode: 0, found: [] });
    });

  it('could not be checked for growth where the base has the function', () =>
    withTempFolder(
      { ...GONE, ...budgets({ functions: ['gone'], growth: '5 %' }), 'dist/gone.js': HANDLER },
      async (folder) => {
        const { rmSync } = await import('node:fs');
        await runCli(['bundle', '--format', 'json', '-o', 'base.json'], folder);
        rmSync(`${folder}/dist`, { recursive: true });
        const { exitCode, stdout } = await runCli(['bundle', '--compare', 'base.json', '--format', 'json'], folder);
        const { findings } = JSON.parse(stdout) as { findings: Finding[] };
        assert.equal(exitCode, 1);
        assert.deepEqual(
          findings.map(({ ruleId, file, line, message }) => `${ruleId} ${file}:${line} ${message}`),
          [open(notFound('dist/gone', 'gone'))],
        );
      },
    ));
});
