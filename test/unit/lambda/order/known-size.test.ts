import assert from 'node:assert/strict';
import { iterationAround } from '../../../../src/lambda/order/iteration.js';
import { knownSize } from '../../../../src/lambda/order/known-size.js';
import { loadSource } from '../../../support/load-source.js';

const inHandler = (body: string) => `export const handler = async (event) => {\n${body}\n};`;

describe('the size of a list is known', () => {
  const cases: readonly [title: string, code: string, expected: number | undefined][] = [
    ['of a literal', inHandler("for (const x of ['a', 'b']) work(1);"), 2],
    ['of a constant of the module', `const names = ['a', 'b', 'c'];\n${inHandler('names.map((x) => work(1));')}`, 3],
    [
      'of what a function returns',
      `const names = () => ['a', 'b'];\n${inHandler('for (const x of names()) work(1);')}`,
      2,
    ],
    [
      'of the keys of a literal',
      `const table = { a: 1, b: 2 };\n${inHandler('for (const x of Object.keys(table)) work(1);')}`,
      2,
    ],
    ['of a counter', inHandler('for (let i = 0; i < 4; i++) work(1);'), 4],
    ['of a counter up to a constant', `const MOST = 5;\n${inHandler('for (let i = 0; i < MOST; i++) work(1);')}`, 5],
    ['of the values of a literal', inHandler('for (const x of Object.values({ a: 1 })) work(1);'), 1],
    ['of the entries of a literal', inHandler('for (const x of Object.entries({ a: 1, b: 2 })) work(1);'), 2],
    [
      'of what all calls give at most',
      `function all(first, ...names) { for (const x of names) work(1); }\n${inHandler('all(0, 1, 2); all(0, 1, 2, 3);')}`,
      3,
    ],
    [
      'of a literal beside one that grows',
      inHandler("const all = ['a']; const other = []; other.push(all); for (const x of all) work(1);"),
      1,
    ],
    [
      'of a literal beside one of its name that grows',
      inHandler("const all = ['a']; { const all = []; all.push(event.id); } for (const x of all) work(1);"),
      1,
    ],
    ['of a literal that is asked', inHandler("const all = ['a']; all.join(); for (const x of all) work(1);"), 1],
    ['not of an empty literal, which is filled', inHandler('const all = []; for (const x of all) work(1);'), undefined],
    [
      'not of a literal that grows',
      inHandler("const all = ['a']; all.push(event.id); for (const x of all) work(1);"),
      undefined,
    ],
    [
      'not of a literal that grows at its front',
      inHandler("const all = ['a']; all.unshift(event.id); for (const x of all) work(1);"),
      undefined,
    ],
    [
      'not of a literal that is cut',
      inHandler("const all = ['a', 'b']; all.splice(0, 1); for (const x of all) work(1);"),
      undefined,
    ],
    [
      'not of a literal that grows in a callback',
      inHandler("const all = ['a']; event.ids.forEach((id) => all.push(id)); for (const x of all) work(1);"),
      undefined,
    ],
    [
      'not of a literal of the module that a function fills',
      `const all = ['a'];\nconst add = (id) => { (all as string[]).push(id); };\n${inHandler('add(event.id); for (const x of all) work(1);')}`,
      undefined,
    ],
    [
      'not of the keys of a literal with a spread',
      inHandler('for (const x of Object.keys({ a: 1, ...event.more })) work(1);'),
      undefined,
    ],
    ['not of the keys of nothing', inHandler('for (const x of Object.keys()) work(1);'), undefined],
    ['not of another question', inHandler('for (const x of Object.assign({ a: 1 })) work(1);'), undefined],
    [
      'not of what a call spreads',
      `function all(...names) { for (const x of names) work(1); }\n${inHandler('all(1, 2); all(...event.ids);')}`,
      undefined,
    ],
    [
      'not of a parameter that is no rest',
      `function all(names) { for (const x of names) work(1); }\n${inHandler('all(event.ids);')}`,
      undefined,
    ],
    [
      'not of the rest of a handler',
      'export const handler = async (...all) => { for (const x of all) work(1); };',
      undefined,
    ],
    ['not of a count to what the event holds', inHandler('for (let i = 0; i < event.most; i++) work(1);'), undefined],
    [
      'not of a count to a name that is no number',
      inHandler('const most = event.most; for (let i = 0; i < most; i++) work(1);'),
      undefined,
    ],
    [
      'not of a count to a parameter',
      'export const handler = async (most) => { for (let i = 0; i < most; i++) work(1); };',
      undefined,
    ],
    ['not of a loop that waits', inHandler('while (event.open < 3) work(1);'), undefined],
    ['not of a loop without an end', inHandler('for (;;) work(1);'), undefined],
    ['not of a loop with another test', inHandler('for (let i = 0; more(i); i++) work(1);'), undefined],
    ['not of a literal with a spread', inHandler("for (const x of ['a', ...event.ids]) work(1);"), undefined],
    ['not of what the event holds', inHandler('for (const x of event.ids) work(1);'), undefined],
  ];
  for (const [title, code, expected] of cases) {
    it(title, () => {
      const { program, node } = loadSource(code);
      const iteration = iterationAround(node('work(1)'));
      assert.ok(iteration);
      assert.equal(knownSize(iteration, program), expected);
    });
  }
});
