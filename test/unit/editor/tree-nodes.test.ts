import assert from 'node:assert/strict';
import type { PlaceNames } from '../../../src/editor/names.js';
import { functionNodes, type Grouping, type TreeLine } from '../../../src/editor/tree-nodes.js';
import type { FunctionView } from '../../../src/model/protocol.js';
import { finding, fn, names, place } from './views.js';

const findings = [
  finding('dynamodb-scan', place('src/lib/db.ts', 30), { severity: 'error' }),
  finding('await-in-loop', place('src/lib/db.ts', 7, 2)),
  finding('await-in-loop', place('src/a.ts', 1), { severity: 'info' }),
];

/** The tree as indented lines. */
function drawn(functions: readonly FunctionView[], grouping: Grouping = 'file', named: PlaceNames = names): string {
  return lines(functionNodes({ functions }, grouping, named), '').join('\n');
}

function lines(nodes: readonly TreeLine[], indent: string): readonly string[] {
  return nodes.flatMap(({ label, description, severity, children }) => [
    `${indent}${[label, description, severity].filter(Boolean).join(' | ')}`,
    ...lines(children, `${indent}  `),
  ]);
}

describe('the tree of functions', () => {
  it('lists functions by name, with settings and number of findings', () => {
    const functions = [fn('ship', { runtime: 'nodejs22.x', memoryMb: 512 }), fn('create')];
    assert.equal(drawn(functions), 'create | no findings\nship | no findings · nodejs22.x · 512 MB');
  });

  it('groups findings by file, in the order of the code', () => {
    assert.equal(
      drawn([fn('ship', { findings })]),
      [
        'ship | 3 findings | error',
        '  a.ts | src',
        '    await-in-loop:2:1 | About await-in-loop. | info',
        '  db.ts | src/lib',
        '    await-in-loop:8:3 | About await-in-loop. | warning',
        '    dynamodb-scan:31:1 | About dynamodb-scan. | error',
      ].join('\n'),
    );
  });

  it('groups findings by rule', () => {
    assert.equal(
      drawn([fn('ship', { findings })], 'rule'),
      [
        'ship | 3 findings | error',
        '  await-in-loop | 2 findings | warning',
        '    a.ts:2:1 | src | info',
        '    db.ts:8:3 | src/lib | warning',
        '  dynamodb-scan | 1 finding | error',
        '    db.ts:31:1 | src/lib | error',
      ].join('\n'),
    );
  });

  it('names the folder where there are several', () => {
    const several = { ...names, folder: () => 'shop' };
    assert.equal(drawn([fn('ship')], 'file', several), 'ship | shop · no findings');
  });

  it('keeps functions of two folders apart that are called the same', () => {
    const nodes = functionNodes({ functions: [fn('a'), fn('a', { folder: 'file:///other' })] }, 'file', names);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, 2);
  });

  it('gives every node an id of its own', () => {
    const all = (nodes: readonly TreeLine[]): readonly string[] =>
      nodes.flatMap(({ id, children }) => [id, ...all(children)]);
    const functions = [fn('a', { findings }), fn('b', { findings: [...findings, ...findings] })];
    for (const grouping of ['file', 'rule'] as const) {
      const ids = all(functionNodes({ functions }, grouping, names));
      assert.equal(new Set(ids).size, ids.length, grouping);
    }
  });
});
