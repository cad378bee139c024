import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

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
};

const untouched: typeof covered = {
  'a statement that holds the client among others': [
    'client-in-handler',
    `${CLIENT}${HANDLER}\n  //\n  return Promise.all([\n    fetch('https://a.example'),\n    new S3Client({}).send(event),\n  ]);\n};\n`,
  ],
  'a statement whose second declaration it is': [
    'full-aws-sdk-import',
    `//\nconst fs = require('fs'),\n  AWS = require('aws-sdk');\n${HANDLER} return [fs, new AWS.S3(), new AWS.SQS()]; };\n`,
  ],

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

describe('a comment for the next line', () => {
  for (const [title, [rule, code]] of Object.entries(covered))
    it(`speaks of ${title}`, async () => assert.deepEqual(await silenced(code, rule), [true, 0]));

  for (const [title, [rule, code]] of Object.entries(untouched))
    it(`says nothing of what is in ${title}`, async () => assert.equal((await silenced(code, rule))[0], false));
});
