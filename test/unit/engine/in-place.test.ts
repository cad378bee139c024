import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const HEAD = `import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
import { send } from './send';
const queue = new aws.sqs.Queue('q');
`;
const FILES = {
  'Pulumi.yaml': 'name: p\nruntime: nodejs\n',
  'send.ts': `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
export const send = (Message: string) => new SNSClient({}).send(new PublishCommand({ Message }));
`,
};

describe('code of functions that stands in a deployment program', () => {
  it('is analysed with what it calls, and gets no fix: what that leaves beside it may not be packed', async () => {
    const { findings, functions } = await lintSource(
      {
        ...FILES,
        'index.ts': `${HEAD}queue.onEvent('job', async (event) => {
  const sns = new SNSClient({});
  await sns.send(new PublishCommand({ Message: 'a' }));
  await send('b');
});
`,
      },
      ['client-in-handler'],
    );
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['job'],
    );
    assert.deepEqual(
      findings.map(({ file, line, fixes }) => [file, line, fixes.length]),
      [
        ['index.ts', 7, 0],
        ['send.ts', 2, 0],
      ],
    );
  });

  it('is told apart from what the program does by itself, and from code that is deployed as files', async () => {
    const { findings } = await lintSource(
      {
        ...FILES,
        'index.ts': `${HEAD}async function deploy() {
  await new SNSClient({}).send(new PublishCommand({ Message: 'a' }));
}
deploy();
new aws.lambda.Function('fn', { runtime: 'nodejs22.x', handler: 'a.handler', code: new pulumi.asset.FileArchive('./app') });
`,
        'app/a.ts': `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
export const handler = async () => {
  const sns = new SNSClient({});
  await sns.send(new PublishCommand({ Message: 'a' }));
};
`,
      },
      ['client-in-handler'],
    );
    assert.deepEqual(
      findings.map(({ file, line, fixes }) => [file, line, fixes.length]),
      [['app/a.ts', 3, 1]],
    );
  });
});
