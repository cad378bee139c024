import assert from 'node:assert/strict';
import { createTsconfigs } from '../../../src/sources/tsconfigs.js';
import { memoryHost } from '../../support/memory-host.js';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, unknown>>;
  readonly path: string | undefined;
  readonly interop?: boolean;
  readonly isComplete?: boolean;
}

const on = { compilerOptions: { esModuleInterop: true } };

const cases: readonly Case[] = [
  { title: 'none', files: {}, path: undefined },
  { title: 'the nearest', files: { '/r/tsconfig.json': on, '/r/a/tsconfig.json': {} }, path: '/r/a/tsconfig.json' },
  { title: 'one further up', files: { '/r/tsconfig.json': on }, path: '/r/tsconfig.json', interop: true },
  {
    title: 'the base of an Nx workspace, where there is no other',
    files: { '/r/nx.json': {}, '/r/tsconfig.base.json': on },
    path: '/r/tsconfig.base.json',
    interop: true,
  },
  { title: 'no base of anything else', files: { '/r/tsconfig.base.json': on }, path: undefined },
  { title: 'none above the root', files: { '/tsconfig.json': on }, path: undefined },
  {
    title: 'what it extends',
    files: { '/r/tsconfig.json': { extends: './base.json' }, '/r/base.json': on },
    path: '/r/tsconfig.json',
    interop: true,
  },
  {
    title: 'a base that is not there',
    files: { '/r/tsconfig.json': { extends: './gone.json', ...on } },
    path: '/r/tsconfig.json',
    interop: true,
    isComplete: false,
  },
  {
    title: 'a base in a package that is not installed',
    files: { '/r/tsconfig.json': { extends: '@acme/tsconfig/node.json' } },
    path: '/r/tsconfig.json',
    isComplete: false,
  },
  {
    title: 'others that it refers to',
    files: { '/r/tsconfig.json': { files: [], references: [{ path: './app' }] } },
    path: '/r/tsconfig.json',
    isComplete: false,
  },
];

describe('the tsconfig of a file', () => {
  for (const { title, files, path, interop, isComplete = true } of cases) {
    it(title, () => {
      const texts = Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)]);
      const found = createTsconfigs('/r', memoryHost(Object.fromEntries(texts)), () => {}).of('/r/a/main.ts');
      assert.deepEqual(
        { path: found.path, interop: found.options.esModuleInterop, isComplete: found.isComplete },
        { path, interop, isComplete },
      );
    });
  }
});
