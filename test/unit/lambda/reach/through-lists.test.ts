import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

/** Does an invocation enter the only function called `target`? */
function isEntered(files: string | Readonly<Record<string, string>>): boolean {
  const { program, owners } = loadSource(files);
  const [owner, ...others] = owners('target');
  assert.ok(owner && others.length === 0, 'target is there once');
  return program.reach.isServing(owner);
}

const TARGET = 'function target() {}\n';
const STEP = 'class Step { run() { target(); } }\n';

describe('`target` is entered through', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'a loop over functions',
      'const all = [target];\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    [
      'a loop over objects',
      `${STEP}const all = [new Step()];\nexport const handler = async () => { for (const each of all) each.run(); };`,
    ],
    [
      'a loop with a pattern',
      'const all = [{ run: target }];\nexport const handler = async () => { for (const { run } of all) run(); };',
    ],
    [
      'a callback of map()',
      `${STEP}const all = [new Step()];\nexport const handler = async () => all.map((each) => each.run());`,
    ],
    [
      'a callback by name',
      `${STEP}const all = [new Step()];\nconst run = (each) => each.run();\nexport const handler = async () => all.forEach(run);`,
    ],
    [
      'a callback of a package',
      `import pMap from 'p-map';\n${STEP}const all = [new Step()];\nexport const handler = async () => pMap(all, (each) => each.run());`,
    ],
    [
      'reduce()',
      'const all = [target];\nexport const handler = async (event) => all.reduce((before, each) => each(before), event);',
    ],
    [
      'find()',
      'const all = [{ id: 1, run: target }];\nexport const handler = async (event) => all.find(({ id }) => id === event.id).run();',
    ],
    [
      'filter() and map()',
      'const all = [{ run: target }];\nexport const handler = async () => { for (const run of all.filter((each) => each.run).map((each) => each.run)) run(); };',
    ],
    [
      'a list that is filled by push()',
      'const all = [];\nall.push(target);\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    [
      'a list of lists',
      'const all = [[target]].flat();\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    [
      'a spread list',
      'const some = [target];\nconst all = [...some];\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    ['a map', "const all = new Map([['a', target]]);\nexport const handler = async (event) => all.get(event.id)();"],
    [
      'a map that is filled later',
      "const all = new Map();\nall.set('a', target);\nexport const handler = async (event) => all.get(event.id)?.();",
    ],
    [
      'the values of a map',
      "const all = new Map([['a', target]]);\nexport const handler = async () => { for (const each of all.values()) each(); };",
    ],
    [
      'the entries of a map',
      "const all = new Map([['a', target]]);\nexport const handler = async () => { for (const [name, each] of all) each(name); };",
    ],
    [
      'forEach() of a map',
      "const all = new Map([['a', target]]);\nexport const handler = async () => all.forEach((each) => each());",
    ],
    [
      'a set',
      'const all = new Set([target]);\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    [
      'a set that is filled later',
      'const all = new Set();\nall.add(target);\nexport const handler = async () => { for (const each of all) each(); };',
    ],
    [
      'the values of an object',
      'const all = { target };\nexport const handler = async () => { for (const each of Object.values(all)) each(); };',
    ],
    [
      'the entries of an object',
      'const all = { target };\nexport const handler = async () => Object.entries(all).map(([name, each]) => each(name));',
    ],
    ['Array.from()', 'const all = Array.from(new Set([target]));\nexport const handler = async () => all[0]();'],
    [
      'Promise.all() of a literal',
      'const load = async () => ({ run: target });\nexport const handler = async () => { const [one] = await Promise.all([load()]); one.run(); };',
    ],
    [
      'Promise.all() of a mapped list',
      'const load = async (id) => ({ run: target });\nexport const handler = async (event) => { const all = await Promise.all(event.ids.map(load)); all[0]?.run(); };',
    ],
    [
      'then()',
      'const load = async () => ({ run: target });\nexport const handler = async () => load().then((one) => one.run());',
    ],
    [
      'what then() gives',
      'const load = async () => 1;\nexport const handler = async () => { const one = await load().then(() => ({ run: target })).catch(fail); one.run(); };\nimport { fail } from "fail";',
    ],
    [
      'a method by a name that only the run knows',
      'class All { on_a() { target(); } }\nexport const handler = async (event) => { const all = new All(); return all[`on_${event.id}`](); };',
    ],
    [
      'a list in an object of ours',
      'class Chain { steps = []; add(step) { this.steps.push(step); } run() { for (const step of this.steps) step(); } }\nconst chain = new Chain();\nchain.add(target);\nexport const handler = async () => chain.run();',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(`${TARGET}${code}`), true));

  it('the exports of a module by a name that only the run knows', () => {
    const main = "import * as all from './all';\nexport const handler = async (event) => all[event.id]();";
    assert.equal(isEntered({ 'main.ts': main, 'all.ts': 'export function target() {}' }), true);
  });

  it('one of many functions of a table', () => {
    const others = Array.from({ length: 20 }, (_, index) => `a${index}: async () => ${index}`).join(', ');
    const code = `const all = { ${others}, target };\nexport const handler = async (event) => all[event.id]();`;
    assert.equal(isEntered(TARGET + code), true);
  });
});

describe('`target` is not entered where', () => {
  const cases: readonly [title: string, code: string][] = [
    ['a list holds it and nobody calls it', 'const all = [target];\nexport const handler = async () => all.length;'],
    [
      'another list is walked',
      'const all = [target];\nconst rest = [() => 1];\nexport const handler = async () => { for (const each of rest) each(); };',
    ],
    [
      'only keys are walked',
      'const all = { target };\nexport const handler = async () => { for (const each of Object.keys(all)) each(); };',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(`${TARGET}${code}`), false));
});

it('what changes code counts on no list that somebody else may add to', () => {
  const { program, node } = loadSource(
    `${TARGET}const all = [target];\nexport const handler = async () => { for (const each of all) each(1); };`,
  );
  const call = node('each(1)') as Parameters<typeof program.calls.targetsOf>[0];
  assert.deepEqual(program.calls.targetsOf(call), []);
  assert.deepEqual(program.values.of(call.expression), []);
});
