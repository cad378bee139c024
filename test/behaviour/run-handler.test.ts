import assert from 'node:assert/strict';
import { withLocalAws } from '../support/aws/local-aws.js';
import { type HandlerRun, runHandler } from '../support/aws/run-handler.js';

const run = async (source: string, options: Partial<HandlerRun> = {}) =>
  runHandler({ files: { 'index.ts': source }, ...options });

describe('runHandler', () => {
  it('invokes one process several times, and keeps what it prints', async () => {
    const { results, wallMs, stdout } = await run(
      `let count = 0;
       export const handler = async (event) => { console.log(event.name); return ++count; };`,
      { event: { name: 'x' }, invocations: 3 },
    );
    assert.deepEqual([results, wallMs.length, stdout], [[{ value: 1 }, { value: 2 }, { value: 3 }], 3, 'x\nx\nx\n']);
  });

  it('gives each invocation its own event', async () => {
    const { results } = await run('export const handler = async (event) => event * 2;', { events: [1, 2] });
    assert.deepEqual(results, [{ value: 2 }, { value: 4 }]);
  });

  it('answers what a caller sees: JSON', async () => {
    const { results } = await run(
      'export const handler = async (event) => event ? undefined : { at: new Date(0), gone: undefined };',
      { events: [true, false] },
    );
    assert.deepEqual(results, [{ value: null }, { value: { at: '1970-01-01T00:00:00.000Z' } }]);
  });

  it('finds other files, other exports and packages', async () => {
    const files = {
      'src/main.ts':
        "import pMap from 'p-map';\nimport { twice } from './lib.js';\nexport const run = async () => pMap([1, 2], twice);",
      'src/lib.ts': 'export const twice = (value: number) => value * 2;',
    };
    const { results } = await runHandler({ files, entry: 'src/main.ts', export: 'run' });
    assert.deepEqual(results, [{ value: [2, 4] }]);
  });

  it('runs ES modules with await at the top level, and CommonJS packages in them', async () => {
    const { results } = await run(
      `import { PromisePool } from '@supercharge/promise-pool';
       const { results } = await PromisePool.for([1, 2]).process(async (value) => value);
       export const handler = async () => results.length;`,
      { format: 'esm' },
    );
    assert.deepEqual(results, [{ value: 2 }]);
  });

  it('waits for a callback', async () => {
    const { results } = await run(
      `exports.handler = (event, context, callback) => {
         setTimeout(() => (event ? callback(new TypeError('no')) : callback(null, 'yes')), 5);
       };`,
      { events: [false, true] },
    );
    assert.deepEqual(results, [{ value: 'yes' }, { error: { name: 'TypeError', message: 'no' } }]);
  });

  it('tells of errors while loading, rejections that nobody handles, an early end and too long a run', async () => {
    const sources = {
      loading: "throw new RangeError('load'); export const handler = async () => 1;",
      unhandled: "export const handler = () => { Promise.reject(new Error('lost')); return new Promise(() => {}); };",
      end: 'export const handler = async () => process.exit(3);',
      late: 'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
    };
    // Only the last one has to be waited for.
    const timeoutOf = (source: string) => (source === sources.late ? { timeoutMs: 1500 } : {});
    const outcomes = await Promise.all(Object.values(sources).map((source) => run(source, timeoutOf(source))));
    assert.deepEqual(
      outcomes.map(({ results }) => results),
      [
        [{ error: { name: 'RangeError', message: 'load' } }],
        [{ error: { name: 'Runtime.UnhandledPromiseRejection', message: 'Error: lost' } }],
        [{ error: { name: 'Runtime.ExitError', message: 'The process ended with 3' } }],
        [{ error: { name: 'Sandbox.Timedout', message: 'Task timed out after 1500 ms' } }],
      ],
    );
  });

  it('hands nothing of its own environment on', async () => {
    process.env.COLDLENS_SECRET = 'x';
    const { results } = await run('export const handler = async () => process.env.COLDLENS_SECRET ?? "unknown";');
    delete process.env.COLDLENS_SECRET;
    assert.deepEqual(results, [{ value: 'unknown' }]);
  });
});

describe('withLocalAws', () => {
  it('keeps the order of a message group, tells what is in flight, and finds queues by name', async () => {
    await withLocalAws(async ({ env, messaging }) => {
      messaging.createQueue('jobs.fifo');
      messaging.createQueue('work');
      messaging.createTopic('news.fifo');
      await messaging.sendAll('work', ['w1']);
      const [received] = await messaging.receive('work');
      assert.equal(received?.Body, 'w1');
      const source = `import { GetQueueUrlCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
        import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
        const client = new SQSClient({});
        export const handler = async () => {
          const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'jobs.fifo' }));
          const Entries = ['z', 'a'].map((id) => ({ Id: id, MessageBody: id, MessageGroupId: 'g' }));
          await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
          const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news.fifo';
          await new SNSClient({}).send(new PublishCommand({ TopicArn, Message: 'm', MessageGroupId: 'g' }));
        };`;
      assert.deepEqual((await run(source, { env })).results, [{ value: null }]);
      assert.deepEqual(
        messaging.dumpQueue('jobs.fifo').map(({ body }) => body),
        ['z', 'a'],
      );
      assert.deepEqual(
        messaging.dumpTopic('news.fifo').map(({ message, group }) => [message, group]),
        [['m', 'g']],
      );
      assert.deepEqual(messaging.dumpQueue('work'), [{ body: 'w1', attributes: {}, isInFlight: true }]);
    });
  });

  it('keeps tables with sort keys and indexes, and what they hold', async () => {
    await withLocalAws(async ({ dynamo }) => {
      await dynamo.createTable('orders', { customer: 'S', at: 'N' }, { byState: { state: 'S', at: 'N' } });
      const items = [
        { customer: 'b', at: 2, state: 'new', tags: new Set(['x']) },
        { customer: 'a', at: 1, state: 'old' },
      ];
      await dynamo.putAll('orders', items);
      assert.deepEqual(await dynamo.dump('orders'), [items[1], items[0]]);
    });
  });
});
