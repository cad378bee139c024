import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

type Code = string | Readonly<Record<string, string>>;

/** The functions whose invocations enter `Store.load`. */
function entering(code: Code, handlers?: readonly string[]): string[] {
  const { program, owners } = loadSource(code, handlers && { handlers });
  const [owner, ...others] = owners('Store.load');
  assert.ok(owner && others.length === 0, 'Store.load is there once');
  return program.reach.isServing(owner) ? program.reach.routeTo(owner).functions.map(({ name }) => name) : [];
}

const STORE = 'class Store { load() {} }\n';

describe('where nothing else tells, the name of a method tells what runs:', () => {
  const cases: readonly [title: string, code: Code][] = [
    [
      'of an object that a middleware puts on the event',
      `import { provide } from 'services';\n${STORE}provide(Store);\nexport const handler = async (event) => { const { store } = event.services; return store.load(); };`,
    ],
    [
      'of an object in the context of a resolver',
      `import { serve } from 'graphql-server';\n${STORE}serve({ resolvers: { page: (parent, args, context) => context.store.load() }, make: () => Store });\nexport const handler = async () => serve.run();`,
    ],
    [
      'of what an unknown call gives',
      `${STORE}export const handler = async (event) => { const store = lookup(event); return store.load(); };\nfunction lookup(event) { return event.make(Store); }`,
    ],
    [
      'of what a container gives under a name that only the run knows',
      `import type { AwilixContainer } from 'awilix';\n${STORE}export const make = () => Store;\nconst run = (container: AwilixContainer, name: string) => { const found = container.resolve(name); return found.load(); };\nexport const handler = async (event) => run(event.container, event.name);`,
    ],
    [
      'of an object out of a table without a type',
      {
        'store.ts': 'export class Store { load() {} }\n',
        'main.ts':
          "import { Store } from './store';\nconst kept: any = {};\nexport const set = (name: string) => { kept[name] = Store; };\nexport const handler = async (event) => { const found: any = pick(event.name); return found.load(); };\nfunction pick(name: string): any { return (kept as any)[name]; }\n",
      },
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.deepEqual(entering(code), ['main']));
});

it('also the name of the property that holds a function', () => {
  const { program, owners } = loadSource(
    "import { serve } from 'graphql-server';\nfunction load() {}\nserve({ make: () => ({ sources: { fetchOrders: load } }), page: (parent, args, context) => context.sources.fetchOrders(args) });\nexport const handler = async () => serve.run();",
  );
  assert.equal(program.reach.isServing(owners('load')[0]!), true);
});

describe('the name alone tells nothing where', () => {
  const cases: readonly [title: string, code: string][] = [
    [
      'a package made the object',
      `import { open } from 'db';\n${STORE}export const handler = async () => (await open()).load();`,
    ],
    [
      'it is the answer that a framework gives to a route',
      `import express from 'express';\n${STORE}const app = express();\napp.get('/', (req, res) => res.load(Store));\nexport const handler = async () => app.run();`,
    ],
    [
      'it is the answer, in a function that a route names',
      `import express from 'express';\n${STORE}const app = express();\nconst show = (req, res) => res.load(Store);\napp.get('/', show);\nexport const handler = async () => app.run();`,
    ],
    [
      'nobody makes objects of the class',
      `${STORE}export const handler = async (event) => event.services.store.load();`,
    ],
    [
      'it is called once for an environment',
      `import { keep } from 'services';\n${STORE}keep(Store);\nlet loaded;\nexport const handler = async (event) => { if (!loaded) loaded = event.services.store.load(); return loaded; };`,
    ],
    [
      'it is what the answer gives',
      `import express from 'express';\n${STORE}const app = express();\napp.get('/', (req, res) => res.status(200).load(Store));\nexport const handler = async () => app.run();`,
    ],
    ['it is data', `${STORE}export const handler = async () => JSON.parse('{}').load();`],
    [
      'another class is known to be meant',
      `${STORE}class Other { load() {} }\nexport const handler = async () => new Other().load();`,
    ],
    [
      'the call never runs',
      `${STORE}export const handler = async () => 1;\nexport const other = (event) => event.services.load();`,
    ],
    [
      'the class is not made',
      'function never() { class Store { load() {} } return Store; }\nexport const handler = async (event) => event.services.store.load();',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.deepEqual(entering(code), []));
});

it('one method that only its name leads to says nothing of the others', () => {
  const { program, owners } = loadSource(
    "import { keep } from 'services';\nclass Store { load() {} other() {} }\nkeep(Store);\nexport const handler = async (event) => event.services.store.load();",
  );
  assert.equal(program.reach.isServing(owners('Store.load')[0]!), true);
  assert.equal(program.reach.isServing(owners('Store.other')[0]!), false);
});

it('only functions that load the file get there by its name', () => {
  const files = {
    'store.ts': "import { keep } from 'services';\nexport class Store { load() {} }\nkeep(Store);\n",
    'main.ts': "import './store';\nexport const handler = async (event) => event.services.store.load();\n",
    'other.ts': 'export const handler = async (event) => event.services.store.load();\n',
  };
  assert.deepEqual(entering(files, ['main.ts#handler', 'other.ts#handler']), ['main']);
});

it('what several files hand to a package counts for each function that loads one of them', () => {
  const handing =
    "import { use } from 'server';\nimport { load } from './store';\nuse(load);\nexport const handler = async () => 1;\n";
  const files = {
    'store.ts': 'export class Store { load() {} }\nexport const load = () => new Store().load();\n',
    'main.ts': handing,
    'other.ts': handing,
  };
  assert.deepEqual(entering(files, ['main.ts#handler', 'other.ts#handler']), ['main', 'other']);
});
