import assert from 'node:assert/strict';
import { type ImportCase, manifest, paths, resolveImport } from '../../support/resolve-import.js';

const IGNORED = ['.gitignore', 'node_modules\ndist\nlib\nbuild\ncompiled\n'] as const;
const db = { specifier: '@shop/db', packages: { '@shop/db': 'packages/db' } };
const options = (compilerOptions: object) => JSON.stringify({ compilerOptions });

/** Files of `packages/db`. */
const inDb = (files: ImportCase['files']): ImportCase['files'] =>
  files.map((file) =>
    typeof file === 'string' ? `packages/db/${file}` : ([`packages/db/${file[0]}`, file[1]] as const),
  );

const built: readonly ImportCase[] = [
  {
    ...db,
    title: 'lib',
    files: [IGNORED, ...inDb(['lib/index.js', 'src/index.ts', manifest('.', { main: 'lib/index.js' })])],
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'build, by the name of its folder',
    files: [IGNORED, ...inDb(['build/index.js', 'src/index.ts', manifest('.', { main: './build' })])],
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'lib, by exports and with types',
    files: [
      IGNORED,
      ...inDb([
        'lib/index.js',
        'lib/index.d.ts',
        'src/index.ts',
        manifest('.', { exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } } }),
      ]),
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'one folder of each format',
    files: [
      IGNORED,
      ...inDb([
        'lib/esm/index.js',
        'lib/cjs/index.js',
        'src/index.ts',
        manifest('.', { module: 'lib/esm/index.js', main: 'lib/cjs/index.js' }),
      ]),
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'dist, of JavaScript',
    files: [IGNORED, ...inDb(['dist/index.js', 'src/index.js', manifest('.', { main: 'dist/index.js' })])],
    expected: 'packages/db/src/index.js',
  },
  {
    ...db,
    title: 'a path below it',
    specifier: '@shop/db/orders',
    files: [IGNORED, ...inDb(['lib/orders.js', 'src/orders.ts', manifest('.', { exports: { './*': './lib/*.js' } })])],
    expected: 'packages/db/src/orders.ts',
  },
  {
    ...db,
    title: 'a file of another name',
    files: [IGNORED, ...inDb(['lib/bundle.js', 'src/index.js', manifest('.', { main: 'lib/bundle.js' })])],
    expected: 'packages/db/src/index.js',
  },
  {
    ...db,
    title: 'what a .gitignore in it keeps out',
    files: inDb([['lib/.gitignore', '*\n'], 'lib/index.js', 'src/index.ts', manifest('.', { main: 'lib/index.js' })]),
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'what a config that is referred to says',
    files: inDb([
      ['tsconfig.json', '{ "files": [], "references": [{ "path": "./tsconfig.lib.json" }] }'],
      ['tsconfig.lib.json', options({ outDir: 'compiled', rootDir: 'code' })],
      'compiled/index.js',
      'code/index.ts',
      manifest('.', { main: 'compiled/index.js' }),
    ]),
    expected: 'packages/db/code/index.ts',
  },
  {
    title: 'lib, behind an alias',
    specifier: '@shop/db',
    files: [
      IGNORED,
      ...inDb(['lib/index.js', 'src/index.js', manifest('.', {})]),
      ['tsconfig.json', paths({ '@shop/*': ['./packages/*/lib'] })],
    ],
    expected: 'packages/db/src/index.js',
  },
  {
    ...db,
    title: 'dist of another name, though git keeps it',
    files: inDb(['dist/bundle.js', 'src/index.ts', manifest('.', { main: 'dist/bundle.js' })]),
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'dist of another name, by `exports`',
    files: inDb([
      'dist/db.mjs',
      'dist/db.cjs',
      'src/index.ts',
      manifest('.', { exports: { import: './dist/db.mjs', require: './dist/db.cjs' } }),
    ]),
    expected: 'packages/db/src/index.ts',
  },
  {
    ...db,
    title: 'dist of JavaScript, though git keeps it',
    files: inDb(['dist/index.js', 'src/index.js', manifest('.', { main: 'dist/index.js' })]),
    expected: 'packages/db/src/index.js',
  },
  {
    ...db,
    title: 'lib of another name, by outDir',
    files: inDb([
      'lib/main.js',
      'src/index.ts',
      manifest('.', { main: 'lib/main.js' }),
      ['tsconfig.json', '{ "compilerOptions": { "outDir": "lib", "rootDir": "src" } }'],
    ]),
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'lib, behind a private name',
    specifier: '#db',
    files: [IGNORED, 'lib/db.js', 'src/db.ts', manifest('.', { imports: { '#db': './lib/db.js' } })],
    expected: 'src/db.ts',
  },
];

const written: readonly ImportCase[] = [
  {
    ...db,
    title: 'lib that is not ignored',
    files: inDb(['lib/index.js', 'src/index.ts', manifest('.', { main: 'lib/index.js' })]),
    expected: 'packages/db/lib/index.js',
  },
  {
    ...db,
    title: 'a folder that is ignored elsewhere',
    files: [
      ['packages/web/.gitignore', 'lib\n'],
      ...inDb(['lib/index.js', 'src/index.ts', manifest('.', { main: 'lib/index.js' })]),
    ],
    expected: 'packages/db/lib/index.js',
  },
  {
    ...db,
    title: 'what is taken out of the ignored',
    files: [
      ['.gitignore', 'lib/*\n!lib/index.js\n'],
      'lib/index.js',
      'src/index.ts',
      manifest('.', { main: 'lib/index.js' }),
    ],
    packages: { '@shop/db': '.' },
    expected: 'lib/index.js',
  },
  {
    ...db,
    title: 'what is ignored and has no source',
    files: [IGNORED, ...inDb(['lib/client.js', manifest('.', { main: 'lib/client.js' })])],
    expected: 'packages/db/lib/client.js',
  },
  {
    ...db,
    title: 'lib without a source of the name, beside other code',
    files: inDb(['lib/client.js', 'src/index.ts', manifest('.', { main: 'lib/client.js' })]),
    expected: 'packages/db/lib/client.js',
  },
  {
    ...db,
    title: 'dist without any source',
    files: inDb(['dist/client.js', 'src/cli.ts', manifest('.', { main: 'dist/client.js' })]),
    expected: 'packages/db/dist/client.js',
  },
  {
    title: 'generated code outside of output folders',
    specifier: '@gen/client',
    files: [
      ['.gitignore', 'generated\n'],
      'generated/client.js',
      'src/client.ts',
      ['tsconfig.json', paths({ '@gen/*': ['./generated/*'] })],
    ],
    expected: 'generated/client.js',
  },
];

const unmade: readonly ImportCase[] = [
  {
    title: 'by the name in src',
    specifier: '@lib/db',
    files: ['src/db.ts', ['tsconfig.json', paths({ '@lib/*': ['dist/*'] }, { baseUrl: '.' })]],
    expected: 'src/db.ts',
  },
  {
    title: 'of another package, by its folder',
    specifier: '@db',
    from: 'svc/src/main.ts',
    files: [
      ...inDb(['src/index.ts', manifest('.', { name: 'database' })]),
      ['svc/tsconfig.json', paths({ '@db': ['../packages/db/dist'] })],
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'in a folder of the output that an earlier build made',
    specifier: '@db/lib/store',
    from: 'svc/src/main.ts',
    files: [
      ...inDb(['src/lib/store.ts', 'dist/lib/old.js', 'dist/lib/store.d.ts', manifest('.', { name: 'database' })]),
      ['svc/tsconfig.json', paths({ '@db/*': ['../packages/db/dist/*'] })],
    ],
    expected: 'packages/db/src/lib/store.ts',
  },
  {
    title: 'in one folder for all packages',
    specifier: '@db',
    from: 'svc/src/main.ts',
    files: [
      ...inDb(['src/index.ts', manifest('.', { name: 'database' })]),
      ['svc/tsconfig.json', paths({ '@db': ['../dist/packages/db'] })],
    ],
    expected: 'packages/db/src/index.ts',
  },
  {
    title: 'by outDir and rootDir',
    specifier: '@lib/db',
    files: [
      'code/db.ts',
      ['tsconfig.json', paths({ '@lib/*': ['./compiled/*'] }, { outDir: 'compiled', rootDir: 'code' })],
    ],
    expected: 'code/db.ts',
  },
  {
    title: 'by its types',
    specifier: '@db',
    files: ['src/db.mts', ['tsconfig.json', paths({ '@db': ['./dist/esm/db.d.mts'] })]],
    expected: 'src/db.mts',
  },
  {
    title: 'by the key that says most',
    specifier: '@shop/db/orders',
    files: [
      ...inDb(['src/orders.ts', manifest('.', {})]),
      'src/db/orders.ts',
      ['tsconfig.json', paths({ '@shop/*': ['./dist/*'], '@shop/db/*': ['./packages/db/dist/*'] })],
    ],
    expected: 'packages/db/src/orders.ts',
  },
  {
    title: 'but not where code in lib is gone',
    specifier: '@/lib/db',
    files: ['src/db.ts', 'lib/orders.ts', ['tsconfig.json', paths({ '@/*': ['./*'] })]],
    expected: 'external',
  },
  {
    title: 'but not for every name there is',
    specifier: 'axios',
    files: ['src/axios.ts', ['tsconfig.json', paths({ '*': ['./dist/*'] })]],
    expected: 'external',
  },
  {
    title: 'but not where code in src is gone',
    specifier: '@/lib/db',
    files: ['src/db.ts', ['tsconfig.json', paths({ '@/*': ['./src/*'] })]],
    expected: 'external',
  },
  {
    title: 'but nothing above the checkout',
    specifier: '@lib/db',
    files: [
      '.git/HEAD',
      '../code/db.ts',
      ['tsconfig.json', paths({ '@lib/*': ['./compiled/*'] }, { outDir: 'compiled', rootDir: '../code' })],
    ],
    expected: 'external',
  },
  {
    title: 'but nothing that a name climbs to',
    specifier: '@lib/../../dist/db',
    files: [
      '.git/HEAD',
      '../src/db.ts',
      ['../package.json', '{}'],
      ['tsconfig.json', paths({ '@lib/*': ['./dist/*'] })],
    ],
    expected: 'external',
  },
  {
    title: 'but nowhere by what is no path',
    specifier: '@lib/db',
    files: ['src/db.ts', ['tsconfig.json', paths({ '@lib/*': [1, {}], '@lib/d*': 7, '@*/*': ['./dist/*'] })]],
    expected: 'external',
  },
];

describe('built output', () => {
  for (const each of built)
    it(`leads to its source: ${each.title}`, () => assert.equal(resolveImport(each), each.expected));
  for (const each of written) it(`is none: ${each.title}`, () => assert.equal(resolveImport(each), each.expected));
  for (const each of unmade)
    it(`that is not there leads to its source, ${each.title}`, () => assert.equal(resolveImport(each), each.expected));
});
