import assert from 'node:assert/strict';
import { entryPointsOf, outputOf, withoutNames } from '../../../../src/bundle/build/build-request.js';
import { memoryHost } from '../../../support/memory-host.js';

it('functions of one file are one entry', () => {
  const plans = ['a', 'b', 'a'].map((name) => ({ entry: `/shop/${name}.ts`, builtAt: `*/${name}.js` }));
  assert.deepEqual(entryPointsOf(plans), [
    { path: '/shop/a.ts', builtAt: '*/a.js' },
    { path: '/shop/b.ts', builtAt: '*/b.js' },
  ]);
});

describe('an entry is built at', () => {
  const cases: readonly [builtAt: string, expected: string][] = [
    ['out/a.js', 'out/a.js'],
    ['*/index.js', '3/index.js'],
    ['out/*/index.mjs', 'out/3/index.mjs'],
  ];
  for (const [builtAt, expected] of cases)
    it(builtAt, () => assert.equal(outputOf({ path: '/shop/a.ts', builtAt }, 3), expected));
});

describe('a request that leaves names out', () => {
  const request = { entries: [], folder: '/shop', host: memoryHost({}), options: { minify: true, external: ['a'] } };

  it('keeps all else', () =>
    assert.deepEqual(withoutNames(request, ['b']), { ...request, options: { minify: true, external: ['a', 'b'] } }));
  it('needs none before', () =>
    assert.deepEqual(withoutNames({ ...request, options: {} }, ['b']).options, { external: ['b'] }));
});
