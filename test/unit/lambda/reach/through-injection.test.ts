import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

/** Does an invocation enter the only function called `Store.load`? */
function isEntered(code: string): boolean {
  const { program, owners } = loadSource(STORE + code);
  const [owner, ...others] = owners('Store.load');
  assert.ok(owner && others.length === 0, 'Store.load is there once');
  return program.reach.isServing(owner);
}

const STORE = 'interface Loads { load(): void }\nclass Store { load() {} }\nclass Other { load2() {} }\n';
const INVERSIFY = "import { Container, inject, injectable } from 'inversify';\nconst container = new Container();\n";
const TSYRINGE = "import { container, inject, injectable } from 'tsyringe';\n";
const AWILIX =
  "import { asClass, asFunction, asValue, createContainer } from 'awilix';\nconst container = createContainer();\n";
const KEYS = "const TYPES = { Store: Symbol.for('Store'), Page: Symbol.for('Page') };\n";

const PAGE =
  '@injectable()\nclass Page { constructor(@inject(TYPES.Store) private readonly store: Loads) {} show() { return this.store.load(); } }\n';

describe('a method is entered through', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'inversify, by a symbol',
      `${INVERSIFY}${KEYS}container.bind(TYPES.Store).to(Store).inSingletonScope();\nexport const handler = async () => container.get(TYPES.Store).load();`,
    ],
    [
      'inversify, by what a constructor asks for',
      `${INVERSIFY}${KEYS}${PAGE}container.bind(TYPES.Store).to(Store);\ncontainer.bind(TYPES.Page).to(Page);\nexport const handler = async () => container.get(TYPES.Page).show();`,
    ],
    [
      'a value that is bound',
      `${INVERSIFY}container.bind('store').toConstantValue(new Store());\nexport const handler = async () => container.get('store').load();`,
    ],
    [
      'a function that makes what is bound',
      `${INVERSIFY}container.bind('store').toDynamicValue(() => new Store());\nexport const handler = async () => container.get('store').load();`,
    ],
    [
      'a property that is injected',
      `${INVERSIFY}container.bind('store').to(Store);\n@injectable()\nclass Page { @inject('store') store; show() { return this.store.load(); } }\nexport const handler = async () => container.get(Page).show();`,
    ],
    [
      'another key for the same',
      `${INVERSIFY}container.bind('a').to(Store);\ncontainer.bind('b').toService('a');\nexport const handler = async () => container.get('b').load();`,
    ],
    [
      'tsyringe, with useClass',
      `${TSYRINGE}container.register('Store', { useClass: Store });\nexport const handler = async () => container.resolve('Store').load();`,
    ],
    [
      'tsyringe, with useFactory',
      `${TSYRINGE}container.register('Store', { useFactory: () => new Store() });\nexport const handler = async () => container.resolve('Store').load();`,
    ],
    [
      'tsyringe, registered once',
      `${TSYRINGE}container.registerSingleton('Store', Store);\nexport const handler = async () => container.resolve('Store').load();`,
    ],
    [
      'awilix, by the name that is resolved',
      `${AWILIX}container.register({ store: asClass(Store).singleton() });\nexport const handler = async () => container.resolve('store').load();`,
    ],
    [
      'awilix, by the cradle',
      `${AWILIX}container.register({ store: asClass(Store) });\nexport const handler = async () => container.cradle.store.load();`,
    ],
    [
      'awilix, by the pattern of a constructor',
      `${AWILIX}class Page { constructor({ store }) { this.store = store; } show() { return this.store.load(); } }\ncontainer.register({ store: asClass(Store), page: asClass(Page) });\nexport const handler = async () => container.resolve('page').show();`,
    ],
    [
      'awilix, by the name of a parameter',
      `${AWILIX}const makePage = (store) => ({ show: () => store.load() });\ncontainer.register('store', asClass(Store));\ncontainer.register('page', asFunction(makePage));\nexport const handler = async () => container.resolve('page').show();`,
    ],
    [
      'awilix, by what all are given',
      `${AWILIX}class Page { constructor(all) { this.all = all; } show() { return this.all.store.load(); } }\ncontainer.register({ store: asClass(Store), page: asClass(Page) });\nexport const handler = async () => container.resolve('page').show();`,
    ],
    [
      'typedi',
      "import Container from 'typedi';\nContainer.set('store', new Store());\nexport const handler = async () => Container.get('store').load();",
    ],
    [
      'a container of our own',
      "const all = new Map();\nconst container = { register: (key, make) => all.set(key, make), resolve: (key) => all.get(key)() };\ncontainer.register('store', () => new Store());\nexport const handler = async () => container.resolve('store').load();",
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(code), true));
});

describe('a method is not entered where', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'another class is bound to the key',
      `${INVERSIFY}container.bind('other').to(Other);\ncontainer.bind('store').to(Store);\nexport const handler = async () => container.get('other').load();`,
    ],
    [
      'nobody asks for it',
      `${AWILIX}container.register({ store: asClass(Store), other: asClass(Other) });\nexport const handler = async () => container.resolve('other').load2();`,
    ],
    [
      'a map of another kind has the key',
      "const all = new Map();\nall.set('store', new Store());\nconst others = new Map();\nexport const handler = async () => others.get('store')?.load();",
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(code), false));
});

describe('what a container keeps is no code of each invocation:', () => {
  const cases: readonly [title: string, code: string][] = [
    ['inversify', `${INVERSIFY}container.bind('store').toDynamicValue(() => make()).inSingletonScope();\n`],
    ['awilix', `${AWILIX}container.register({ store: asFunction(() => make()).singleton() });\n`],
    [
      'awilix, by an option',
      `${AWILIX}container.register({ store: asFunction(() => make(), { lifetime: Lifetime.SINGLETON }) });\n`,
    ],
    [
      'tsyringe',
      `${TSYRINGE}import { instanceCachingFactory } from 'tsyringe';\ncontainer.register('store', { useFactory: instanceCachingFactory(() => make()) });\n`,
    ],
  ];
  for (const [title, code] of cases) {
    it(title, () => {
      const source = `${code}function make() { return {}; }\nexport const handler = async () => container.resolve('store');`;
      const { program, owners } = loadSource(source);
      assert.equal(program.reach.isServing(owners('make')[0]!), false);
    });
  }
});

it('the constructor of what a container makes is no code of each invocation', () => {
  const { program, owners } = loadSource(
    `${INVERSIFY}class Made { constructor() { setUp(); } run() {} }\nfunction setUp() {}\nexport const handler = async () => container.get(Made).run();`,
  );
  assert.equal(program.reach.isServing(owners('Made.run')[0]!), true);
  assert.equal(program.reach.isServing(owners('setUp')[0]!), false);
});
