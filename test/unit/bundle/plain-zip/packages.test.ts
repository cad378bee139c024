import assert from 'node:assert/strict';
import { installedFor, installedNamed } from '../../../../src/bundle/plain-zip/node-packages.js';
import { createOnlyThrough } from '../../../../src/bundle/plain-zip/only-through.js';
import { memoryHost } from '../../../support/memory-host.js';

const manifest = (fields: object): string => JSON.stringify(fields);
const needs = (...names: string[]): string =>
  manifest({ dependencies: Object.fromEntries(names.map((name) => [name, '*'])) });

describe('packages that a package.json asks for', () => {
  it('are found as Node.js finds them: nested before hoisted, upwards', () => {
    const host = memoryHost({
      '/repo/node_modules/hoisted/package.json': '{}',
      '/repo/node_modules/x/package.json': '{}',
      '/repo/fn/package.json': needs('x', 'y', 'hoisted'),
      '/repo/fn/node_modules/x/package.json': '{}',
      '/repo/fn/node_modules/y/package.json': needs('x'),
      '/repo/fn/node_modules/y/node_modules/x/package.json': needs('gone'),
    });
    const { packages, missing } = installedFor('/repo/fn', 'production', host);
    assert.deepEqual([...packages.keys()].sort(), [
      '/repo/fn/node_modules/x',
      '/repo/fn/node_modules/y',
      '/repo/fn/node_modules/y/node_modules/x',
      '/repo/node_modules/hoisted',
    ]);
    assert.deepEqual(missing, ['gone']);
  });

  it('miss nothing that is optional, and take it where it is installed', () => {
    const host = memoryHost({
      '/fn/package.json': manifest({
        dependencies: { a: '1', both: '1' },
        optionalDependencies: { both: '1', o: '1', absent: '1' },
        devDependencies: { d: '1' },
      }),
      '/fn/node_modules/a/package.json': manifest({
        peerDependencies: { peer: '1', soft: '1' },
        peerDependenciesMeta: { soft: { optional: true } },
      }),
      ...Object.fromEntries(['o', 'peer', 'soft', 'd'].map((name) => [`/fn/node_modules/${name}/package.json`, '{}'])),
    });
    const { packages, missing } = installedFor('/fn', 'production', host);
    assert.deepEqual([...packages.values()].map(({ name }) => name).sort(), ['a', 'o', 'peer']);
    assert.deepEqual(missing, []);
  });

  it('end circles, and survive broken manifests', () => {
    const host = memoryHost({
      '/fn/package.json': needs('a', 'broken'),
      '/fn/node_modules/a/package.json': needs('b'),
      '/fn/node_modules/b/package.json': needs('a'),
      '/fn/node_modules/broken/package.json': '{ "dependencies": 1',
    });
    assert.equal(installedFor('/fn', 'production', host).packages.size, 3);
    assert.equal(installedFor('/nowhere', 'production', host).packages.size, 0);
  });

  it('follow links to where a package is kept', () => {
    const store = '/fn/node_modules/.pnpm';
    const links: Readonly<Record<string, string>> = {
      '/fn/node_modules/a': `${store}/a@1/node_modules/a`,
      [`${store}/a@1/node_modules/b`]: `${store}/b@1/node_modules/b`,
    };
    const files = memoryHost({
      '/fn/node_modules/a/x.js': '',
      [`${store}/a@1/node_modules/a/package.json`]: needs('b'),
      [`${store}/a@1/node_modules/b/x.js`]: '',
      [`${store}/b@1/node_modules/b/package.json`]: '{}',
    });
    const host = { ...files, realPath: (path: string) => links[path] ?? path };
    assert.deepEqual(
      [...installedNamed(['a'], '/fn', host).packages.keys()],
      [`${store}/a@1/node_modules/a`, `${store}/b@1/node_modules/b`],
    );
  });
});

describe('what a package brings along', () => {
  it('counts what only it depends on, however deep, and what nobody asks for by itself', () => {
    const host = memoryHost({
      '/fn/package.json': needs('big', 'other'),
      '/fn/node_modules/big/package.json': needs('only', 'shared'),
      '/fn/node_modules/only/package.json': needs('deep'),
      '/fn/node_modules/deep/package.json': '{}',
      '/fn/node_modules/other/package.json': needs('shared'),
      '/fn/node_modules/shared/package.json': '{}',
    });
    const bytes = { big: 100, only: 10, deep: 1, other: 50, shared: 20, stray: 7 };
    const at = (name: string): string => `/fn/node_modules/${name}`;
    const bytesOf = new Map(Object.entries(bytes).map(([name, size]) => [at(name), size]));
    const onlyThrough = createOnlyThrough(installedFor('/fn', 'production', host), bytesOf);
    const found = Object.keys(bytes).map((name) => [name, onlyThrough(name, [at(name)])]);
    assert.deepEqual(Object.fromEntries(found), { big: 111, only: 11, deep: 1, other: 50, shared: 20, stray: 7 });
  });
});
