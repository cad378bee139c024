import assert from 'node:assert/strict';
import { lintSource } from '../../../support/lint-source.js';
import { loadSource, showPath } from '../../../support/load-source.js';

type Files = string | Readonly<Record<string, string>>;

/** How an invocation gets to the only function called `target`; none when it does not. */
function pathTo(target: string, files: Files, handlers?: readonly string[]): string {
  const { program, owners } = loadSource(files, { handlers });
  const [owner, ...others] = owners(target);
  assert.ok(owner && others.length === 0, `${target} is there once`);
  const path = showPath(program.reach.routeTo(owner).path);
  assert.equal(program.reach.isServing(owner), path !== '', 'serving code has a way there');
  return path;
}

describe('an invocation reaches `target` by', () => {
  const cases: readonly [title: string, files: Files, expected: string][] = [
    ['a call', 'export const handler = async () => target();\nfunction target() {}', 'handler › target (main.ts:1)'],
    [
      'calls over files',
      {
        'main.ts': "import { load } from './lib';\nexport const handler = async () => load();",
        'lib.ts': 'export function load() {\n  return target();\n}\nfunction target() {}',
      },
      'handler › load (main.ts:2) › target (lib.ts:2)',
    ],
    [
      'the shortest way',
      'export const handler = async () => {\n  long();\n  target();\n};\nfunction long() { target(); }\nfunction target() {}',
      'handler › target (main.ts:3)',
    ],
    [
      'a callback of map',
      'export const handler = async (event) => event.ids.map(target);\nfunction target() {}',
      'handler › target (main.ts:1)',
    ],
    [
      'then()',
      'export const handler = async () => fetch(url).then(target);\nfunction target() {}',
      'handler › target (main.ts:1)',
    ],
    [
      'a default parameter',
      'export const handler = async (event, load = target) => load();\nfunction target() {}',
      'handler › target (main.ts:1)',
    ],
    [
      'what was given to a function of ours',
      'export const handler = async () => retry(target);\nfunction retry(work) {\n  return work();\n}\nfunction target() {}',
      'handler › target (main.ts:1)',
    ],
    [
      'a table of functions',
      'const table = { a: target };\nexport const handler = async (event) => table[event.kind]();\nfunction target() {}',
      'handler › target (main.ts:2)',
    ],
    [
      'what a factory made',
      'const make = () => () => target();\nconst run = make();\nexport const handler = async () => run();\nfunction target() {}',
      'handler › anonymous function (main.ts:3) › target (main.ts:1)',
    ],
    [
      'new, and what its constructor calls',
      'class Shop { constructor() { target(); } }\nexport const handler = async () => new Shop();\nfunction target() {}',
      'handler › new Shop (main.ts:2) › target (main.ts:1)',
    ],
    [
      'the initialiser of a property',
      'class Shop { stock = target(); }\nexport const handler = async () => new Shop();\nfunction target() {}',
      'handler › new Shop (main.ts:2) › target (main.ts:1)',
    ],
    [
      'super()',
      'class Base { constructor() { target(); } }\nclass Shop extends Base { constructor() { super(); } }\nexport const handler = async () => new Shop();\nfunction target() {}',
      'handler › new Shop (main.ts:3) › new Base (main.ts:2) › target (main.ts:1)',
    ],
    [
      'a getter, which looks like no call',
      'const shop = { get stock() { return target(); } };\nexport const handler = async () => shop.stock;\nfunction target() {}',
      'handler › stock (main.ts:2) › target (main.ts:1)',
    ],
    [
      'an inherited getter',
      'class Base { get stock() { return target(); } }\nclass Shop extends Base {}\nexport const handler = async () => new Shop().stock;\nfunction target() {}',
      'handler › Base.stock (main.ts:3) › target (main.ts:1)',
    ],
    [
      'a subclass of an abstract class',
      'abstract class Job { run() { return this.work(); } abstract work(): void; }\nclass Mail extends Job { work() { return target(); } }\nconst mail = new Mail();\nexport const handler = async () => mail.run();\nfunction target() {}',
      'handler › Job.run (main.ts:4) › Mail.work (main.ts:1) › target (main.ts:2)',
    ],
    [
      'an interface',
      'interface Job { work(): void }\nclass Mail implements Job { work() { return target(); } }\nclass Runner { constructor(private job: Job) {} run() { return this.job.work(); } }\nconst runner = new Runner(new Mail());\nexport const handler = async () => runner.run();\nfunction target() {}',
      'handler › Runner.run (main.ts:5) › Mail.work (main.ts:3) › target (main.ts:2)',
    ],
    [
      'require() of CommonJS',
      {
        'main.ts': "const lib = require('./lib');\nexports.handler = async () => lib.load();",
        'lib.js': 'module.exports = {\n  load() { return target(); } };\nfunction target() {}',
      },
      'handler › load (main.ts:2) › target (lib.js:2)',
    ],
    [
      'a route, which a library calls later',
      "import express from 'express';\nexpress().get('/', target);\nexport const handler = async () => 1;\nfunction target() {}",
      'target',
    ],
    [
      'a resolver deep in an object',
      "import { Server } from 'graphql-kit';\nnew Server({ resolvers: { Query: { one: target } } });\nexport const handler = async () => 1;\nfunction target() {}",
      'target',
    ],
    [
      'what a package makes of a callback that gives back a function',
      "import { scope } from 'metrics';\nexport const handler = scope((metrics) => async (event) => target(event));\nfunction target() {}",
      'anonymous function › target (main.ts:2)',
    ],
    [
      'a callback that is run for each invocation, although it gives back a function',
      "import { metricScope } from 'aws-embedded-metrics';\nexport const handler = metricScope((metrics) => { target(); return async (event) => 1; });\nfunction target() {}",
      'handler › target (main.ts:2)',
    ],
    [
      'a function that a callback of the handler gives back',
      "import { scope } from 'metrics';\nexport const handler = async (event) => { const run = scope((metrics) => async (it) => target(it)); return run(event); };\nfunction target() {}",
      'handler › anonymous function (main.ts:2) › target (main.ts:2)',
    ],
    [
      'nothing, in what makes a handler once',
      "import { withSettings } from 'settings';\nexport const handler = withSettings((settings) => { target(); return async (event) => 1; });\nfunction target() {}",
      '',
    ],
    [
      'a route behind a wrapper of ours',
      "import express from 'express';\nconst app = express();\nconst guarded = (run) => (request, response, next) => Promise.resolve(run(request)).catch(next);\napp.get('/', guarded(async (request) => target(request)));\nexport const handler = async () => 1;\nfunction target() {}",
      'anonymous function › callback of guarded (main.ts:3) › target (main.ts:4)',
    ],
    [
      'a middleware that a function of ours makes',
      "import express from 'express';\nconst app = express();\nconst auth = (role) => (request, response, next) => target(role);\napp.use(auth('admin'));\nexport const handler = async () => 1;\nfunction target() {}",
      'anonymous function › target (main.ts:3)',
    ],
    [
      'hooks that a function of ours makes',
      "import { wrap } from 'wrap';\nconst audit = () => ({ before: async () => target() });\nexport const handler = wrap(async () => 1).use(audit());\nfunction target() {}",
      'before › target (main.ts:2)',
    ],
    [
      'the context of a server, which is made for each request',
      "import { serve } from 'rpc';\nexport const handler = serve({ createContext: async () => target() });\nfunction target() {}",
      'createContext › target (main.ts:2)',
    ],
    [
      'nothing, in a maker of options',
      "import { createPool } from 'pool';\nconst options = () => ({ create: async () => target() });\nconst pool = createPool(options());\nexport const handler = async () => pool.size;\nfunction target() {}",
      '',
    ],
    ['nothing, at module scope', 'target();\nexport const handler = async () => 1;\nfunction target() {}', ''],
    ['nothing, when nobody calls', 'export const handler = async () => 1;\nfunction target() {}', ''],
    [
      'nothing, behind once()',
      "import { once } from 'lodash';\nconst load = once(target);\nexport const handler = async () => load();\nfunction target() {}",
      '',
    ],
    [
      'nothing, behind ??=',
      'let kept;\nexport const handler = async () => (kept ??= target());\nfunction target() {}',
      '',
    ],
    [
      'nothing, as a listener',
      "process.on('exit', target);\nexport const handler = async () => 1;\nfunction target() {}",
      '',
    ],
  ];
  for (const [title, files, expected] of cases) {
    it(title, () => assert.equal(pathTo('target', files), expected));
  }

  it('a method of a class that is used, although nobody is seen to call it', () => {
    const code =
      'class Shop { open() {} stock() { target(); } }\nexport const handler = async (event) => new Shop().open();\nfunction target() {}';
    assert.equal(pathTo('target', code), 'Shop.stock › target (main.ts:1)');
  });

  it('not a private method that nobody calls', () => {
    const code =
      'class Shop { open() {} private stock() { target(); } }\nexport const handler = async () => new Shop().open();\nfunction target() {}';
    assert.equal(pathTo('target', code), '');
  });
});

describe('functions that reach shared code', () => {
  const files = {
    'read.ts': "import { load } from './lib';\nexport const handler = async () => load();",
    'write.ts': "import { save } from './lib';\nexport const handler = async () => save();",
    'idle.ts': "import './lib';\nexport const handler = async () => 1;",
    'lib.ts': 'export const load = () => connect();\nexport const save = () => connect();\nfunction connect() {}',
  };
  const handlers = ['read.ts#handler', 'write.ts#handler', 'idle.ts#handler'];
  const { program, owners } = loadSource(files, { handlers });
  const cases: readonly [owner: string, functions: readonly string[]][] = [
    ['connect', ['read', 'write']],
    ['load', ['read']],
    ['save', ['write']],
  ];
  for (const [name, functions] of cases) {
    it(`${name}: ${functions}`, () => {
      const route = program.reach.routeTo(owners(name)[0]!);
      assert.deepEqual(
        route.functions.map((fn) => fn.name),
        functions,
      );
    });
  }

  it('a wrapper shared by all does not join them', () => {
    const shared = {
      'a.ts': "import { wrap } from './wrap';\nexport const handler = wrap(async () => onlyA());\nfunction onlyA() {}",
      'b.ts': "import { wrap } from './wrap';\nexport const handler = wrap(async () => 1);",
      'wrap.ts': 'export const wrap = (work) => async (event) => work(event);',
    };
    const loaded = loadSource(shared, { handlers: ['a.ts#handler', 'b.ts#handler'] });
    const { functions } = loaded.program.reach.routeTo(loaded.owners('onlyA')[0]!);
    assert.deepEqual(
      functions.map((fn) => fn.name),
      ['a'],
    );
  });
});

describe('`target` is only entered after something failed', () => {
  const cases: readonly [title: string, body: string, expected: boolean][] = [
    ['in a catch', 'try { work(); } catch { target(); }', true],
    ['in a callback of catch()', 'work().catch(() => target());', true],
    ['deeper behind a catch', 'try { work(); } catch { report(); }', true],
    ['not in a try', 'try { target(); } catch {}', false],
    ['not when a regular way leads there too', 'try { target(); } catch { report(); }', false],
    ['not in a finally', 'try { work(); } finally { target(); }', false],
  ];
  for (const [title, body, expected] of cases) {
    it(title, () => {
      const code = `export const handler = async () => { ${body} };\nfunction report() { target(); }\nfunction target() {}`;
      const { program, owners } = loadSource(code);
      assert.equal(program.reach.isOnlyOnErrorPath(owners('target')[0]!), expected);
    });
  }
});

it('a handler that a wrapper is given while the module loads serves its own function only', async () => {
  const { findings } = await lintSource(
    {
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  One: { Type: AWS::Serverless::Function, Properties: { Handler: fns.one } }
  Two: { Type: AWS::Serverless::Function, Properties: { Handler: fns.two } }
`,
      'fns.ts': `import middy from '@middy/core';
import { S3Client } from '@aws-sdk/client-s3';
export async function one(event: unknown) { return new S3Client({}); }
export async function two(event: unknown) { return event; }
middy(one).use({});
middy(two).use({});
`,
    },
    ['client-in-handler'],
  );
  assert.deepEqual(
    findings.map((finding) => finding.functions),
    [['template.yaml#One']],
  );
});

it('names every function that gets there, by a call or by an object that it hands to a package', () => {
  const { program, owners } = loadSource(
    {
      'target.ts': 'export function target() {}',
      'by-call.ts': "import { target } from './target';\nexport const handler = async () => target();",
      'by-object.ts': `import { Router } from 'router';\nimport { target } from './target';
        class Source { constructor(at) { this.at = at; } list() { return target(this.at); } }
        export const handler = async (event) => new Router({ source: new Source(event.at) }).quote();`,
      'not.ts': "import { target } from './target';\nexport const handler = async () => target.name;",
    },
    { handlers: ['by-call.ts#handler', 'by-object.ts#handler', 'not.ts#handler'] },
  );
  const [target] = owners('target');
  assert.ok(target);
  const { functions, path } = program.reach.routeTo(target);
  assert.deepEqual(
    functions.map(({ name }) => name),
    ['by-call', 'by-object'],
  );
  assert.equal(showPath(path), 'handler › target (by-call.ts:2)');
});
