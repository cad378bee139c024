import assert from 'node:assert/strict';
import { findingLines } from '../../../support/lint-source.js';

const program = (code: string) => ({
  'Pulumi.yaml': 'name: orders\nruntime: nodejs\n',
  'package.json': '{ "dependencies": { "@pulumi/aws": "7" } }',
  'index.ts': `import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { S3Client } from '@aws-sdk/client-s3';
const queue = new aws.sqs.Queue('orders');
queue.onEvent('ordered', async (event) => { console.log(event.Records); });
${code}`,
});

describe('code of a Pulumi program', () => {
  const clients = (code: string) => findingLines(program(code), 'client-in-handler');

  it('is judged where it is a function in place', async () =>
    assert.deepEqual(await clients("queue.onEvent('more', async () => { new S3Client({}); });"), ['index.ts:6']));

  it('is told from code that lies in a file of the same name', async () => {
    const files = {
      ...program(
        "new aws.lambda.Function('api', { code: new pulumi.asset.FileArchive('./api'), handler: 'index.handler', runtime: 'nodejs22.x' });",
      ),
      'api/index.ts': `import { S3Client } from '@aws-sdk/client-s3';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
const app = new Hono();
app.get('/', (c) => c.json(new S3Client({})));
export const handler = handle(app);`,
    };
    assert.deepEqual(await findingLines(files, 'client-in-handler'), ['api/index.ts:5']);
  });

  it('is left alone where it runs while it deploys', async () => {
    assert.deepEqual(await clients('pulumi.all([queue.arn]).apply(async () => { new S3Client({}); });'), []);
    assert.deepEqual(await clients('queue.arn.apply(() => { new S3Client({}); });'), []);
  });

  it('is left alone where a factory runs once an environment', async () =>
    assert.deepEqual(
      await clients(
        "new aws.lambda.CallbackFunction('f', { callbackFactory: () => { const s3 = new S3Client({}); return async () => s3; } });",
      ),
      [],
    ));
});
