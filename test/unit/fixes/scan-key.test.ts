import assert from 'node:assert/strict';
import { filterParts } from '../../../src/fixes/scan/filter.js';
import { chooseKey, type ScanWants } from '../../../src/fixes/scan/key.js';
import type { Table, TableIndex } from '../../../src/model/table.js';

const textsOf = (filter: string): readonly string[] | undefined => filterParts(filter)?.map(({ text }) => text);

describe('the parts of a filter', () => {
  it('are what AND joins, on whatever lines', () =>
    assert.deepEqual(textsOf('a = :a\n  and  #b>=:b AND size(c) < :c'), ['a = :a', '#b>=:b', 'size(c) < :c']));

  it('the AND of BETWEEN joins nothing', () =>
    assert.deepEqual(textsOf('a BETWEEN :x AND :y AND b = :b'), ['a BETWEEN :x AND :y', 'b = :b']));

  it('parentheses around several are looked into, an OR within them is one part', () =>
    assert.deepEqual(textsOf('((a = :a AND (b = :b OR c = :c)) AND NOT d = :d)'), [
      'a = :a',
      '(b = :b OR c = :c)',
      'NOT d = :d',
    ]));

  it('there are none of an OR, nor of what cannot be read', () => {
    assert.equal(filterParts('a = :a OR b = :b'), undefined);
    assert.equal(filterParts('(a = :a'), undefined);
    assert.equal(filterParts('a = :a AND'), undefined);
  });

  it('a condition of a key is a comparison of an attribute with a value', () => {
    const isCondition = (filter: string) => filterParts(filter)?.[0]?.condition !== undefined;
    const forms = ['a = :a', '#a <= :a', 'a between :x and :y', 'begins_with(a, :a)'];
    assert.deepEqual(forms.filter(isCondition), forms);
    const others = [
      'a <> :a',
      'a.b = :a',
      'a = b',
      ':a = a',
      'a IN (:a)',
      'contains(a, :a)',
      'NOT a = :a',
      'size(a) = :a',
    ];
    assert.deepEqual(others.filter(isCondition), []);
  });

  it('knows the attributes that it names', () =>
    assert.deepEqual(filterParts('(contains(a.b[0], :a) OR NOT #c IN (:c, :d))')?.[0]?.names, ['a', '#c']));
});

const index = (name: string, partition: string, more: Partial<TableIndex> = {}): TableIndex => ({
  name,
  kind: 'global',
  partition,
  projected: 'all',
  ...more,
});

const table: Table = {
  id: 'template.yaml#Orders',
  name: 'Orders',
  partition: 'shop',
  sort: 'id',
  indexes: [
    index('some', 'city', { projected: ['shop', 'id', 'city'] }),
    index('byCityAndTime', 'city', { sort: 'time' }),
    index('byCity', 'city'),
    index('byTotal', 'shop', { kind: 'local', sort: 'total' }),
  ],
  declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' },
};

function choose(filter: string, more: Partial<ScanWants> = {}): string | undefined {
  const parts = filterParts(filter) ?? [];
  const wanted: ScanWants = { parts, attributeOf: (name) => name, isConsistent: false, projected: 'all', ...more };
  const chosen = chooseKey(wanted, table);
  const shown = chosen && [chosen.index?.name ?? 'table', chosen.key, chosen.rest, chosen.required];
  return shown?.map((each) => (Array.isArray(each) ? each.map(({ text }) => text).join(' & ') : each)).join(' | ');
}

describe('the key that a filter names', () => {
  const cases: readonly [title: string, filter: string, chosen: string | undefined, more?: Partial<ScanWants>][] = [
    ['the table goes first', 'city = :c AND shop = :s', 'table | shop = :s | city = :c | '],
    ['with its sort key', 'id > :i AND shop = :s', 'table | shop = :s & id > :i |  | '],
    ['an index that narrows by its sort key', 'city = :c AND time < :t', 'byCityAndTime | city = :c & time < :t |  | '],
    ['else one that has every item', 'city = :c', 'byCity | city = :c |  | '],
    [
      'a local index where the table will not do',
      'shop = :s AND total = :t AND id <> :i',
      'byTotal | shop = :s & total = :t | id <> :i | ',
    ],
    ['no filter by the key that is queried', 'shop = :s AND id <> :i AND contains(total, :t)', undefined],
    ['no range of a partition key', 'city > :c', undefined],
    ['no consistent read of a global index', 'city = :c', undefined, { isConsistent: true }],
    [
      'a consistent read of a local one',
      'shop = :s AND total = :t AND id <> :i',
      'byTotal | shop = :s & total = :t | id <> :i | ',
      { isConsistent: true },
    ],
    ['only the index that is scanned', 'city = :c', 'byCityAndTime | city = :c |  | time', { index: 'byCityAndTime' }],
    [
      'less than all where that is all that is read',
      'city = :c',
      'some | city = :c |  | ',
      { index: 'some', projected: ['id'] },
    ],
    ['not where more is filtered by', 'city = :c AND total = :t', undefined, { index: 'some', projected: ['id'] }],
    [
      'no alias that is not static',
      'shop = :s AND #x = :x',
      undefined,
      { attributeOf: (name) => (name === '#x' ? undefined : name) },
    ],
  ];
  for (const [title, filter, chosen, more] of cases) it(title, () => assert.equal(choose(filter, more), chosen));
});
