import assert from 'node:assert/strict';
import type { BundleNode } from '../../../src/page/bundle-node.js';
import { createChainOf } from '../../../src/page/chain.js';
import { layOut } from '../../../src/page/layout.js';
import { search } from '../../../src/page/search.js';
import { buildTree } from '../../../src/page/tree.js';
import { stepFrom } from '../../../src/page/tree-keys.js';
import { type SampleFile, sampleBundle } from '../../support/sample-bundle.js';

const files: readonly SampleFile[] = [
  ['src/create.ts', 3000],
  ['src/db.ts', 2000, 'src/create.ts'],
  ['node_modules/Big/index.js', 9000, 'src/db.ts'],
  ['node_modules/Big/db.js', 1000, 'node_modules/Big/index.js'],
  ['node_modules/part/index.js', 4000, 'node_modules/Big/db.js'],
];
const bundle = sampleBundle('Create', files);
const root = buildTree(bundle);

describe('import chains', () => {
  const entry = 'src/create.ts';
  const chainOf = createChainOf({ ...bundle, entry });

  it('lead from the handler to a module', () => {
    assert.deepEqual(chainOf('node_modules/Big/db.js'), {
      files: [entry, 'src/db.ts', 'node_modules/Big/index.js', 'node_modules/Big/db.js'],
      hasGap: false,
    });
    assert.deepEqual(chainOf(entry), { files: [entry], hasGap: false });
  });

  it('say when no import leads there', () => {
    const unreached = sampleBundle('A', [...files, ['src/injected.ts', 5]]);
    assert.equal(createChainOf({ ...unreached, entry })('src/injected.ts'), undefined);
  });

  it('go through a file without bytes that the chain of a package knows', () => {
    const { packages, ...rest } = sampleBundle('A', [
      [entry, 10],
      ['node_modules/x/a.js', 5, 'src/barrel.ts'],
    ]);
    const chain = [entry, 'src/barrel.ts', 'node_modules/x/a.js'];
    const known = createChainOf({ ...rest, entry, packages: packages.map((share) => ({ ...share, chain })) });
    assert.deepEqual(known('node_modules/x/a.js'), { files: chain, hasGap: false });
    assert.deepEqual(createChainOf({ ...rest, entry, packages: [] })('node_modules/x/a.js'), {
      files: chain,
      hasGap: true,
    });
  });

  it('end although modules import each other', () => {
    const circle = sampleBundle('A', [
      [entry, 1],
      ['a.ts', 1, 'b.ts'],
      ['b.ts', 1, 'a.ts'],
    ]);
    assert.deepEqual(createChainOf({ ...circle, entry })('a.ts')!.files, [entry, 'b.ts', 'a.ts']);
  });
});

describe('search', () => {
  const bytesOf = (query: string) => search(root, query)?.weights.get(root);

  it('takes packages whole and files by their path, in any case', () => {
    assert.equal(bytesOf('bIG'), 10000);
    assert.equal(bytesOf('db.'), 2000 + 1000);
    assert.equal(bytesOf('index.js'), 13000);
    const { modules, packages, best } = search(root, 'big')!;
    assert.deepEqual([modules, packages, best?.name], [2, 1, 'Big']);
    assert.equal(search(root, 'db.')!.best?.path, 'src/db.ts');
  });

  it('finds nothing, and searches for nothing', () => {
    assert.equal(search(root, 'none')!.weights.size, 0);
    assert.equal(search(root, '  '), undefined);
  });
});

describe('the map', () => {
  const size = { width: 1000, height: 500 };

  it('draws two levels, each part in proportion and before its own parts', () => {
    const { tiles, leftOut } = layOut(root, size);
    assert.deepEqual(
      tiles.map(({ node, level }) => `${level} ${node.name}`),
      ['1 Other packages', '2 Big', '2 part', '1 Own code', '2 create.ts', '2 db.ts'],
    );
    assert.equal(leftOut, 0);
    const area = (name: string) => {
      const { width, height } = tiles.find(({ node }) => node.name === name)!;
      return width * height;
    };
    assert.ok(Math.abs(area('Big') / area('part') - 10 / 4) < 0.1);
  });

  it('counts what is too small to be drawn', () => {
    const many = Array.from({ length: 500 }, (_, index): SampleFile => [`src/${index}.ts`, 1]);
    const shown = buildTree(sampleBundle('A', [['src/large.ts', 1e6], ...many])).children[0]!;
    const { tiles, leftOut } = layOut(shown, size);
    assert.equal(tiles.length + leftOut, 501);
    assert.ok(leftOut >= 400);
  });

  it('is empty when there is no room, and when there is nothing', () => {
    assert.deepEqual(layOut(root, { width: 0, height: 0 }).tiles, []);
    assert.deepEqual(layOut(buildTree(sampleBundle('A', [])), size).tiles, []);
  });

  it('is walked with the keys of a tree', () => {
    const { tiles } = layOut(root, size);
    const named = (name: string): BundleNode => tiles.find(({ node }) => node.name === name)!.node;
    const step = (name: string, key: string) => stepFrom(named(name), key, tiles)?.name;
    assert.equal(step('Other packages', 'ArrowRight'), 'Big');
    assert.equal(step('Big', 'ArrowDown'), 'part');
    assert.equal(step('part', 'ArrowDown'), 'Own code');
    assert.equal(step('part', 'ArrowUp'), 'Big');
    assert.equal(step('Big', 'ArrowUp'), 'Other packages');
    assert.equal(step('part', 'ArrowLeft'), 'Other packages');
    assert.equal(step('part', 'Home'), 'Big');
    assert.equal(step('Other packages', 'End'), 'Own code');
    assert.equal(step('db.ts', 'ArrowDown'), undefined);
    assert.equal(step('Big', 'a'), undefined);
  });
});
