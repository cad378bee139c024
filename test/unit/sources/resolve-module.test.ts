import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { absolutePath, relativePath } from '../../../src/lib/paths.js';
import { createSources } from '../../../src/sources/open-sources.js';
import { createModuleResolver } from '../../../src/sources/resolve-module.js';
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

const ROOT = '/work/r';

/** The path relative to the root, `external` or `missing`. */
function resolve({ specifier, from = 'src/main.ts', files, packages = {} }: Case): string {
  const texts = files
    .map((file) => (typeof file === 'string' ? ([file, ''] as const) : file))
    .map(([path, text]) => [absolutePath(ROOT, path), text]);
  const folders = Object.entries(packages).map(([name, folder]) => [name, absolutePath(ROOT, folder)] as const);
  const host = memoryHost(Object.fromEntries(texts));
  const sources = createSources(ROOT, (name) => new Map(folders).get(name), host);
  const resolution = createModuleResolver(sources, {}, host)(specifier, absolutePath(ROOT, from));
  return resolution.kind === 'file' ? relativePath(ROOT, resolution.path) : resolution.kind;
}

const manifest = (folder: string, content: object) =>
  [posix.join(folder, 'package.json'), JSON.stringify(content)] as const;
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
    files: ['packages/db/src/orders.ts', manifest('packages/db', {})],
    expected: 'packages/db/src/orders.ts',
  },
  {
    title: 'a path that exports leads elsewhere',
    specifier: '@shop/db/orders',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/src/lib/order-store.ts',
      manifest('packages/db', { exports: { './orders': './src/lib/order-store.ts' } }),
    ],
    expected: 'packages/db/src/lib/order-store.ts',
  },
  {
    title: 'a path by a pattern of exports, before the build',
    specifier: '@shop/db/tables/orders',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/src/schema/orders.ts',
      manifest('packages/db', {
        exports: { './tables/*': { import: './dist/esm/schema/*.js', types: './dist/types/schema/*.d.ts' } },
      }),
    ],
    expected: 'packages/db/src/schema/orders.ts',
  },
  {
    title: 'the sources, where the output is there, too',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/dist/index.js',
      'packages/db/src/index.ts',
      manifest('packages/db', { main: 'dist/index.js' }),
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'the sources by a condition of our own',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/dist/index.js',
      'packages/db/code/main.ts',
      manifest('packages/db', { exports: { '.': { '@shop/source': './code/main.ts', default: './dist/index.js' } } }),
    ],
    expected: 'packages/db/code/main.ts',
  },
  {
    title: 'not the entry for browsers',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/src/web.ts',
      'packages/db/src/node.ts',
      manifest('packages/db', { exports: { browser: './src/web.ts', default: './src/node.ts' } }),
    ],
    expected: 'packages/db/src/node.ts',
  },
  {
    title: 'code that is written in lib',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/lib/index.js', 'packages/db/index.js', manifest('packages/db', { main: './lib' })],
    expected: 'packages/db/lib/index.js',
  },
  {
    title: 'src/lib, which is no output',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/src/lib/db.ts', 'packages/db/src/db.ts', manifest('packages/db', { main: './src/lib/db.js' })],
    expected: 'packages/db/src/lib/db.ts',
  },
  {
    title: 'what outDir of its tsconfig.json says',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/code/index.ts',
      ['packages/db/tsconfig.json', '{ "compilerOptions": { "outDir": "compiled", "rootDir": "code" } }'],
      manifest('packages/db', { main: 'compiled/index.js' }),
    ],
    expected: 'packages/db/code/index.ts',
  },
  {
    title: 'a manifest in a folder that is named like an output',
    specifier: '@shop/db',
    packages: { '@shop/db': 'build/lib/db' },
    files: ['build/lib/db/src/index.ts', manifest('build/lib/db', { main: 'dist/index.js' })],
    expected: 'build/lib/db/src/index.ts',
  },
  {
    title: 'broken exports, which lead nowhere',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/src/index.ts',
      manifest('packages/db', { exports: { 1: 2, './': [null, { a: [] }] }, main: 7 }),
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'a private name of the package',
    specifier: '#db/orders.js',
    files: ['src/db/orders.ts', manifest('.', { imports: { '#db/*': './src/db/*' } })],
    expected: 'src/db/orders.ts',
  },
  {
    title: 'a private name whose output is not there',
    specifier: '#db',
    from: 'packages/api/src/main.ts',
    files: ['packages/api/src/db.ts', manifest('packages/api', { imports: { '#db': { default: './dist/db.js' } } })],
    expected: 'packages/api/src/db.ts',
  },
  {
    title: 'a private name of a workspace package',
    specifier: '#db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/src/index.ts',
      manifest('.', { imports: { '#db': '@shop/db' } }),
      manifest('packages/db', { main: 'dist/index.js' }),
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'a private name of a package of others',
    specifier: '#http',
    files: [manifest('.', { imports: { '#http': 'axios' } })],
    expected: 'external',
  },
  {
    title: 'a private name that nothing defines',
    specifier: '#imports',
    files: [manifest('.', {})],
    expected: 'external',
  },
  {
    title: 'a private name of a file that is gone',
    specifier: '#gone',
    files: [manifest('.', { imports: { '#gone': './src/gone.ts' } })],
    expected: 'missing',
  },
  {
    title: 'an alias of a tsconfig.json above the root',
    specifier: '@lib/a',
    files: ['../lib/a.ts', ['../tsconfig.json', paths({ '@lib/*': ['./lib/*'] })]],
    expected: '../lib/a.ts',
  },
  {
    title: 'a module whose source says in its ending what it is',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/src/main.mts', manifest('packages/db', { exports: './dist/main.mjs' })],
    expected: 'packages/db/src/main.mts',
  },
  {
    title: 'the sources, where an alias leads to the output',
    specifier: '@shop/db',
    files: [
      'packages/db/dist/index.js',
      'packages/db/src/index.ts',
      manifest('packages/db', { name: '@shop/db' }),
      ['tsconfig.json', paths({ '@shop/*': ['./packages/*/dist'] })],
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'an alias to a folder that is only named like an output',
    specifier: '@lib/db',
    files: ['lib/db.js', 'db.js', ['tsconfig.json', paths({ '@lib/*': ['./lib/*'] })]],
    expected: 'lib/db.js',
  },
  {
    title: 'the sources, where a build gives its output another name',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: ['packages/db/dist/main.js', 'packages/db/src/index.ts', manifest('packages/db', { main: 'dist/main.js' })],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'an alias of a config that the nearest one refers to',
    specifier: '@/load',
    files: [
      'src/load.ts',
      [
        'tsconfig.json',
        '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
      ],
      ['tsconfig.node.json', '{ "references": [{ "path": "." }] }'],
      ['tsconfig.app.json', paths({ '@/*': ['./src/*'] })],
    ],
    expected: 'src/load.ts',
  },
  {
    title: 'an alias of a config in a folder that the nearest one refers to',
    specifier: '@/load',
    files: [
      'app/load.ts',
      ['tsconfig.json', '{ "files": [], "references": [7, { "path": 8 }, { "path": "./gone" }, { "path": "./app" }] }'],
      ['app/tsconfig.json', paths({ '@/*': ['./*'] })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'hand-written code in lib, behind an alias',
    specifier: '@/lib',
    files: ['src/lib/index.js', 'src/index.js', ['jsconfig.json', paths({ '@/*': ['./src/*'] })]],
    expected: 'src/lib/index.js',
  },
  {
    title: 'hand-written code in lib, beside other code of the name',
    specifier: 'lib/users',
    files: ['lib/users.js', 'src/users.ts', 'users.ts', ['jsconfig.json', '{ "compilerOptions": { "baseUrl": "." } }']],
    expected: 'lib/users.js',
  },
  {
    title: 'hand-written code in lib, beside a demo',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'packages/db/lib/api.js',
      'packages/db/src/index.tsx',
      manifest('packages/db', { exports: './lib/api.js' }),
    ],
    expected: 'packages/db/lib/api.js',
  },
  {
    title: 'no file above the package, whatever its name',
    specifier: '@shop/db',
    packages: { '@shop/db': 'packages/db' },
    files: [
      'index.ts',
      'packages/db/lib/index.js',
      ['packages/db/tsconfig.json', '{ "compilerOptions": { "outDir": "lib" } }'],
      manifest('packages/db', { main: 'lib/index.js' }),
    ],
    expected: 'packages/db/lib/index.js',
  },
  {
    title: 'what a config with files of its own says, and not those that it refers to',
    specifier: 'db',
    files: [
      'src/db.ts',
      'packages/p/db.ts',
      ['tsconfig.json', '{ "compilerOptions": { "baseUrl": "./src" }, "references": [{ "path": "./packages/p" }] }'],
      ['packages/p/tsconfig.json', paths({ '*': ['./*'] })],
    ],
    expected: 'src/db.ts',
  },
  {
    title: 'nowhere, where two configs that are referred to have the alias',
    specifier: '@/load',
    files: [
      'app/load.ts',
      'web/load.ts',
      ['tsconfig.json', '{ "files": [], "references": [null, { "path": "./web" }, { "path": "./app" }] }'],
      ['app/tsconfig.json', paths({ '@/*': ['./*'] })],
      ['web/tsconfig.json', paths({ '@/*': ['./*'] })],
    ],
    expected: 'external',
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
