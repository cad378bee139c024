import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('code without end', () => {
  it('a chain of 8,000 functions is followed to its end', () => {
    const chain = lines(8000, (index) => `function f${index}(event) { return f${index + 1}(event); }`);
    const { program, owners } = loadSource(
      `${chain}\nfunction f8000(event) { return event; }\nexport const handler = async (event) => f0(event);`,
    );
    assert.equal(program.reach.isServing(owners('f8000')[0]!), true);
  });

  it('5,000 re-exports lead to what is exported', () => {
    const files = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`m${index}.ts`, `export * from './m${index + 1}';\n`]),
    );
    const { program, owners } = loadSource({
      ...files,
      'm5000.ts': 'export function target() {}\n',
      'main.ts': "import { target } from './m0';\nexport const handler = async () => target();\n",
    });
    assert.equal(program.reach.isServing(owners('target')[0]!), true);
  });

  it('methods that only their names lead to are followed for some rounds, and then told', () => {
    const classes = lines(
      400,
      (index) => `class C${index} { run${index}(next) { return next.run${index + 1}(next.x); } }`,
    );
    const { program, problems, owners } = loadSource(
      `${classes}\nexport const all = [${lines(400, (index) => `C${index},`)}];\nexport const handler = async (event) => event.a.b.run0(event);`,
    );
    assert.equal(program.reach.isServing(owners('C1.run1')[0]!), true);
    assert.equal(program.reach.isServing(owners('C399.run399')[0]!), false);
    assert.equal(problems.filter(({ kind }) => kind === 'unfollowed-call').length, 1);
  });
});

describe('what leads back to itself ends', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'prototypes',
      'function A() {}\nfunction B() {}\nA.prototype = Object.create(B.prototype);\nB.prototype = Object.create(A.prototype);\nObject.setPrototypeOf(A.prototype, A.prototype);\nexport const handler = async () => { new A().run(); new B().run(); };',
    ],
    [
      'what objects are given of each other',
      'const a = {};\nconst b = {};\nObject.assign(a, b);\nObject.assign(b, a);\na.run = b.run;\nb.run = a.run;\nexport const handler = async () => a.run();',
    ],
    [
      'globals',
      'globalThis.a = globalThis.a;\nglobalThis.b = a;\nglobalThis.a = b;\nexport const handler = async () => a.run();',
    ],
    [
      'keys of containers',
      "import { Container } from 'inversify';\nconst all = new Container();\nall.bind('a').toService('b');\nall.bind('b').toService('a');\nall.bind('c').toDynamicValue(() => all.get('c'));\nexport const handler = async () => { all.get('a').run(); all.get('c').run(); };",
    ],
    [
      'what awilix hands over',
      "import { asFunction, createContainer } from 'awilix';\nconst make = (all) => all.make.make;\nconst all = createContainer();\nall.register({ make: asFunction(make) });\nexport const handler = async () => all.resolve('make').run();",
    ],
    ['names of namespaces', 'namespace A { export import B = A; }\nexport const handler = async () => A.B.B.run();'],
    [
      'decorators',
      'const keep = (key) => (holder, name, descriptor) => { descriptor.value = descriptor.value; return keep; };\nclass A { @keep(A) run() {} }\nexport const handler = async () => new A().run();',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.ok(loadSource(code).program.reach.roots.length > 0));
});
