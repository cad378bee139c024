import assert from 'node:assert/strict';
import { type ImportCase, resolveImport } from '../../support/resolve-import.js';

const solution = (...references: readonly string[]) =>
  JSON.stringify({ files: [], references: references.map((path) => ({ path })) });
const config = (content: object) => JSON.stringify(content);
const to = (folder: string) => ({ compilerOptions: { paths: { '@/*': [`./${folder}/*`] } } });
const files = ['app/load.ts', 'web/load.ts', 'test/load.ts'] as const;
const both = ['tsconfig.json', solution('./tsconfig.spec.json', './tsconfig.app.json')] as const;

const cases: readonly Omit<ImportCase, 'specifier'>[] = [
  {
    title: 'both have from a base',
    files: [
      ...files,
      both,
      ['tsconfig.base.json', config(to('app'))],
      ['tsconfig.app.json', config({ extends: './tsconfig.base.json' })],
      ['tsconfig.spec.json', config({ extends: './tsconfig.base.json' })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'both write',
    files: [...files, both, ['tsconfig.app.json', config(to('app'))], ['tsconfig.spec.json', config(to('app'))]],
    expected: 'app/load.ts',
  },
  {
    title: 'Nx hands on with an empty include, too',
    files: [
      ...files,
      ['tsconfig.json', config({ files: [], include: [], references: [{ path: './tsconfig.app.json' }] })],
      ['tsconfig.app.json', config(to('app'))],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'one hands on with an empty include alone',
    files: [
      ...files,
      ['tsconfig.json', config({ include: [], references: [{ path: './tsconfig.app.json' }] })],
      ['tsconfig.app.json', config(to('app'))],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'the one with the file has',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ include: ['src'], ...to('app') })],
      ['tsconfig.spec.json', config({ include: ['src/**/*.test.ts', 'test/*'], ...to('test') })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'the one with the test beside it has',
    from: 'src/main.test.ts',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ include: ['src'], ...to('app') })],
      ['tsconfig.spec.json', config({ include: ['src/**/*.test.ts', 'test/*'], ...to('test') })],
    ],
    expected: 'test/load.ts',
  },
  {
    title: 'the one has that does not leave the file out',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ files: ['src/main.ts'], ...to('app') })],
      ['tsconfig.spec.json', config({ include: ['./src/'], exclude: ['**/main.*'], ...to('test') })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'the one has whose base says which files it has',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ extends: './base/tsconfig.json', ...to('app') })],
      ['base/tsconfig.json', config({ include: ['${configDir}/s?c/**/*'] })],
      ['tsconfig.spec.json', config({ include: ['test'], ...to('test') })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'a folder has that is named like a pattern',
    from: 'src/(group)/[id]/main.ts',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ include: ['src/(group)/[id]'], ...to('app') })],
      ['tsconfig.spec.json', config({ include: ['src/*.ts'], ...to('test') })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'one has by baseUrl',
    files: [
      ...files,
      'code/@/load.ts',
      both,
      ['tsconfig.spec.json', '{}'],
      ['tsconfig.app.json', config({ compilerOptions: { baseUrl: 'code' } })],
    ],
    expected: 'code/@/load.ts',
  },
  {
    title: 'nobody has by the baseUrl of a project that has other files',
    files: [
      ...files,
      'code/@/load.ts',
      both,
      ['tsconfig.spec.json', '{}'],
      ['tsconfig.app.json', config({ include: ['web'], compilerOptions: { baseUrl: 'code' } })],
    ],
    expected: 'external',
  },
  {
    title: 'one has below its baseUrl, of a file that is in none',
    files: [
      ...files,
      'code/app/load.ts',
      both,
      ['tsconfig.spec.json', '{}'],
      [
        'tsconfig.app.json',
        config({ include: ['web'], compilerOptions: { baseUrl: 'code', paths: { '@/*': ['app/*'] } } }),
      ],
    ],
    expected: 'code/app/load.ts',
  },
  {
    title: 'one has beside the baseUrl of all',
    files: [
      ...files,
      ['base.json', config({ compilerOptions: { baseUrl: '.' } })],
      ['tsconfig.json', config({ extends: './base.json', files: [], references: [{ path: './tsconfig.app.json' }] })],
      ['tsconfig.app.json', config({ extends: './base.json', ...to('app') })],
    ],
    expected: 'app/load.ts',
  },
  {
    title: 'the config itself has',
    files: [
      ...files,
      ['tsconfig.json', config({ files: [], references: [{ path: './tsconfig.app.json' }], ...to('web') })],
      ['tsconfig.app.json', config(to('app'))],
    ],
    expected: 'web/load.ts',
  },
  {
    title: 'a config with files of its own refers to, which are for others',
    files: [
      ...files,
      ['tsconfig.json', config({ references: [{ path: './tsconfig.app.json' }] })],
      ['tsconfig.app.json', config(to('app'))],
    ],
    expected: 'external',
  },
  {
    title: 'a config has that refers back',
    files: [
      ...files,
      both,
      ['tsconfig.app.json', config({ ...to('app'), references: [{ path: '.' }] })],
      ['tsconfig.spec.json', solution('.', './tsconfig.spec.json')],
    ],
    expected: 'app/load.ts',
  },
];

describe('aliases by references are those that', () => {
  for (const each of cases)
    it(each.title, () => assert.equal(resolveImport({ ...each, specifier: '@/load' }), each.expected));

  it('are found soon among thousands, and by hostile patterns', () => {
    const hostile = config({ include: [`${'*a'.repeat(40)}*b`, `${'**/'.repeat(40)}b`], ...to('web') });
    const references = Array.from({ length: 5_000 }, (_, index) => `./t${index}.json`);
    const configs = references.map((path) => [path.slice(2), hostile] as const);
    const started = performance.now();
    const found = resolveImport({
      title: '',
      specifier: '@/load',
      from: `src/${'a'.repeat(250)}/${'a/'.repeat(500)}main.ts`,
      files: [...files, ...configs, ['tsconfig.json', solution(...references)]],
      expected: '',
    });
    assert.equal(found, 'web/load.ts');
    assert.ok(performance.now() - started < 5_000);
  });
});
