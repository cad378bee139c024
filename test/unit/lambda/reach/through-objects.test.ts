import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

type Code = string | Readonly<Record<string, string>>;

/** Does an invocation enter the only function called `target`? */
function isEntered(code: Code): boolean {
  const { program, owners } = loadSource(typeof code === 'string' ? TARGET + code : code);
  const [owner, ...others] = owners('target');
  assert.ok(owner && others.length === 0, 'target is there once');
  return program.reach.isServing(owner);
}

const TARGET = 'function target() {}\n';
const STORE = 'function Store(name) { this.name = name; }\n';
const USES = 'export const handler = async () => new Store().run();\n';

describe('`target` is entered through', () => {
  const cases: readonly [title: string, code: Code][] = [
    ['a method on a prototype', `${STORE}Store.prototype.run = function () { target(); };\n${USES}`],
    [
      'a method that calls another by `this`',
      `${STORE}Store.prototype.run = function () { return this.step(); };\nStore.prototype.step = function () { target(); };\n${USES}`,
    ],
    [
      'a prototype that is a literal',
      `${STORE}Store.prototype = { run: function () { this.step(); }, step() { target(); } };\n${USES}`,
    ],
    ['Object.assign on a prototype', `${STORE}Object.assign(Store.prototype, { run() { target(); } });\n${USES}`],
    [
      'util.inherits',
      `import util from 'node:util';\nfunction Base() {}\nBase.prototype.run = function () { target(); };\n${STORE}util.inherits(Store, Base);\n${USES}`,
    ],
    [
      'Object.create',
      `function Base() {}\nBase.prototype.run = function () { target(); };\n${STORE}Store.prototype = Object.create(Base.prototype);\nStore.prototype.constructor = Store;\n${USES}`,
    ],
    [
      'Object.setPrototypeOf',
      `function Base() {}\nBase.prototype.run = function () { target(); };\n${STORE}Object.setPrototypeOf(Store.prototype, Base.prototype);\n${USES}`,
    ],
    [
      'a class as old compilers write it',
      `var Store = (function (_super) { __extends(Store, _super); function Store() { return _super.call(this) || this; } return Store; }(Base));\nfunction Base() {}\nBase.prototype.run = function () { target(); };\n${USES}`,
    ],
    ['what a function puts on `this`', `function Store() { this.run = target; }\n${USES}`],
    [
      'what a function puts on `self`',
      `function Store() { const self = this; self.run = function () { target(); }; }\n${USES}`,
    ],
    [
      'a prototype for the moment',
      `${STORE}Store.prototype.run = function () { target(); };\nexport const handler = async (event) => Store.prototype.run.call(event);`,
    ],
    [
      'a function expression that is exported',
      {
        'store.js':
          'const Store = module.exports = function () {};\nfunction target() {}\nStore.prototype.run = function () { target(); };\n',
        'main.ts':
          "import Store from './store.js';\nexport const handler = async () => { const store = new Store(); await store.run(); };\n",
      },
    ],
    ['a method that is put on a class', `class Store {}\nStore.prototype.run = function () { target(); };\n${USES}`],
    [
      'a mixin',
      `const Runs = { run() { target(); } };\nclass Store {}\nObject.assign(Store.prototype, Runs);\n${USES}`,
    ],
    [
      'a function on a function',
      'function store() {}\nstore.run = function () { target(); };\nexport const handler = async () => store.run();',
    ],
    [
      '`this` of a function that was put on an object',
      'const store = {};\nstore.run = function () { return this.step(); };\nstore.step = function () { target(); };\nexport const handler = async () => store.run();',
    ],
    [
      '`this` of an exported function',
      'exports.run = function () { return this.step(); };\nexports.step = function () { target(); };\nexports.handler = async () => exports.run();',
    ],
    [
      'an object that another file fills',
      {
        'app.ts': 'export const app = {} as Record<string, () => void>;\n',
        'fill.ts': "import { app } from './app';\nfunction target() {}\napp.run = target;\n",
        'main.ts': "import './fill';\nimport { app } from './app';\nexport const handler = async () => app.run();\n",
      },
    ],
    [
      'exports that another file adds to',
      {
        'app.js': 'exports.name = 1;\n',
        'fill.js': "const app = require('./app');\nfunction target() {}\napp.run = target;\n",
        'main.ts':
          "import './fill.js';\nimport * as app from './app.js';\nexport const handler = async () => app.run();\n",
      },
    ],
    ['globalThis', 'globalThis.store = { run: target };\nexport const handler = async () => globalThis.store.run();'],
    [
      'global of another file, by its name alone',
      {
        'fill.js': 'function target() {}\nglobal.store = { run: target };\n',
        'main.ts': "import './fill.js';\nexport const handler = async () => store.run();\n",
      },
    ],
    [
      'another name for globalThis',
      'const shared = globalThis as { run?: () => void };\nshared.run ??= target;\nexport const handler = async () => shared.run!();',
    ],
    ['a name that nothing declares', 'run = target;\nexport const handler = async () => run();'],
    ['a getter', 'class Store { get run() { return target(); } }\nexport const handler = async () => new Store().run;'],
    [
      'a getter that is defined',
      "const store = {};\nObject.defineProperty(store, 'run', { get() { return target(); } });\nexport const handler = async () => store.run;",
    ],
    [
      'a value that is defined',
      "const store = {};\nObject.defineProperty(store, 'run', { value: target });\nexport const handler = async () => store.run();",
    ],
    [
      'a setter',
      'class Store { set run(value) { target(); } }\nexport const handler = async () => { new Store().run = 1; };',
    ],
    [
      'an object that a package is given',
      `import { serve } from 'server';\n${STORE}Store.prototype.run = function () { target(); };\nexport const handler = async () => serve(new Store());`,
    ],
    [
      'a getter of an object that a package is given',
      "import { serve } from 'server';\nclass Store { get run() { return target(); } }\nexport const handler = async () => serve(new Store());",
    ],
    [
      'a namespace',
      'namespace Orders { export const run = () => target(); }\nexport const handler = async () => Orders.run();',
    ],
    [
      'a namespace of another file, whose function a package wraps',
      {
        'orders.ts':
          "import { fn } from 'zod-fn';\nexport namespace Orders { export const run = fn(async () => target()); }\nfunction target() {}\n",
        'index.ts': "export * as Shop from './orders';\nexport { Orders } from './orders';\n",
        'main.ts': "import { Orders } from './index';\nexport const handler = async () => Orders.run();\n",
      },
    ],
    [
      'the second of two namespaces of a name',
      'namespace Orders { export const a = 1; }\nnamespace Orders { export function run() { target(); } }\nexport const handler = async () => Orders.run();',
    ],
    [
      'namespaces in namespaces',
      'namespace Shop.Orders { export function run() { target(); } }\nnamespace Shop { export namespace Users { export const run = () => Shop.Orders.run(); } }\nexport const handler = async () => Shop.Users.run();',
    ],
    [
      'a namespace that adds to a class',
      'class Orders {}\nnamespace Orders { export function run() { target(); } }\nexport const handler = async () => Orders.run();',
    ],
    [
      'a class in a namespace',
      'namespace Shop { export class Orders { run() { target(); } } }\nexport const handler = async () => { const orders: Shop.Orders = new Shop.Orders(); return orders.run(); };',
    ],
    [
      'another name for what a namespace holds',
      'namespace Shop { export namespace Orders { export function run() { target(); } } }\nimport Orders = Shop.Orders;\nexport const handler = async () => Orders.run();',
    ],
    [
      'what a method called `bind` gives',
      'class Keys { bind(key) { return new Binding(); } }\nclass Binding { to() { target(); return this; } }\nexport const handler = async () => new Keys().bind(1).to();',
    ],
    [
      'what a method called `call` is given',
      'class Remote { call(run) { return run(); } }\nconst remote = new Remote();\nexport const handler = async () => remote.call(target);',
    ],
    [
      'the list that `apply` is given',
      'function invoke(first, run) { return run(); }\nexport const handler = async () => invoke.apply(null, [1, target]);',
    ],
    [
      'what is bound to a function',
      'function invoke(run) { return run(); }\nconst bound = invoke.bind(null, target);\nexport const handler = async () => bound();',
    ],
    [
      'what is put on an object of a package',
      "import fastify from 'fastify';\nconst app = fastify();\napp.refresh = () => target();\nexport const handler = async () => app.refresh();",
    ],
    [
      'a resolver that is called as a maker',
      "import { serve } from 'graphql-server';\nserve({ resolvers: { Mutation: { createOrder: (parent, args) => target() } } });\nexport const handler = async () => serve.run();",
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(code), true));
});

describe('`target` is not entered where', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'another function has the method',
      `${STORE}function Other() {}\nOther.prototype.run = function () { target(); };\n${USES}`,
    ],
    [
      'another object has it',
      'const store = {};\nconst other = {};\nother.run = function () { target(); };\nexport const handler = async () => store.run();',
    ],
    [
      'a local name hides the global one',
      'globalThis.store = { run: target };\nexport const handler = async (event) => { const store = JSON.parse(event); return store.run(); };',
    ],
    [
      'a namespace that is only described has the name',
      'declare namespace Orders { export function run(): void; }\nnamespace Users { export function run() { target(); } }\nexport const handler = async () => Orders.run();',
    ],
    ['it is only put there', `${STORE}globalThis.run = target;\nexport const handler = async () => new Store().name;`],
    [
      'a getter is only set',
      'class Store { get run() { return target(); } }\nexport const handler = async () => { new Store().run = 1; };',
    ],
    [
      'a setter is only read',
      'class Store { set run(value) { target(); } }\nexport const handler = async () => new Store().run;',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isEntered(code), false));
});
