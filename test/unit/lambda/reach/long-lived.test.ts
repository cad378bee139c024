import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { functionName } from '../../../../src/ast/nodes.js';
import { isLongLived } from '../../../../src/lambda/reach/long-lived.js';
import { lifetimesIn } from '../../../support/guarded.js';
import { loadSource } from '../../../support/load-source.js';

/** Does what `look(…)` is given outlive an invocation? Objects of `Fresh` do not, and functions named `init` run while the module loads. */
function isKept(code: string): boolean {
  const loaded = loadSource(code);
  const lifetimes = lifetimesIn(loaded, {
    runsPerInvocation: (owner) => functionName(owner) !== 'init',
    isPerInvocation: (node) => node.name?.text === 'Fresh',
  });
  const [, given = ''] = /look(\(.*?\));/.exec(code) ?? [];
  const call = loaded.node(`look${given}`);
  assert.ok(ts.isCallExpression(call));
  const [place] = call.arguments;
  assert.ok(place);
  return isLongLived(place, lifetimes);
}

describe('outlives an invocation', () => {
  const cases: readonly [title: string, code: string][] = [
    ['a variable of the module', 'let kept;\nexport const handler = () => { look(kept); };'],
    ['what is imported', "import kept from 'x';\nexport const handler = () => { look(kept); };"],
    ['a member of it', 'const all = {};\nexport const handler = () => { look(all.a.b); };'],
    ['an element of it', 'const all = {};\nexport const handler = (event) => { look(all[event.id]); };'],
    ['a cast of it', 'let kept;\nexport const handler = () => { look((kept as any)!); };'],
    ['a static', 'class Db { static kept; }\nexport const handler = () => { look(Db.kept); };'],
    ['a static of a class in a function', 'export const handler = () => { class Db { static kept; } look(Db.kept); };'],
    ['globalThis', 'export const handler = () => { look(globalThis.kept); };'],
    ['a name for globalThis', 'export const handler = () => { const all = globalThis as any; look(all.kept); };'],
    ['global', 'export const handler = () => { look(global.kept); };'],
    ['process', 'export const handler = () => { look(process.env.KEPT); };'],
    ['this of a kept object', 'class Db { get() { look(this.kept); } }\nexport const handler = () => new Db().get();'],
    ['this without a class', 'export const handler = function () { look(this.kept); };'],
    [
      'a variable of what runs at init',
      'function init() { let kept; return () => { look(kept); }; }\nexport const handler = init();',
    ],
    [
      'one of a block in what runs at init',
      'function init() { { let kept; return () => { look(kept); }; } }\nexport const handler = init();',
    ],
    [
      'a parameter of what runs at init',
      'function init(kept) { return () => { look(kept); }; }\nexport const handler = init({});',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isKept(code), true));
});

describe('goes with the invocation', () => {
  const cases: readonly [title: string, code: string][] = [
    ['a name for something else', 'export const handler = () => { const all = globalThis.make(); look(all.kept); };'],
    ['a variable of the function', 'export const handler = () => { let own; look(own); };'],
    ['a parameter', 'export const handler = (event) => { look(event); };'],
    ['a member of it', 'export const handler = (event) => { look(event.all.a); };'],
    [
      'a name of the module that a variable hides',
      'let kept;\nexport const handler = () => { let kept; look(kept); };',
    ],
    ['a global of another name', 'export const handler = () => { look(elsewhere.kept); };'],
    [
      'globalThis that a variable hides',
      'export const handler = () => { const globalThis = {}; look(globalThis.a); };',
    ],
    [
      'this of an object made anew',
      'class Fresh { get() { look(this.kept); } }\nexport const handler = () => new Fresh().get();',
    ],
    [
      'a variable of what runs on every invocation',
      'function create() { let kept; return () => { look(kept); }; }\nexport const handler = () => create()();',
    ],
    [
      'an own variable of what runs at init',
      'function init() { let kept; look(kept); }\nexport const handler = init();',
    ],
    ['what a call gives', 'const get = () => ({});\nexport const handler = () => { look(get()); };'],
    ['a member of what a call gives', 'const get = () => ({});\nexport const handler = () => { look(get().a); };'],
    ['a literal', 'export const handler = () => { look({}); };'],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isKept(code), false));
});
