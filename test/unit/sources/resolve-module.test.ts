import assert from 'node:assert/strict';
import { createModuleResolver } from '../../../src/sources/resolve-module.js';
import { createTsconfigs } from '../../../src/sources/tsconfigs.js';
import { memoryHost } from '../../support/memory-host.js';

interface Case {
  readonly title: string;
  readonly specifier: string;
  /** The importing file; `src/main.ts` when left out. */
  readonly from?: string;
  /** Files beside it; a path alone stands for an empty file. */
  readonly files: readonly (string | readonly [path: string, text: string])[];
  /** Package name → folder. */
  readonly packages?: Readonly<Record<string, string>>;
  readonly expected: string;
}

/** The path below the root, `external` or `missing`. */
function resolve({ specifier, from = 'src/main.ts', files, packages = {} }: Case): string {
  const texts = files.map((file) => (typeof file === 'string' ? [`/r/${file}`, ''] : [`/r/${file[0]}`, file[1]]));
  const folders = Object.entries(packages).map(([name, folder]) => [name, `/r/${folder}`] as const);
  const host = memoryHost(Object.fromEntries(texts));
  const tsconfigs = createTsconfigs('/r', host);
  const resolver = createModuleResolver(
    { root: '/r', tsconfigs, packageNamed: (name) => new Map(folders).get(name) },
    host,
  );
  const resolution = resolver(specifier, `/r/${from}`);
  return resolution.kind === 'file' ? resolution.path.slice('/r/'.length) : resolution.kind;
}

const paths = (map: object, more: object = {}) => JSON.stringify({ compilerOptions: { paths: map, ...more } });

const cases: readonly Case[] = [
  { title: 'no ending', specifier: './a', files: ['src/a.ts'], expected: 'src/a.ts' },
  { title: '.js that is .ts', specifier: './a.js', files: ['src/a.ts'], expected: 'src/a.ts' },
  { title: '.mjs that is .mts', specifier: './a.mjs', files: ['src/a.mts'], expected: 'src/a.mts' },
  { title: '.js that is .js', specifier: './a.js', files: ['src/a.js'], expected: 'src/a.js' },
  { title: 'a folder', specifier: './lib', files: ['src/lib/index.ts'], expected: 'src/lib/index.ts' },
  { title: 'the folder itself', specifier: '.', files: ['src/index.ts'], expected: 'src/index.ts' },
  { title: 'the folder above', specifier: '..', files: ['index.js'], expected: 'index.js' },
  { title: 'a file above', specifier: '../lib/a', files: ['lib/a.ts'], expected: 'lib/a.ts' },
  { title: 'nothing', specifier: './gone', files: [], expected: 'missing' },
  { title: 'types only', specifier: './a', files: ['src/a.d.ts'], expected: 'missing' },
  { title: 'types by their full name', specifier: './a.d.ts', files: ['src/a.d.ts'], expected: 'missing' },
  { title: 'data, which is no code', specifier: './schema.graphql', files: [], expected: 'external' },
  { title: 'JSON', specifier: './a.json', files: ['src/a.json'], expected: 'external' },
  { title: 'a package', specifier: 'axios', files: [], expected: 'external' },
  { title: 'a built-in module', specifier: 'path', files: ['src/path.ts'], expected: 'external' },
  { title: 'a built-in module by its scheme', specifier: 'node:fs', files: [], expected: 'external' },
  {
    title: 'an alias of tsconfig.json',
    specifier: '@lib/a',
    files: ['src/lib/a.ts', ['tsconfig.json', paths({ '@lib/*': ['src/lib/*'] }, { baseUrl: '.' })]],
    expected: 'src/lib/a.ts',
  },
  {
    title: 'an alias without baseUrl',
    specifier: '@lib/a',
    files: ['src/lib/a.ts', ['tsconfig.json', paths({ '@lib/*': ['./src/lib/*'] })]],
    expected: 'src/lib/a.ts',
  },
  {
    title: 'an alias without a star',
    specifier: '@config',
    files: ['src/config.ts', ['tsconfig.json', paths({ '@config': ['./src/config'] })]],
    expected: 'src/config.ts',
  },
  {
    title: 'an alias of a config that is extended, with comments',
    specifier: '@lib/a',
    files: [
      'src/lib/a.ts',
      ['tsconfig.json', '{ "extends": "./tsconfig.base.json" /* shared */ }'],
      ['tsconfig.base.json', paths({ '@lib/*': ['./src/lib/*'] })],
    ],
    expected: 'src/lib/a.ts',
  },
  {
    title: 'the nearest tsconfig.json',
    specifier: '@lib/a',
    from: 'api/src/main.ts',
    files: [
      'api/lib/a.ts',
      'lib/a.ts',
      ['tsconfig.json', paths({ '@lib/*': ['./lib/*'] })],
      ['api/tsconfig.json', paths({ '@lib/*': ['./lib/*'] })],
    ],
    expected: 'api/lib/a.ts',
  },
  {
    title: 'a path from baseUrl',
    specifier: 'lib/a',
    files: ['src/lib/a.ts', ['tsconfig.json', '{ "compilerOptions": { "baseUrl": "src" } }']],
    expected: 'src/lib/a.ts',
  },
  {
    title: 'a package although there is a baseUrl',
    specifier: 'axios',
    files: ['src/lib/a.ts', ['tsconfig.json', '{ "compilerOptions": { "baseUrl": "src" } }']],
    expected: 'external',
  },
  {
    title: 'an alias that matches nothing',
    specifier: '@lib/gone',
    files: [['tsconfig.json', paths({ '@lib/*': ['./src/lib/*'] })]],
    expected: 'external',
  },
  {
    title: 'a workspace package whose build output does not exist',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/src/index.ts', ['packages/db/package.json', '{ "main": "dist/index.js" }']],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'a workspace package with exports',
    specifier: 'db',
    packages: { db: 'packages/db' },
    files: [
      'packages/db/lib/db.ts',
      ['packages/db/package.json', '{ "exports": { ".": { "import": "./lib/db.js" } } }'],
    ],
    expected: 'packages/db/lib/db.ts',
  },
  {
    title: 'a workspace package whose entry is built from a source of the same name',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/src/api/server.ts', ['packages/db/package.json', '{ "main": "dist/api/server.js" }']],
    expected: 'packages/db/src/api/server.ts',
  },
  {
    title: 'a path into a workspace package',
    specifier: '@shop/db/orders',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/src/orders.ts'],
    expected: 'packages/db/src/orders.ts',
  },
  {
    title: 'a workspace package without any code',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [['packages/db/package.json', '{}']],
    expected: 'external',
  },
];

describe('a module name leads to', () => {
  for (const each of cases) it(`${each.title}: ${each.specifier}`, () => assert.equal(resolve(each), each.expected));
});
