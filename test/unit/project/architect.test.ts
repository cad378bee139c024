import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf, shownResources } from './shown.js';

const ALL = `# what it is
@app
shop

@aws
runtime nodejs22.x
timeout 10 # seconds
apigateway http

@http
get /
post /orders/:id
any /files/*
/custom
  method delete
  src lib/custom

@events
order-made

@queues
mails

@scheduled
daily rate(1 day)
weekly
  cron 0 5 ? * MON *

@tables
orders
  id *String
  at **Number
  stream true
users
  email *String

@tables-indexes
orders
  state *String
  name byState
users
  name *String
  projection email age

@tables-streams
audit
  table orders

@ws
connect
say

@static
fingerprint true
`;

const AT = {
  'src/http/get-index/index.js': HANDLER,
  'src/http/post-orders-000id/index.mjs': HANDLER,
  'src/http/any-files-catchall/index.cjs': 'exports.handler = async () => 1;\n',
  'lib/custom/index.ts': HANDLER,
  'src/events/order-made/index.js': HANDLER,
  'src/queues/mails/index.js': HANDLER,
  'src/scheduled/daily/index.js': HANDLER,
  'src/scheduled/weekly/index.js': HANDLER,
  'src/tables-streams/audit/index.js': HANDLER,
  'src/ws/connect/index.js': HANDLER,
  'src/ws/say/index.js': HANDLER,
  'src/ws/default/index.js': HANDLER,
};

const FACTS = 'nodejs22.x 1152MB 10s arm64';

describe('functions of Architect', () => {
  checkAll([
    {
      title: 'finds those of every pragma with code',
      files: { ...AT, 'app.arc': ALL },
      functions: [
        `any /files/* @ app.arc:13 architect -> src/http/any-files-catchall/index.cjs:1#handler ${FACTS} [http]`,
        `audit @ app.arc:46 architect -> src/tables-streams/audit/index.js:1#handler ${FACTS} [dynamodb:10]`,
        `connect @ app.arc:50 architect -> src/ws/connect/index.js:1#handler ${FACTS} [websocket]`,
        `daily @ app.arc:25 architect -> src/scheduled/daily/index.js:1#handler ${FACTS} [schedule]`,
        `default @ app.arc:50 architect -> src/ws/default/index.js:1#handler ${FACTS} [websocket]`,
        `delete /custom @ app.arc:14 architect -> lib/custom/index.ts:1#handler ${FACTS} [http]`,
        `get / @ app.arc:11 architect -> src/http/get-index/index.js:1#handler ${FACTS} [http]`,
        `mails @ app.arc:22 architect -> src/queues/mails/index.js:1#handler ${FACTS} [sqs:true]`,
        `order-made @ app.arc:19 architect -> src/events/order-made/index.js:1#handler ${FACTS} [sns]`,
        `post /orders/:id @ app.arc:12 architect -> src/http/post-orders-000id/index.mjs:1#handler ${FACTS} [http]`,
        `say @ app.arc:51 architect -> src/ws/say/index.js:1#handler ${FACTS} [websocket]`,
        `weekly @ app.arc:26 architect -> src/scheduled/weekly/index.js:1#handler ${FACTS} [schedule]`,
      ],
    },
    {
      title: 'reads JSON',
      files: {
        'arc.json': `{
  "app": "x",
  "http": { "get": "/", "/b": { "method": "post", "src": "b" } },
  "scheduled": [
    { "daily": { "rate": [1, "day"] } }
  ],
  "events": ["a"]
}`,
        'src/http/get-index/index.js': HANDLER,
        'b/index.js': HANDLER,
        'src/scheduled/daily/index.js': HANDLER,
        'src/events/a/index.js': HANDLER,
      },
      functions: [
        'a @ arc.json:7 architect -> src/events/a/index.js:1#handler 1152MB 5s arm64 [sns]',
        'daily @ arc.json:5 architect -> src/scheduled/daily/index.js:1#handler 1152MB 5s arm64 [schedule]',
        'get / @ arc.json:3 architect -> src/http/get-index/index.js:1#handler 1152MB 5s arm64 [http]',
        'post /b @ arc.json:3 architect -> b/index.js:1#handler 1152MB 5s arm64 [http]',
      ],
    },
    {
      title: 'reads YAML and package.json, and one manifest of a folder',
      files: {
        'a/arc.yml': 'http:\n  - get: /\n',
        'a/package.json': '{ "arc": { "events": ["never"] } }',
        'a/src/http/get-index/index.js': HANDLER,
        'b/package.json':
          '{ "devDependencies": { "@architect/architect": "^12.0.1" }, "architect": { "events": ["a"] } }',
        'b/src/events/a/index.js': HANDLER,
      },
      functions: [
        'get / @ a/arc.yml:2 architect -> a/src/http/get-index/index.js:1#handler 1152MB 5s arm64 [http]',
        'a @ b/package.json:1 architect -> b/src/events/a/index.js:1#handler nodejs22.x 1152MB 5s arm64 [sns]',
      ],
    },
    {
      title: 'knows old names, streams of tables, and functions of one name',
      files: {
        'app.arc': '@events\na\n@queues\na\n@streams\nold\n@tables\nt\n  id *String\n  stream true\n',
        'src/events/a/index.js': HANDLER,
        'src/queues/a/index.js': HANDLER,
        'src/streams/old/index.js': HANDLER,
        'src/tables/t/index.js': HANDLER,
      },
      functions: [
        'events a @ app.arc:2 architect -> src/events/a/index.js:1#handler 1152MB 5s arm64 [sns]',
        'old @ app.arc:6 architect -> src/streams/old/index.js:1#handler 1152MB 5s arm64 [dynamodb:10]',
        'queues a @ app.arc:4 architect -> src/queues/a/index.js:1#handler 1152MB 5s arm64 [sqs:true]',
        't @ app.arc:8 architect -> src/tables/t/index.js:1#handler 1152MB 5s arm64 [dynamodb:10]',
      ],
    },
    {
      title: 'says which are not Node.js, and which are not there',
      files: {
        'app.arc': '@aws\nruntime python3.13\n@events\npy\njs\ngone\n',
        'src/events/js/config.arc': '@aws\nruntime node\n',
        'src/events/js/index.js': HANDLER,
        'src/events/gone/config.arc': '@aws\nruntime nodejs22.x\n',
      },
      functions: ['js @ app.arc:5 architect -> src/events/js/index.js:1#handler 1152MB 5s arm64 [sns]'],
      unresolved: [
        'py @ app.arc:4: runtime python3.13 is not Node.js',
        'gone @ app.arc:6: no source file src/events/gone/index.{ts,js,…} was found',
      ],
    },
    {
      title: 'takes what is half typed, and values of the wrong kind, for what they are',
      files: {
        'app.arc': '@http\nget\nget /a b\n/x\n  method\n@events\n"open\n 7\n@\n@scheduled\n../up\n@queues',
        'b/arc.json':
          '{ "http": [null, 7, { "get": 3 }, ["get"]], "events": { "a": null }, "ws": "say", "tables": [[]] }',
        'b/src/events/a/index.js': HANDLER,
        'b/src/ws/say/index.js': HANDLER,
        'src/events/open/index.js': HANDLER,
        'src/http/get-a/index.js': HANDLER,
      },
      functions: [
        'get /a @ app.arc:3 architect -> src/http/get-a/index.js:1#handler 1152MB 5s arm64 [http]',
        'open @ app.arc:7 architect -> src/events/open/index.js:1#handler 1152MB 5s arm64 [sns]',
        'a @ b/arc.json:1 architect -> b/src/events/a/index.js:1#handler 1152MB 5s arm64 [sns]',
        'say @ b/arc.json:1 architect -> b/src/ws/say/index.js:1#handler 1152MB 5s arm64 [websocket]',
      ],
    },
    {
      title: 'reads nothing of folders outside of the root',
      files: { 'app.arc': '@events\na\n  src ../other\n', '../other/config.arc': '@aws\nruntime python3.13\n' },
      unresolved: ['a @ app.arc:2: ../other/index is outside the analysed folder'],
    },
    {
      title: 'looks for further functions where a plug-in may make some',
      files: {
        'app.arc': '@events\na\n@plugins\nown\n',
        'package.json': '{}',
        'src/events/a/index.js': HANDLER,
        'src/jobs/b.js': HANDLER,
      },
      functions: [
        'a @ app.arc:2 architect -> src/events/a/index.js:1#handler 1152MB 5s arm64 [sns]',
        'b @ src/jobs/b.js:1 code -> src/jobs/b.js:1#handler',
      ],
    },
  ]);

  it('knows every setting, where it stands, and what is a default', async () => {
    const { deployment, functions } = await discover({
      'app.arc': '@aws\nmemory 512\nlayers\n  arn:aws:lambda:us-east-1:1:layer:x:1\n@events\na\nb\n',
      'package.json': '{ "dependencies": { "@architect/inventory": "~5.0.0" } }',
      'src/events/a/index.js': HANDLER,
      'src/events/a/config.arc':
        '@arc\nshared false\n@aws\nruntime nodejs22.x\ntimeout 30\narchitecture x86_64\nconcurrency 2\nstorage 1024\n',
      'src/events/b/index.js': HANDLER,
      'src/events/b/config.arc': '@aws\nconcurrency unthrottled\nprovisionedConcurrency 1\n',
    });
    const found = deployment();
    assert.deepEqual(settingsOf(found, 'a'), {
      runtime: 'nodejs22.x stated 4',
      memoryMb: '512 stated 2 globals',
      timeoutS: '30 stated 5',
      architecture: 'x86_64 stated 6',
      package: 'zip default',
      tracing: 'pass-through default',
      logRetentionDays: 'forever default',
      isInVpc: 'false default',
      ephemeralMb: '1024 stated 8',
      reservedConcurrency: '2 stated 7',
      provisionedConcurrency: 'none default',
    });
    const { runtime, timeoutS, architecture, reservedConcurrency, provisionedConcurrency } = settingsOf(found, 'b');
    assert.deepEqual(
      [runtime, timeoutS, architecture, reservedConcurrency, provisionedConcurrency],
      ['nodejs20.x default', '5 default', 'arm64 default', 'none stated 2', '1 stated 3'],
    );
    assert.deepEqual(
      functions.map(({ build, hasForeignLayers, environmentUnknown }) => [build, hasForeignLayers, environmentUnknown]),
      [
        [{ tool: 'zip', folder: 'src/events/a', handler: 'index.handler' }, true, ['*']],
        [
          {
            tool: 'zip',
            folder: 'src/events/b',
            handler: 'index.handler',
            other: { copied: { '@architect/shared': 'src/shared' } },
          },
          true,
          ['*'],
        ],
      ],
    );
  });

  it('knows routes, schedules, queues and mappings', async () => {
    const { deployment } = await discover({ ...AT, 'app.arc': ALL });
    assert.deepEqual(shownResources(deployment()), [
      'mapping mails mapping: sqs app.arc#queues mails/queue → app.arc#mails, batch 10 default',
      'mapping audit mapping: dynamodb app.arc#orders → app.arc#audit, batch 10 default',
      'queue mails queue: 10 stated 7 globals, fifo true default',
      'api HTTP (http): GET / → app.arc#get /, POST /orders/{id} → app.arc#post /orders/:id, ANY /files/{proxy+} → app.arc#any /files/*, DELETE /custom → app.arc#delete /custom',
      'api WS (websocket): ANY $connect → app.arc#connect, ANY say → app.arc#say, ANY $default → app.arc#default',
      'schedule daily schedule: rate(1 day) stated 25 → app.arc#daily',
      'schedule weekly schedule: cron(0 5 ? * MON *) stated 27 → app.arc#weekly',
    ]);
  });

  it('knows tables with their indexes', async () => {
    const { tables } = await discover({ 'app.arc': ALL });
    assert.deepEqual(
      tables.map(({ name, partition, sort, indexes }) => [name, partition, sort, indexes]),
      [
        ['orders', 'id', 'at', [{ name: 'byState', kind: 'global', partition: 'state', projected: 'all' }]],
        [
          'users',
          'email',
          undefined,
          [{ name: 'name-index', kind: 'global', partition: 'name', projected: ['email', 'name', 'age'] }],
        ],
      ],
    );
  });

  it('bundles TypeScript with the shared folders where Architect puts them', async () => {
    const { functions } = await discover({
      'app.arc': '@http\nget /\n@shared\nsrc lib/shared\n',
      'src/http/get-index/index.ts': HANDLER,
    });
    const alias = { '@architect/shared': './lib/shared', '@architect/views': './src/views' };
    assert.deepEqual(functions[0]?.build, { tool: 'esbuild', format: 'cjs', other: { alias } });
  });
});
