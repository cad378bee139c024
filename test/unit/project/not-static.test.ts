import assert from 'node:assert/strict';
import type { FunctionSettings } from '../../../src/model/deployment.js';
import { checkAll, discover, HANDLER } from './check.js';

/** The settings of each declared function: `memory timeout architecture tracing retention`, `?` for what is not known. */
async function settingsOf(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const { deployment } = await discover({ 'a.ts': HANDLER, ...files });
  const show = ({ memoryMb, timeoutS, architecture, tracing, logRetentionDays }: FunctionSettings) =>
    [memoryMb, timeoutS, architecture, tracing, logRetentionDays]
      .map(({ value, from }) => (value === undefined ? '?' : `${value}${from === 'default' ? '*' : ''}`))
      .join(' ');
  return Object.fromEntries(deployment().functions.map(({ name, settings }) => [name, show(settings)]));
}

const HEAD = `import { mem, deep } from 'some-package';
const isCi = process.env.CI;
const handler = 'a.handler';
`;
const service = (functions: string, provider = '', more = '') =>
  `${HEAD}module.exports = { service: 's', provider: { name: 'aws', ${provider} }, functions: { ${functions} }, ${more} };`;

describe('what code computes and nobody can evaluate', () => {
  it('is no default of the framework', async () => {
    const functions = `a: { handler, timeout: isCi ? 10 : 20 }, b: { handler, memorySize: Number(process.env.MEM) },
      c: { handler, memorySize: mem }, d: { handler, ...(isCi ? { timeout: 9 } : {}) }, e: { handler, timeout: 5 }`;
    assert.deepEqual(await settingsOf({ 'serverless.ts': service(functions) }), {
      a: '1024* ? x86_64* pass-through* forever*',
      b: '? 6* x86_64* pass-through* forever*',
      c: '? 6* x86_64* pass-through* forever*',
      d: '1024* ? x86_64* pass-through* forever*',
      e: '1024* 5 x86_64* pass-through* forever*',
    });
  });

  it('is not known of the provider either, and wins over it', async () => {
    const provider = `timeout: isCi ? 1 : 2, memorySize: 256, ...deep(), tracing: isCi ? { lambda: true } : {}`;
    const functions = 'a: { handler }, b: { handler, memorySize: mem, timeout: undefined }';
    // What is spread over it may replace it; what is written behind that counts.
    assert.deepEqual(await settingsOf({ 'serverless.ts': service(functions, provider) }), {
      a: '? ? ? ? ?',
      b: '? ? ? ? ?',
    });
    assert.deepEqual(await settingsOf({ 'serverless.ts': service(functions, `...deep(), memorySize: 256`) }), {
      a: '256 ? ? ? ?',
      b: '? ? ? ? ?',
    });
    const { functions: found } = await discover({
      'a.ts': HANDLER,
      'serverless.ts': service(functions, "runtime: 'nodejs22.x', memorySize: 256"),
    });
    assert.deepEqual(
      found.map(({ name, memoryMb }) => [name, memoryMb]),
      [
        ['a', 256],
        ['b', undefined],
      ],
    );
  });

  it('is as unknown as a variable that nobody can replace', async () => {
    const yaml = (provider: string) => `service: s\nprovider: ${provider}\nfunctions:\n  a: { handler: a.handler }\n`;
    assert.deepEqual(
      await Promise.all([
        settingsOf({ 'serverless.yml': yaml('${file(missing.yml)}') }),
        settingsOf({ 'serverless.yml': yaml('{ name: aws, tracing: "${file(missing.yml)}" }') }),
        settingsOf({
          'serverless.yml': yaml('{ name: aws, memorySize: "${file(m.js):memory, 512}" }'),
          'm.js': 'module.exports = { memory: process.env.CI ? 1 : 2 };',
        }),
      ]),
      [{ a: '? ? ? ? ?' }, { a: '1024* 6* x86_64* ? forever*' }, { a: '? 6* x86_64* pass-through* forever*' }],
    );
  });

  it('is no default of Lambda in a template, nor one of its globals', async () => {
    const template = `${HEAD}const fn = (more) => ({
  Type: 'AWS::Serverless::Function', Properties: { Handler: 'a.handler', Runtime: 'nodejs20.x', ...more } });
module.exports = { Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { Timeout: 7 } }, Resources: {
  A: fn({ MemorySize: isCi ? 1 : 2 }), B: fn({ Timeout: mem }), C: fn({ ...deep() }), D: fn({ Timeout: undefined }) } };`;
    assert.deepEqual(await settingsOf({ 'template.ts': template }), {
      A: '? 7 x86_64* pass-through* forever*',
      B: '128* ? x86_64* pass-through* forever*',
      C: '? ? ? ? forever*',
      D: '128* 7 x86_64* pass-through* forever*',
    });
  });

  it('is what is said of a handler that is there', async () => {
    const functions =
      "a: { handler: isCi ? 'a.handler' : 'b.handler' }, b: { ...deep() }, c: deep(), d: { timeout: 1 }";
    const raw =
      "{ Resources: { E: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs20.x', Handler: mem } } } }";
    const { unresolved } = await discover({ 'serverless.ts': service(functions, '', `resources: ${raw}`) });
    assert.deepEqual(
      unresolved.map(({ name, reason }) => `${name}: ${reason}`),
      [
        'E: its Handler is known only at deployment',
        'a: its handler is not static: it depends on a condition that is not static',
        'b: its handler is not static',
        'c: its definition is not static: it comes from a package',
        'd: it has no handler',
      ],
    );
  });

  it('is unknown of an event, of a runtime and of variables', async () => {
    const events = `[{ sqs: { arn: 'arn:aws:sqs:us-east-1:1:q', batchSize: isCi ? 1 : 2 } }, mem,
      { http: { path: isCi ? '/a' : '/b', method: 'get' } }]`;
    const fn = `a: { handler, runtime: mem, events: ${events}, environment: { C: 'c', ...deep(), A: 'a', B: isCi } }`;
    const { functions, deployment } = await discover({ 'a.ts': HANDLER, 'serverless.ts': service(fn) });
    const [{ runtime, eventSources, environment, environmentUnknown }] = functions as [(typeof functions)[number]];
    assert.deepEqual(
      { runtime, eventSources, environment, environmentUnknown },
      {
        runtime: undefined,
        eventSources: [{ type: 'sqs' }, { type: 'unknown' }, { type: 'rest' }],
        environment: { A: 'a' },
        environmentUnknown: ['C', 'B', '*'],
      },
    );
    const { mappings, apis } = deployment();
    assert.deepEqual(
      mappings.map(({ batchSize }) => batchSize.from),
      ['unknown'],
    );
    assert.deepEqual(
      apis.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`)),
      ['GET …'],
    );
  });
});

describe('a schedule of a service', () => {
  it('is one for each of its rates', async () => {
    const { deployment } = await discover({
      'a.ts': HANDLER,
      'serverless.yml': `service: s
provider: { name: aws }
functions:
  f:
    handler: a.handler
    events:
      - schedule: { rate: [rate(1 hour), '\${env:RATE}', cron(0 12 * * ? *)], enabled: false }
      - schedule: rate(5 minutes)
`,
    });
    assert.deepEqual(
      deployment().schedules.map(({ name, expression, isEnabled }) => [name, expression.value, isEnabled.value]),
      [
        ['f schedule-1', 'rate(1 hour)', false],
        ['f schedule-1-2', undefined, false],
        ['f schedule-1-3', 'cron(0 12 * * ? *)', false],
        ['f schedule-2', 'rate(5 minutes)', true],
      ],
    );
  });
});

describe('functions that code makes in a way that nobody follows', () => {
  const provider = "provider: { name: 'aws' }";
  checkAll([
    {
      title: 'stand in one entry where `functions` stands',
      files: {
        'a/serverless.ts': `import { load } from 'some-package';\nmodule.exports = {\n  ${provider},\n  functions: load('src') };`,
        'b/serverless.yml': 'service: s\nprovider: { name: aws }\nfunctions: ${file(f.js):all}\n',
        'b/f.js': 'module.exports = { all: () => require("fs").readdirSync("src") };',
        'c/serverless.ts': `import { load } from 'some-package';\nmodule.exports = { ${provider},\n  functions: {\n    f: { handler: 'c.handler' }, ...load() } };`,
        'c/c.ts': HANDLER,
      },
      functions: ['f @ c/serverless.ts:4 serverless -> c/c.ts:1#handler'],
      unresolved: [
        'functions @ a/serverless.ts:4: its definition is not static: it comes from a package',
        'functions @ b/serverless.yml:3: its definition ${file(f.js):all} cannot be read before deployment',
        'functions @ c/serverless.ts:3: its definition is not static: what is spread into it may hold more functions',
      ],
    },
    {
      title: 'stand in one entry where the service is exported',
      files: {
        'a/serverless.js': `const _ = require('lodash');\nmodule.exports = _.merge({ ${provider} }, { functions: {} });`,
        'b/serverless.ts': `import base from 'base';\nexport default { service: 's', ...base };`,
        'c/serverless.ts': 'export const handler = 1;\n',
        'd/serverless.ts': `import make from 'some-package';\nexport default make();\n`,
      },
      unresolved: [
        'functions @ a/serverless.js:2: the service is not static: it comes from a package',
        'functions @ b/serverless.ts:2: the service is not static: what is spread into it may hold its functions',
      ],
    },
  ]);
});

describe('AWS::NoValue in a SAM template', () => {
  it('keeps a global from a function, for which the default of Lambda counts', async () => {
    const globals =
      '{ Runtime: nodejs20.x, Handler: a.handler, Timeout: 7, MemorySize: 512, Tracing: Active, Architectures: [arm64], Environment: { Variables: { A: a, B: b } } }';
    const own =
      '{ MemorySize: !Ref AWS::NoValue, Timeout: !If [Never, 9, !Ref AWS::NoValue], Architectures: !If [Unknown, [x86_64], !Ref AWS::NoValue], Environment: { Variables: { A: !Ref AWS::NoValue, C: c } } }';
    const files = {
      'a.ts': HANDLER,
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Conditions: { Never: !Equals [a, b], Unknown: !Equals [!Ref Stage, prod] }
Globals: { Function: ${globals} }
Resources:
  F: { Type: AWS::Serverless::Function, Properties: ${own} }
  G: { Type: AWS::Serverless::Function, Properties: { Tracing: !Ref AWS::NoValue } }
`,
    };
    assert.deepEqual(await settingsOf(files), {
      F: '128* 3* ? active forever*',
      G: '512 7 arm64 pass-through* forever*',
    });
    const { functions } = await discover(files);
    const facts = functions.map(({ memoryMb, timeoutS, environment, environmentUnknown }) => ({
      memoryMb,
      timeoutS,
      environment,
      environmentUnknown,
    }));
    assert.deepEqual(facts, [
      { memoryMb: undefined, timeoutS: undefined, environment: { B: 'b', C: 'c' }, environmentUnknown: undefined },
      { memoryMb: 512, timeoutS: 7, environment: { A: 'a', B: 'b' }, environmentUnknown: undefined },
    ]);
  });
});
