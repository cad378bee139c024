import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { fillsTested } from '../../../../src/lambda/reach/fills-tested.js';
import { besideKept, lifetimesIn } from '../../../support/guarded.js';
import { loadSource } from '../../../support/load-source.js';

/** Does the last statement of the handler, an `if`, fill what it tests? */
function fills(body: string, further?: string | Readonly<Record<string, string>>): boolean {
  const main = besideKept(body, typeof further === 'string' ? further : "import { init } from './init.js';");
  const loaded = loadSource({ 'main.ts': main, ...(typeof further === 'object' && further) });
  const at = loaded.node(body.slice(body.indexOf('if (')));
  assert.ok(ts.isIfStatement(at));
  return fillsTested(at.expression, at.thenStatement, lifetimesIn(loaded));
}

describe('fills what it tests', () => {
  const cases: readonly [body: string, further?: string][] = [
    ['if (!kept) kept = make();'],
    ['if (!kept) { open(); kept = make(); }'],
    ['if (event.id && !kept) kept = make();'],
    ['if (!kept.a) kept.a = make();'],
    ['if (!kept.a.b) kept = make();'],
    ["if (!kept.a) kept['a'] = make();"],
    ['if (!all.has(event.id)) all.set(event.id, make());'],
    ['if (!all.a.has(event.id)) all.a.set(event.id, make());'],
    ['const hit = all.get(event.id); if (!hit) all.set(event.id, make());'],
    ['const hit = all; if (!hit) all.set(event.id, make());'],
    ['const hit = kept.a.get(event.id); if (!hit) kept = make();'],
    ['if (!kept) init();', 'function init() { kept = make(); }'],
    ['if (!kept) await init();', 'const init = async () => { kept = await make(); };'],
  ];
  for (const [body, further = ''] of cases) it(`${further} ${body}`, () => assert.equal(fills(body, further), true));
});

describe('does not fill what it tests', () => {
  const cases: readonly [body: string, further?: string][] = [
    ['if (!kept) make();'],
    ['if (!kept) other = make();'],
    ['if (!event.id) kept = make();'],
    ['if (!0) kept = make();'],
    ['if (!kept.a) kept.b = make();'],
    ['if (!kept) kept.a = make();'],
    ['if (!keptLong) kept = make();', 'let keptLong;'],
    ['let own; if (!own) own = make();'],
    ['const own = new Map(); if (!own.has(1)) own.set(1, make());'],
    ['if (!all.has(event.id)) rest.set(event.id, make());'],
    ['if (!kept) later(() => { kept = make(); });'],
    ['if ([].some(() => kept)) kept = make();'],
    ['let kept; if (!kept) init();', 'function init() { kept = make(); }'],
    ['if (!kept) init();', 'function init() { other = make(); }'],
    ['if (!kept) init();', 'function init() { return () => { kept = make(); }; }'],
    ['if (!kept) init();', 'function init() { init2(); }\nfunction init2() { kept = make(); }'],
    ['if (!kept) init();', 'declare function init(): void;'],
  ];
  for (const [body, further = ''] of cases) it(`${further} ${body}`, () => assert.equal(fills(body, further), false));

  it('where a function of another file fills a place of the same name', () => {
    const init = 'let kept;\nexport function init() { kept = 1; }';
    assert.equal(fills('if (!kept) init();', { 'init.ts': init }), false);
  });
});
