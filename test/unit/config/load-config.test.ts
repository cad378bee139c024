import assert from 'node:assert/strict';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import { askedFor } from '../../../src/engine/asking/asked-for.js';
import { createNodeHost } from '../../../src/host/node-host.js';
import type { Options } from '../../../src/model/options.js';
import { memoryHost } from '../../support/memory-host.js';
import { withTempFolder } from '../../support/temp-folder.js';
import { testRules } from './rules.js';

type Files = Readonly<Record<string, unknown>>;

interface Setting {
  readonly root?: string;
  readonly onlyRules?: readonly string[];
  readonly configPath?: string;
}

/** Resolves the options for files (absolute path → text, or a value to be written as JSON). */
async function resolve(files: Files, { root = '/w', onlyRules = [], configPath }: Setting = {}): Promise<Options> {
  const texts = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  ]);
  const host = memoryHost(Object.fromEntries(texts));
  const config = await loadConfig(host, root, { rules: testRules, allowCode: false, configPath });
  return resolveOptions({ root, paths: [], rules: testRules, onlyRules }, config);
}

function levels({ rules }: Options): readonly string[] {
  return Object.values(rules).map(({ level }) => level);
}

describe('rule levels', () => {
  const json = '/w/coldlens.config.json';
  const cases: readonly [string, Files, readonly string[], Setting?][] = [
    ['are those of the recommended preset', {}, ['warning', 'off', 'off']],
    ['follow the preset', { [json]: { preset: 'strict' } }, ['warning', 'error', 'off']],
    [
      'follow the config',
      { [json]: { rules: { 'brand-new': 'error', 'await-in-loop': 'off' } } },
      ['off', 'off', 'error'],
    ],
    ['come from package.json', { '/w/package.json': { coldlens: { preset: 'strict' } } }, ['warning', 'error', 'off']],
    ['come from a folder above', { '/coldlens.config.json': { preset: 'strict' } }, ['warning', 'error', 'off']],
    [
      'are laid over those from above',
      { '/coldlens.config.json': { preset: 'strict' }, [json]: { rules: { 'await-in-loop': 'error' } } },
      ['error', 'error', 'off'],
    ],
    [
      'start anew at a root',
      { '/coldlens.config.json': { preset: 'strict' }, [json]: { root: true } },
      ['warning', 'off', 'off'],
    ],
    [
      'do not come from above the git checkout',
      { '/coldlens.config.json': { preset: 'strict' }, '/w/.git/HEAD': '' },
      ['warning', 'off', 'off'],
    ],
    [
      'are limited to rules asked for',
      { [json]: { preset: 'strict' } },
      ['off', 'error', 'off'],
      { onlyRules: ['dynamodb-scan'] },
    ],
    ['run a rule asked for that is off', {}, ['off', 'off', 'info'], { onlyRules: ['brand-new'] }],
    [
      'come only from the file asked for',
      { [json]: { preset: 'strict' }, '/ci.json': { rules: { 'await-in-loop': 'info' } } },
      ['info', 'off', 'off'],
      { configPath: '/ci.json' },
    ],
  ];
  for (const [title, files, expected, setting] of cases) {
    it(title, async () => assert.deepEqual(levels(await resolve(files, setting)), expected));
  }
});

it('rule options are laid over the defaults', async () => {
  const { rules } = await resolve({
    '/coldlens.config.json': { rules: { 'await-in-loop': ['error', { minItems: 5 }] } },
    '/w/coldlens.config.json': { rules: { 'await-in-loop': 'info' } },
  });
  assert.deepEqual(rules['await-in-loop'], { level: 'info', options: { minItems: 5, mode: 'all' }, isStrict: false });
});

it('a config of a sub-folder becomes an override of that folder', async () => {
  const { overrides, ignore, handlers } = await resolve({
    '/w/coldlens.config.json': { overrides: [{ files: ['old/**'], rules: { 'await-in-loop': 'off' } }] },
    '/w/a/coldlens.config.json': {
      rules: { 'brand-new': ['error', {}] },
      ignore: ['gen/'],
      handlers: [{ file: 'src/*.ts', export: 'main' }],
    },
  });
  assert.deepEqual(overrides, [
    { base: '/w', files: ['old/**'], rules: { 'await-in-loop': { level: 'off' } } },
    { base: '/w/a', files: ['**'], rules: { 'brand-new': { level: 'error', options: {} } } },
  ]);
  assert.deepEqual(ignore, ['a/gen', 'a/gen/**']);
  assert.deepEqual(handlers, [{ file: 'a/src/*.ts', export: 'main' }]);
});

describe('what a config above ignores', () => {
  const cases: readonly [glob: string, ignored: readonly string[], kept: readonly string[]][] = [
    ['packages/shared/**', ['../shared/a.ts'], ['a.ts', '../share/a.ts', '../../shared/a.ts']],
    ['packages/shared', ['../shared/a.ts', '../shared/b/c.ts'], ['a.ts', '../a.ts']],
    ['libs/', ['../../libs/a.ts'], ['../libs/a.ts', 'libs/a.ts']],
    ['packages/*/gen', ['gen/a.ts', '../shared/gen/a.ts'], ['../../gen/a.ts', '../gen/a.ts']],
    ['**/*.gen.ts', ['x.gen.ts', '../x.gen.ts', '../shared/y/x.gen.ts', '../../libs/x.gen.ts'], ['../x.ts']],
    ['packages', ['a.ts', '../shared/a.ts'], ['../../libs/a.ts']],
    ['packages/api/src', ['src/a.ts'], ['../shared/src/a.ts', 'a.ts', '../src/a.ts']],
    // All but that.
    ['!packages/api/**', ['../shared/a.ts'], ['a.ts']],
  ];
  for (const [glob, ignored, kept] of cases) {
    it(`holds outside of the root, too: ${glob}`, async () => {
      const files = { '/w/coldlens.config.json': { ignore: [glob] } };
      const isAskedFor = askedFor(await resolve(files, { root: '/w/packages/api' }));
      assert.deepEqual(
        [...ignored, ...kept].filter((file) => !isAskedFor(file) !== ignored.includes(file)),
        [],
      );
    });
  }
});

it('of config files below the root those count that lie in, above and below the paths they must be near to', async () => {
  const folders = ['a', 'a/b', 'a/b/c', 'a/d', 'ab', 'e'];
  const host = memoryHost(Object.fromEntries(folders.map((folder) => [`/w/${folder}/coldlens.config.json`, '{}'])));
  const near = async (...paths: readonly string[]) => {
    const { nested } = await loadConfig(host, '/w', { rules: testRules, allowCode: false, near: paths });
    return nested.map(({ folder }) => folder.slice('/w/'.length)).sort();
  };
  assert.deepEqual(await near('/w/a/b'), ['a', 'a/b', 'a/b/c']);
  assert.deepEqual(await near('/w/a/d/x.ts', '/w/e'), ['a', 'a/d', 'e']);
  assert.deepEqual(await near(), folders);
});

it('a root config of a sub-folder starts from the preset', async () => {
  const { overrides } = await resolve({ '/w/a/package.json': { coldlens: { root: true } } });
  assert.deepEqual(
    Object.values(overrides[0]!.rules).map((rule) => rule.level),
    ['warning', 'off', 'off'],
  );
});

it('suppression settings have defaults and can be set', async () => {
  const files = { '/w/coldlens.config.json': { suppressions: { requireReason: true } } };
  const { requireSuppressionReason, reportUnusedSuppressions } = await resolve(files);
  assert.deepEqual([requireSuppressionReason, reportUnusedSuppressions], [true, true]);
});

describe('a wrong config', () => {
  const cases: readonly [string, string, string][] = [
    ['key', '{\n  // why\n  "rulez": {}\n}', ':3: Unknown key "rulez" in the config. Did you mean "rules"?'],
    [
      'rule',
      '{ "rules": {\n "await-in-lop": "off" } }',
      ':2: Unknown rule "await-in-lop" in rules. Did you mean "await-in-loop"?',
    ],
    [
      'level',
      '{ "rules": {\n\n "await-in-loop": "warn" } }',
      ':3: rules.await-in-loop is "warn" but must be one of "off", "info", "warning", "error".',
    ],
    [
      'level in a list',
      '{ "rules": { "await-in-loop": ["eror"] } }',
      ':1: rules.await-in-loop.0 is "eror" but must be one of "off", "info", "warning", "error". Did you mean "error"?',
    ],
    [
      'option',
      '{ "rules": { "await-in-loop": ["error",\n{ "minItem": 3 }] } }',
      ':2: Unknown key "minItem" in rules.await-in-loop.1. Did you mean "minItems"?',
    ],
    [
      'option value',
      '{ "rules": { "await-in-loop": ["error", { "minItems": 0 }] } }',
      ':1: rules.await-in-loop.1.minItems must be >= 1.',
    ],
    [
      'type of a rule',
      '{ "rules": { "await-in-loop": 2 } }',
      ':1: rules.await-in-loop is 2 but must be one of "off", "info", "warning", "error".',
    ],
    [
      'preset',
      '{\r\n"preset": "strikt" }',
      ':2: preset is "strikt" but must be one of "recommended", "strict". Did you mean "strict"?',
    ],
    ['missing key', '{ "handlers": [{ "file": "a.ts" }] }', ':1: handlers.0 is missing the key "export".'],
    ['type', '{ "ignore": "dist" }', ':1: ignore must be an array.'],
    ['whole', '[]', ':1: the config must be an object.'],
    ['syntax', '{\n "preset": strict }', ':2: Not valid JSON: invalid symbol'],
    ['empty file', '', ':1: Not valid JSON: value expected'],
  ];
  for (const [title, text, expected] of cases) {
    it(`is an error: ${title}`, async () => {
      const path = '/w/coldlens.config.json';
      await assert.rejects(resolve({ [path]: text }), { name: 'ConfigError', message: path + expected });
    });
  }

  it('is an error: two in one folder', async () => {
    const files = { '/w/coldlens.config.json': {}, '/w/package.json': { coldlens: {} } };
    await assert.rejects(resolve(files), /both configure the same folder/);
  });

  it('is an error: asked for and absent', async () => {
    await assert.rejects(resolve({}, { configPath: '/none.json' }), { message: 'There is no config file /none.json' });
  });
});

describe('config as code', () => {
  const code = { 'coldlens.config.ts': 'const preset: string = "strict"; export default { preset };' };
  const load = (files: Readonly<Record<string, string>>, allowCode: boolean) =>
    withTempFolder({ ...files, '.git/HEAD': '' }, async (folder) => {
      const { outer } = await loadConfig(createNodeHost(), folder, { rules: testRules, allowCode });
      return outer.map(({ config }) => config.preset);
    });

  it('runs when allowed', async () => assert.deepEqual(await load(code, true), ['strict']));

  it('does not run when not allowed', async () => assert.deepEqual(await load(code, false), []));

  it('is checked like any other', async () => {
    const files = { 'coldlens.config.mjs': 'export default { presett: "strict" };' };
    await assert.rejects(load(files, true), /coldlens\.config\.mjs: Unknown key "presett".*"preset"/);
  });

  it('that throws is a config error', async () => {
    await assert.rejects(load({ 'coldlens.config.js': 'throw new Error("no luck")' }, true), {
      name: 'ConfigError',
      message: /coldlens\.config\.js: no luck/,
    });
  });
});

describe('sizes', () => {
  const json = '/w/coldlens.config.json';
  const budgetOf = async (budget: object) => (await resolve({ [json]: { bundle: { budgets: [budget] } } })).bundle;

  it('are read in any case and with spaces around them', async () => {
    const { budgets } = await budgetOf({
      zipped: ' 300 kb ',
      unzipped: '1.5 MiB',
      packages: { a: '2KB', b: 7, c: '1GB' },
    });
    const [{ zippedBytes, unzippedBytes, packages }] = budgets as [(typeof budgets)[0]];
    assert.deepEqual([zippedBytes, unzippedBytes, packages], [300_000, 1_572_864, { a: 2000, b: 7, c: 1e9 }]);
    assert.deepEqual((await budgetOf({ growth: ' 5.5 % ' })).budgets[0]!.growth, { percent: 5.5 });
    assert.deepEqual((await budgetOf({ growth: '5 kB' })).budgets[0]!.growth, { bytes: 5000 });
  });

  const wrong: readonly [object, string][] = [
    [
      { zipped: 'abc' },
      '5: bundle.budgets.0.zipped is "abc" but must be a number of bytes or a text such as "300 kB".',
    ],
    [{ unzipped: '1.5.2 MB' }, '5: bundle.budgets.0.unzipped is "1.5.2 MB" but'],
    [{ packages: { a: -1 } }, '6: bundle.budgets.0.packages.a is -1 but must be a number of bytes'],
    [
      { growth: '5,5 %' },
      '5: bundle.budgets.0.growth is "5,5 %" but must be a number of bytes or a text such as "300 kB" or "5 %".',
    ],
    [{ growth: '1.2.3 %' }, '5: bundle.budgets.0.growth is "1.2.3 %" but'],
    [{ growth: '. %' }, '5: bundle.budgets.0.growth is ". %" but'],
  ];
  for (const [budget, words] of wrong) {
    it(`say what is wrong with ${JSON.stringify(budget)}`, async () => {
      await assert.rejects(budgetOf(budget), ({ message }: Error) => message.startsWith(`${json}:${words}`));
    });
  }
});
