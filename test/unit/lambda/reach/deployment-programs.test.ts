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
