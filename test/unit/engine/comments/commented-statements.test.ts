import assert from 'node:assert/strict';
import { lintSource } from '../../../support/lint-source.js';

const SERVICE = {
  'serverless.yml':
    'service: a\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  a: { handler: handler.handler }\n',
  'package.json': '{}',
};

/** Whether a comment in the place of `//` silences the rule's only finding, and what is told of comments. */
async function silenced(code: string, ruleId: string): Promise<readonly [boolean, number]> {
  const comment = `// coldlens-disable-next-line ${ruleId} -- on purpose`;
  const files = { ...SERVICE, 'handler.js': code.replace(/\/\/$/m, comment) };
  const { findings, problems } = await lintSource(files, [ruleId]);
  assert.equal(findings.length, 1);
  return [findings[0]!.suppressed, problems.length];
}

const HANDLER = 'exports.handler = async (event) => {';
const CLIENT = `const { S3Client } = require('@aws-sdk/client-s3');\n`;

const covered: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  'a require over several lines': [
    'full-aws-sdk-import',
    `//\nconst {\n  DynamoDB,\n  S3,\n} = require('aws-sdk');\n${HANDLER} return [new DynamoDB(), new S3()]; };\n`,
  ],
  'a client in a line of its own': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  const client =\n    new S3Client({});\n  return client.send(event);\n};\n`,
  ],
  'the line of the client': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  const client =\n    //\n    new S3Client({});\n  return client.send(event);\n};\n`,
  ],
  'a loop': [
    'await-in-loop',
    `${HANDLER}\n  //\n  for (const id of event.ids) {\n    await fetch('https://a.example/' + id);\n  }\n};\n`,
  ],
  'the await in a loop': [
    'await-in-loop',
    `${HANDLER}\n  for (const id of event.ids) {\n    //\n    await fetch('https://a.example/' + id);\n  }\n};\n`,
  ],
  'a call that the client is handed to': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  const client = capture(\n    event.name,\n    new S3Client({}),\n  );\n  return client.send(event);\n};\n`,
  ],
  'a choice': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  const client = event.isLocal\n    ? undefined\n    : new S3Client({});\n  return client.send(event);\n};\n`,
  ],
  'a statement that holds the client among other things': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  return Promise.all([\n    fetch('https://a.example'),\n    new S3Client({}).send(event),\n  ]);\n};\n`,
  ],
  'a second declaration': [
    'full-aws-sdk-import',
    `//\nconst fs = require('fs'),\n  AWS = require('aws-sdk');\n${HANDLER} return [fs, new AWS.S3(), new AWS.SQS()]; };\n`,
  ],
  'an arrow function without a block': [
    'client-in-handler',
    `${CLIENT}//\nconst make = () =>\n  new S3Client({});\n${HANDLER} return make().send(event); };\n`,
  ],
  'a request and its command': [
    'dynamodb-scan',
    `const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');\nconst db = new DynamoDBClient({});\n${HANDLER}\n  //\n  const { Items } = await db.send(\n    new ScanCommand({ TableName: 'a' }),\n  );\n  return Items;\n};\n`,
  ],
  'calls for many items': [
    'per-item-reads',
    `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');\nconst db = new DynamoDBClient({});\n${HANDLER}\n  //\n  return Promise.all(\n    event.ids.map((id) =>\n      db.send(new GetItemCommand({ TableName: 'a', Key: { id: { S: id } } })),\n    ),\n  );\n};\n`,
  ],
  'a member of an object': [
    'dynamodb-scan',
    `const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');\nconst db = new DynamoDBClient({});\nconst routes = {\n  a: () => 1,\n  //\n  b: async () =>\n    db.send(new ScanCommand({ TableName: 'a' })),\n};\n${HANDLER} return routes.b(); };\n`,
  ],
  'a property of a class': [
    'client-in-handler',
    `${CLIENT}class Files {\n  //\n  client =\n    new S3Client({});\n}\n${HANDLER} return new Files().client.send(event); };\n`,
  ],
};

const untouched: typeof covered = {
  'a function around the client': [
    'client-in-handler',
    `${CLIENT}//\n${HANDLER}\n  const client = new S3Client({});\n  return client.send(event);\n};\n`,
  ],
  'the statement before': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  console.log(event);\n  const client = new S3Client({});\n  return client.send(event);\n};\n`,
  ],
  'a block around the client': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  if (event.a) {\n    const client = new S3Client({});\n    return client.send(event);\n  }\n};\n`,
  ],
};

/** Lines of the findings that a comment silences. */
async function silencedLines(code: string, ruleId: string): Promise<readonly number[]> {
  const comment = `// coldlens-disable-next-line ${ruleId} -- on purpose`;
  const { findings } = await lintSource({ ...SERVICE, 'handler.js': code.replace(/\/\/$/m, comment) }, [ruleId]);
  assert.equal(findings.length, 2);
  return findings.flatMap(({ line, suppressed }) => (suppressed ? [line] : []));
}

describe('a comment for the next line', () => {
  for (const [title, [rule, code]] of Object.entries(covered))
    it(`speaks of ${title}`, async () => assert.deepEqual(await silenced(code, rule), [true, 0]));

  for (const [title, [rule, code]] of Object.entries(untouched))
    it(`says nothing of what is in ${title}`, async () => assert.equal((await silenced(code, rule))[0], false));

  it('speaks of the first of two in a statement', async () => {
    const clients = `//\n  const all = [\n    new S3Client({}),\n    new S3Client({ region: 'eu-west-1' }),\n  ];`;
    const code = `${CLIENT}${HANDLER}\n  ${clients}\n  return all.map((each) => each.send(event));\n};\n`;
    assert.deepEqual(await silencedLines(code, 'client-in-handler'), [5]);
  });

  it('speaks of what begins with the statement, and then of nothing else in it', async () => {
    const clients = `//\n  new S3Client({ region: 'eu-west-1' }).send(\n    new S3Client({}),\n  );`;
    const code = `${CLIENT}${HANDLER}\n  ${clients}\n  return event;\n};\n`;
    assert.deepEqual(await silencedLines(code, 'client-in-handler'), [4]);
  });
});

describe('the reason of a comment', () => {
  const REASONS = ['rate limit', 'must run in order', 'one at a time', 'sequential on purpose', 'avoid throttling'];
  const loop = (above: string, inside: string): string =>
    `${HANDLER}\n  ${above}\n  for (const id of event.ids) {\n    ${inside}\n    await fetch('https://a.example/' + id);\n  }\n};\n`;

  for (const reason of REASONS)
    it(`is no reason to find nothing: ${reason}`, async () => {
      assert.deepEqual(
        await silenced(
          loop('//', '').replace('//', `// coldlens-disable-next-line await-in-loop -- ${reason}`),
          'await-in-loop',
        ),
        [true, 0],
      );
      assert.deepEqual(
        await silenced(loop('', `/* coldlens-disable-next-line await-in-loop --\n ${reason} */`), 'await-in-loop'),
        [true, 0],
      );
    });

  it('leaves what other comments say of an order', async () => {
    const bucket = 'new HeadBucketCommand({ Bucket: event.bucket })';
    const sends = (comment: string) =>
      `const { S3Client, HeadBucketCommand } = require('@aws-sdk/client-s3');\nconst s3 = new S3Client({});\n${HANDLER}\n  const a = await s3.send(${bucket}); // coldlens-disable-line await-in-loop -- few\n  ${comment}\n  const b = await s3.send(${bucket});\n  return [a, b];\n};\n`;
    const kindOf = async (comment: string) => {
      const files = { ...SERVICE, 'handler.js': sends(comment) };
      return (await lintSource(files, ['sequential-awaits'])).findings[0]?.fixes[0]?.kind;
    };
    assert.equal(await kindOf('// It is billed.'), 'safe');
    assert.equal(await kindOf('// Only after the first is known to be there.'), 'suggestion');
  });

  it('is one in a comment of its own', async () => {
    const files = { ...SERVICE, 'handler.js': loop('// The other side has a rate limit.', '') };
    assert.deepEqual((await lintSource(files, ['await-in-loop'])).findings, []);
  });
});
