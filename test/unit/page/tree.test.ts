import assert from 'node:assert/strict';
import type { BundleNode } from '../../../src/page/bundle-node.js';
import { buildTree, withDescendants } from '../../../src/page/tree.js';
import { counterpart, pathTo } from '../../../src/page/tree-node.js';
import { type SampleFile, sampleBundle } from '../../support/sample-bundle.js';

const files: readonly SampleFile[] = [
  ['src/handlers/create.ts', 300],
  ['src/lib/db/table.ts', 200, 'src/handlers/create.ts'],
  ['node_modules/@aws-sdk/core/dist-es/index.js', 900, 'src/lib/db/table.ts'],
  ['node_modules/@aws-sdk/core/dist-es/deep/a.js', 100, 'src/lib/db/table.ts'],
  ['node_modules/part/index.js', 40, 'src/handlers/create.ts'],
  ['node_modules/big/node_modules/part/lib/index.js', 90, 'src/handlers/create.ts'],
];

function treeOf(...args: Parameters<typeof sampleBundle>): BundleNode {
  return buildTree(sampleBundle(...args));
}

/** `name bytes` with two blanks for each level. */
function outline(root: BundleNode): readonly string[] {
  return [...withDescendants(root)].map(
    (node) => `${'  '.repeat(pathTo(node).length - 1)}${node.name} ${node.bytes} ${node.kind}`,
  );
}

describe('the tree of a bundle', () => {
  it('has kinds, packages and copies, folders, files; the heaviest first', () => {
    const root = treeOf('Create', files, { bundlerBytes: 25, assets: [{ file: 'assets/logo.png', bytes: 5 }] });
    assert.deepEqual(outline(root), [
      'Create 1660 own',
      '  AWS SDK 1000 sdk',
      '    @aws-sdk/core 1000 sdk',
      '      index.js 900 sdk',
      '      deep 100 sdk',
      '        a.js 100 sdk',
      '  Own code 500 own',
      '    handlers 300 own',
      '      create.ts 300 own',
      '    lib/db 200 own',
      '      table.ts 200 own',
      '  Other packages 130 package',
      '    part 130 package',
      '      2.0.0 in node_modules/big/node_modules/part 90 package',
      '        index.js 90 package',
      '      1.0.0 in node_modules/part 40 package',
      '        index.js 40 package',
      '  Added by the bundler 25 other',
      '  Files beside the code 5 other',
      '    logo.png 5 other',
    ]);
  });

  it('tells a package from a copy of it that is installed below itself', () => {
    const nested: readonly SampleFile[] = [
      ['src/a.ts', 1],
      ['node_modules/x/index.js', 10, 'src/a.ts'],
      ['node_modules/x/node_modules/y/node_modules/x/index.js', 7, 'src/a.ts'],
    ];
    const [copy, other] = treeOf('A', nested).children[0]!.children[0]!.children;
    assert.deepEqual([copy?.bytes, other?.bytes], [10, 7]);
  });

  it('leaves out what weighs nothing', () => {
    assert.deepEqual(outline(treeOf('Empty', [])), ['Empty 0 own']);
    assert.deepEqual(outline(treeOf('A', [['a.ts', 3]])), ['A 3 own', '  Own code 3 own', '    a.ts 3 own']);
  });

  it('takes files from beside the root', () => {
    const root = treeOf('A', [
      ['../shared/a.ts', 3],
      ['/opt/b.ts', 2, '../shared/a.ts'],
    ]);
    assert.deepEqual(
      root.children[0]!.children.map(({ name, path }) => [name, path]),
      [
        ['../shared', '../shared'],
        ['opt', 'opt'],
      ],
    );
  });

  it('finds the same place in a newer tree, or the nearest above it', () => {
    const before = treeOf('Create', files);
    const file = before.children[0]!.children[0]!.children[0]!;
    assert.equal(counterpart(file, treeOf('Create', files)).path, file.path);
    assert.equal(counterpart(file, treeOf('Create', files.slice(0, 2))).name, 'Create');
    assert.equal(
      counterpart(
        file,
        treeOf(
          'Create',
          files.filter(([name]) => name !== file.path),
        ),
      ).name,
      '@aws-sdk/core',
    );
  });
});
