import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { findAncestor } from '../../../../src/ast/nodes.js';
import { cacheBehind, isAtHand, storageKey, storedInto } from '../../../../src/lambda/reach/storage.js';
import { loadSource } from '../../../support/load-source.js';

/** What is written in `look(…)`, behind other statements. */
function given(text: string, before = ''): ts.Expression {
  const call = loadSource(`export const handler = async (event, key) => { ${before} look(${text}); };`).node(
    `look(${text})`,
  );
  assert.ok(ts.isCallExpression(call));
  const [argument] = call.arguments;
  assert.ok(argument);
  return argument;
}

describe('a place is called', () => {
  const cases: readonly [code: string, expected: string | undefined][] = [
    ['client', 'client'],
    ['this', 'this'],
    ['this.client', 'this.client'],
    ['Pool.shared.one', 'Pool.shared.one'],
    ["all['one']", 'all.one'],
    ['(all as any)!.one', 'all.one'],
    ['all?.one', 'all.one'],
    ['all[key]', undefined],
    ['all[key].one', undefined],
    ['make()', undefined],
    ['make().one', undefined],
    ["'text'", undefined],
  ];
  for (const [code, expected] of cases) it(code, () => assert.equal(storageKey(given(code)), expected));
});

describe('what is stored into is', () => {
  const cases: readonly [code: string, expected: string | undefined][] = [
    ['kept = 1', 'kept'],
    ['kept ??= 1', 'kept'],
    ['kept += 1', 'kept'],
    ['all.one = 1', 'all.one'],
    ["all['one'] = 1", "all['one']"],
    ['all[key] = 1', 'all'],
    ['all.set(key, 1)', 'all'],
    ['all.add(1)', 'all'],
    ['all.push(1)', 'all'],
    ['all.put(1)', 'all'],
    ['this.all.set(key, 1)', 'this.all'],
    ['all.get(key)', undefined],
    ['all.setAll(1)', undefined],
    ['all.reset(1)', undefined],
    ['set(all, 1)', undefined],
    ["all['set'](key, 1)", undefined],
    ['kept === 1', undefined],
    ['kept', undefined],
  ];
  for (const [code, expected] of cases) it(code, () => assert.equal(storedInto(given(code))?.getText(), expected));
});

describe('the cache behind a value is', () => {
  const cases: readonly [code: string, before: string, expected: string | undefined][] = [
    ['all.get(key)', '', 'all'],
    ['this.all.has(key)', '', 'this.all'],
    ['all[key]', '', 'all'],
    ['(all[key] as any)', '', 'all'],
    ['hit', 'const hit = all.get(key);', 'all'],
    ['hit', 'const hit = await all.get(key);', 'all'],
    ['hit', 'const hit = (all[key])!;', 'all'],
    ['hit', 'const hit = all;', 'all'],
    ['second', 'const hit = all.get(key); const second = await hit;', 'all'],
    ['second', 'const hit = all.get(key); const second = hit;', 'hit'],
    ["all['one']", '', undefined],
    ['all.one', '', undefined],
    ['get(key)', '', undefined],
    ['make().get(key)', '', undefined],
    ['all', '', undefined],
    ['event', '', undefined],
    ['hit', 'let hit; hit = all.get(key);', undefined],
    ['hit', 'const { hit } = all.get(key);', undefined],
    ['hit', 'const hit = make(key);', undefined],
    ['hit', 'const hit = await make(key);', undefined],
  ];
  for (const [code, before, expected] of cases)
    it(`${before} ${code}`, () => assert.equal(cacheBehind(given(code, before)), expected));
});

describe('what a statement makes is at hand', () => {
  const cases: readonly [code: string, expected: boolean][] = [
    ['const one = make(1); keep(one);', true],
    ['const one = await make(1); if (one) keep({ one });', true],
    ['const one = { a: make(1) }; keep(one.a);', true],
    ['let one; keep(one = make(1));', true],
    ['const one = make(1); keep(other);', false],
    ['const one = make(1); keep(() => one);', false],
    ['make(1); keep(one);', false],
    ['one = make(1); keep(one);', false],
    ['const { one } = make(1); keep(one);', false],
    ['const one = () => { make(1); keep(one); };', false],
  ];
  for (const [code, expected] of cases) {
    it(code, () => {
      const node = loadSource(`export const handler = async () => { ${code} };`).node('make(1)');
      const statement = findAncestor(node, (each): each is ts.Statement => ts.isStatement(each));
      assert.ok(statement && ts.isBlock(statement.parent));
      const last = statement.parent.statements.at(-1);
      assert.ok(last);
      assert.equal(isAtHand(node, statement, last), expected);
    });
  }
});
