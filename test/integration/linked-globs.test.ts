import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monorepo } from '../support/monorepo.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const STORE = monorepo('orders')['packages/shared/src/db.ts'] as string;
const SERVICE = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  go: { handler: src/a.handler }
`;
const HANDLER = `import { load } from '../common/db';

export const handler = async (event: { id: string }) => load(event.id);
`;

interface Layout {
  /** The folder that is linked as `orders/common`, or another link. */
  readonly store: string;
  readonly link?: string;
  readonly files?: Files;
  /** Where the config is, if it is not in the folder of the service. */
  readonly config?: string;
  readonly from?: string;
}

function withConfig<T>(layout: Layout, config: object, use: (folder: string, top: string) => Promise<T>): Promise<T> {
  const { store, link = 'orders/common', from = '../common/db' } = layout;
  const files: Files = {
    '.git/HEAD': '',
    'orders/serverless.yml': SERVICE,
    'orders/src/a.ts': HANDLER.replace('../common/db', from),
    [`${store}/db.ts`]: STORE,
    ...layout.files,
    [`${layout.config ?? 'orders'}/coldlens.config.json`]: JSON.stringify(config),
  };
  return withTempFolder(files, async (top) => {
    mkdirSync(dirname(join(top, link)), { recursive: true });
    symlinkSync(link.endsWith('.ts') ? join(top, store, 'db.ts') : join(top, store), join(top, link));
    return use(join(top, 'orders'), top);
  });
}

const BESIDE: Layout = { store: 'common' };
const WITHIN: Layout = { store: 'orders/libs/store' };
const ABOVE: Layout = { ...WITHIN, config: '.' };
const AS_FILE: Layout = { store: 'stores', link: 'orders/common/db.ts' };
const INSTALLED: Layout = {
  store: 'common',
  link: 'orders/node_modules/@shop/common',
  from: '@shop/common',
  files: {
    'package.json': '{ "workspaces": ["orders", "common"] }',
    'orders/package.json': '{ "dependencies": { "@shop/common": "workspace:*" } }',
    'common/package.json': '{ "name": "@shop/common", "main": "db.ts" }',
  },
};

const named: readonly (readonly [glob: string, layout: Layout])[] = [
  ...[
    'common/**',
    'common/*.ts',
    './common/**',
    '/common/db.ts',
    '**/common/**',
    '{common,more}/**',
    'co?mon/db.ts',
  ].flatMap((glob) => [BESIDE, WITHIN].map((layout) => [glob, layout] as const)),
  ['../common/**', BESIDE],
  ['libs/**', WITHIN],
  ['orders/common/**', ABOVE],
  ['*/common/**', ABOVE],
  ['**/common/db.ts', ABOVE],
  ['orders/common/**', { ...BESIDE, config: '.' }],
  ['common/**', { ...BESIDE, config: '.' }],
  ['common/db.ts', AS_FILE],
  ['common/*.ts', AS_FILE],
  ['node_modules/@shop/common/**', INSTALLED],
  ['common/**', { ...BESIDE, link: 'orders/src/common', from: './common/db', config: 'orders/src' }],
];

/** Names of a folder, which only `ignore` takes. */
const folders: readonly (readonly [glob: string, layout: Layout])[] = [
  'common',
  'common/',
  './common',
  '/common/',
].flatMap((glob) => [BESIDE, WITHIN].map((layout) => [glob, layout] as const));

/** What only goes through a link says nothing of what is elsewhere, which others may reach as well. */
const passing: readonly (readonly [glob: string, layout: Layout])[] = [
  ['src/**', { ...BESIDE, link: 'orders/src/common', from: './common/db' }],
  ['src/*/db.ts', { ...BESIDE, link: 'orders/src/common', from: './common/db' }],
  ['more/**', BESIDE],
  ['common/more/**', BESIDE],
  ['self/common/**', { ...BESIDE, link: 'orders/common' }],
  ['*/db.ts', BESIDE],
];

const nameOf = (glob: string, { store, link = '', config = '' }: Layout): string =>
  `${glob} for ${store} ${[link, config && `in ${config}`].filter(Boolean).join(' ')}`;
const ignore = (glob: string): object => ({ ignore: [glob] });
const override = (glob: string): object => ({
  overrides: [{ files: [glob], rules: { 'client-in-handler': 'off' } }],
});

async function findings(folder: string, ...args: string[]): Promise<number> {
  const { stdout, stderr } = await runCli(['lint', '--format', 'json', ...args], folder);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout).findings.length;
}

describe('a config names code', () => {
  for (const [kind, configOf, globs] of [
    ['ignore', ignore, [...named, ...folders]],
    ['overrides', override, named],
  ] as const) {
    for (const [glob, layout] of globs) {
      it(`by either of its names: ${kind} ${nameOf(glob, layout)}`, () =>
        withConfig(layout, configOf(glob), async (folder, top) => {
          assert.equal(await findings(folder), 0);
          assert.equal(await findings(folder, join(top, layout.store)), 0);
          await runCli(['lint', '--fix', '--force', '.', join(top, layout.store)], folder);
          assert.equal(readFileSync(join(top, layout.store, 'db.ts'), 'utf8'), STORE);
        }));
    }
  }

  for (const [kind, configOf] of [
    ['ignore', ignore],
    ['overrides', override],
  ] as const) {
    for (const [glob, layout] of passing) {
      it(`not by a way that only leads through a link: ${kind} ${nameOf(glob, layout)}`, () =>
        withConfig(layout, configOf(glob), async (folder) => assert.equal(await findings(folder), 1)));
    }
  }

  it('not by a link that leads round in a circle', () =>
    withTempFolder(
      {
        'serverless.yml': SERVICE,
        'src/a.ts': HANDLER,
        'common/db.ts': STORE,
        'coldlens.config.json': JSON.stringify({ ...ignore('self'), ...override('**/self/**') }),
      },
      async (folder) => {
        symlinkSync('.', join(folder, 'self'));
        assert.equal(await findings(folder), 1);
      },
    ));

  it('by a link that leads nowhere, which is no failure', () =>
    withTempFolder(
      {
        'serverless.yml': SERVICE,
        'src/a.ts': HANDLER,
        'common/db.ts': STORE,
        'coldlens.config.json': JSON.stringify({ ...ignore('gone/**'), ...override('**/gone/**') }),
      },
      async (folder) => {
        symlinkSync('nowhere', join(folder, 'gone'));
        assert.equal(await findings(folder), 1);
      },
    ));
});
