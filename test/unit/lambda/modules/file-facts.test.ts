import assert from 'node:assert/strict';
import { functionName } from '../../../../src/ast/nodes.js';
import { parseSource } from '../../../../src/ast/parse.js';
import { collectFileFacts } from '../../../../src/lambda/modules/file-facts.js';

/** References as `kind specifier`, with `(types)` behind those that compilation drops. */
function references(code: string, path = '/x.ts'): readonly string[] {
  return collectFileFacts(parseSource(path, code)).references.map(
    ({ kind, specifier, typeOnly }) => `${kind} ${specifier}${typeOnly ? ' (types)' : ''}`,
  );
}

describe('a file refers to modules', () => {
  const cases: readonly [title: string, code: string, expected: readonly string[], path?: string][] = [
    ['by import', "import { a } from 'm'; a();", ['import m']],
    ['for its effect', "import 'm';", ['import m']],
    ['by require', "const m = require('m');", ['require m']],
    ['by require in a function', "const f = () => require('m');", ['require m']],
    ['by import()', "const f = () => import('m');", ['dynamic m']],
    ['by import = require', "import m = require('m'); m();", ['require m']],
    ['by export from', "export { a } from 'm'; export * from 'n';", ['export m', 'export n']],
    ['not by a computed name', 'require(name); import(name);', []],
    ['not by another require', "loader.require('m');", []],
    ['by import type', "import type { A } from 'm';", ['import m (types)']],
    ['by names that are all types', "import { type A, type B } from 'm';", ['import m (types)']],
    ['by a type and a value', "import { type A, b } from 'm'; b();", ['import m']],
    ['by export type', "export type { A } from 'm';", ['export m (types)']],
    ['by import type = require', "import type m = require('m');", ['require m (types)']],
    ['by an import that nothing uses', "import a from 'm';", ['import m (types)']],
    [
      'by an import that types use',
      "import { A } from 'm'; const a: A = b; function f(x: A): A { return x; }",
      ['import m (types)'],
    ],
    ['by an import that typeof uses', "import a from 'm'; type T = typeof a;", ['import m (types)']],
    ['by an import that an interface extends', "import { A } from 'm'; interface B extends A {}", ['import m (types)']],
    ['by an import that a class extends', "import { A } from 'm'; class B extends A {}", ['import m']],
    ['by an import that is exported again', "import { a } from 'm'; export { a };", ['import m']],
    ['by a namespace that is used', "import * as m from 'm'; m.a();", ['import m']],
    ['by an import of JavaScript, used or not', "import a from 'm';", ['import m'], '/x.js'],
    ['by an unused name of another property', "import a from 'm'; b.a();", ['import m (types)']],
  ];
  for (const [title, code, expected, path] of cases) {
    it(title, () => assert.deepEqual(references(code, path), expected));
  }
});

describe('the facts of a function leave out what nested functions do', () => {
  const code = `
    boot();
    async function outer() {
      await first();
      for (const x of list) await second(x);
      items.map(async (item) => { await inner(item); return item; });
      return sql\`select 1\`;
    }
    class Store { client = make(); static shared = makeStatic(); }
  `;
  const { owners, classes } = collectFileFacts(parseSource('/x.ts', code));
  const shown = [...owners.values()].map(({ owner, calls, awaits, loops, returns, templates }) => {
    const names = calls.map((call) => call.expression.getText());
    return `${functionName(owner)}: ${names} | ${awaits.length} ${loops.length} ${returns.length} ${templates.length}`;
  });
  it('by owner: calls, then how many awaits, loops, returns and templates', () => {
    assert.deepEqual(shown, [
      'module scope: boot,makeStatic | 0 0 0 0',
      'outer: first,second,items.map | 2 1 1 1',
      'callback of map: inner | 1 0 1 0',
      'new Store: make | 0 0 0 0',
    ]);
  });
  it('and classes', () =>
    assert.deepEqual(
      classes.map(({ name }) => name?.text),
      ['Store'],
    ));
});
