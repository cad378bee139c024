import assert from 'node:assert/strict';
import { createDeclaredAs } from '../../../../src/bundle/packages/declared-as.js';
import { createPackageOf } from '../../../../src/bundle/packages/packages.js';
import { attribute } from '../../../../src/bundle/weigh/attribute.js';
import { graphOf } from '../../../support/bundle-graph.js';
import { memoryHost } from '../../../support/memory-host.js';

function shares(modules: Parameters<typeof graphOf>[0], manifests: Readonly<Record<string, string>> = {}) {
  const host = memoryHost(manifests);
  const knowledge = { packageOf: createPackageOf(host), declaredAs: createDeclaredAs(host, '/shop') };
  return attribute(graphOf(modules), knowledge, '/shop');
}

describe('whose the bytes of a bundle are', () => {
  it('counts what only one package brings in for that package', () => {
    const { packages } = shares({
      'src/a.ts': [10, 'node_modules/big/i.js', 'node_modules/other/i.js'],
      'node_modules/big/i.js': [100, 'node_modules/only/i.js', 'node_modules/shared/i.js'],
      'node_modules/other/i.js': [50, 'node_modules/shared/i.js'],
      'node_modules/only/i.js': [30],
      'node_modules/shared/i.js': [20],
    });
    assert.deepEqual(
      packages.map(({ name, bytes, onlyThroughBytes }) => [name, bytes, onlyThroughBytes]),
      [
        ['big', 100, 130],
        ['other', 50, 50],
        ['only', 30, 30],
        ['shared', 20, 20],
      ],
    );
  });

  it('shows the shortest way from the handler', () => {
    const { packages } = shares({
      'src/a.ts': [1, 'src/b.ts', 'src/c.ts'],
      'src/b.ts': [1, 'src/d.ts'],
      'src/d.ts': [1, 'node_modules/@scope/x/i.js'],
      'src/c.ts': [1, 'node_modules/@scope/x/lib/j.js'],
      'node_modules/@scope/x/i.js': [1],
      'node_modules/@scope/x/lib/j.js': [1],
    });
    assert.deepEqual(packages[0]!.chain, ['src/a.ts', 'src/c.ts', 'node_modules/@scope/x/lib/j.js']);
  });

  it('tells copies of one package by where they are', () => {
    const [share] = shares(
      {
        'src/a.ts': [1, 'node_modules/x/i.js', 'node_modules/y/node_modules/x/i.js'],
        'node_modules/x/i.js': [5],
        'node_modules/y/node_modules/x/i.js': [7],
      },
      {
        '/shop/node_modules/x/package.json': '{ "version": "2.0.0" }',
        '/shop/node_modules/y/node_modules/x/package.json': '{ "version": "1.0.0" }',
      },
    ).packages;
    assert.deepEqual(
      share!.copies.map(({ version, bytes }) => [version, bytes]),
      [
        ['1.0.0', 7],
        ['2.0.0', 5],
      ],
    );
  });

  it('leaves out what tree shaking has taken out', () => {
    const { packages, own } = shares({
      'src/a.ts': [9, 'node_modules/x/i.js', 'src/types.ts'],
      'node_modules/x/i.js': [0],
      'src/types.ts': [0],
    });
    assert.deepEqual(packages, []);
    assert.deepEqual(own, [{ file: 'src/a.ts', bytes: 9 }]);
  });

  it('reads versions of packages in archives of Yarn', () => {
    const packageOf = createPackageOf(memoryHost({}));
    const inside =
      '/home/.yarn/berry/cache/@smithy-core-npm-3.41.0-beta.1-6382451519-10c0.zip/node_modules/@smithy/core/i.js';
    assert.deepEqual([packageOf(inside)?.name, packageOf(inside)?.version], ['@smithy/core', '3.41.0-beta.1']);
  });

  it('finds packages in the store of pnpm and in archives of Yarn', () => {
    const packageOf = createPackageOf(memoryHost({}));
    assert.equal(packageOf('/shop/node_modules/.pnpm/x@1.0.0/node_modules/x/i.js')?.name, 'x');
    assert.equal(packageOf('/shop/.yarn/cache/x-npm-1.0.0.zip/node_modules/@s/x/i.js')?.name, '@s/x');
    assert.equal(packageOf('/shop/src/a.ts'), undefined);
  });
});
