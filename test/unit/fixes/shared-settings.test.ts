import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';
import { lintSource } from '../../support/lint-source.js';

const SERVICE =
  'service: a\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions: { a: { handler: handler.handler } }\n';

const DOCUMENTS = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
`;
const SEND = `doc.send(new GetCommand({ TableName: 't', Key: { id } }))`;
const S3 = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';\n`;
const PUT = `new PutObjectCommand({ Bucket: 'b', Key: event.key })`;

describe('document clients write their settings into the one client that they are made of', () => {
  const factory = `export const getClient = () => new DynamoDBClient({});\n`;
  const use = (options: string): string =>
    `const doc = DynamoDBDocumentClient.from(getClient()${options});\n  return ${SEND};`;

  it('so a client that two of them get is shared by suggestion', async () => {
    const code = `${DOCUMENTS}${factory}const load = async (id: string) => {\n  ${use('')}\n};
const save = async (id: string) => {\n  ${use(', { marshallOptions: { removeUndefinedValues: true } }')}\n};
export const handler = async (event: { id: string }) => [await load(event.id), await save(event.id)];\n`;
    assert.match(await fixOf({ 'handler.ts': code }), /^suggestion: .*share its settings/);
  });

  it('and one that one of them gets is safe', async () => {
    const code = `${DOCUMENTS}${factory}export const handler = async ({ id }: { id: string }) => {\n  ${use('')}\n};\n`;
    assert.match(await fixOf({ 'handler.ts': code }), /^safe: /);
  });

  it('and a constant of which one is made is not used for another', async () => {
    const code = `${DOCUMENTS}const client = new DynamoDBClient({});
const all = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
export const handler = async ({ id }: { id: string }) => {
  const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  await all.send(new PutCommand({ TableName: 't', Item: { id } }));
  return ${SEND};
};\n`;
    assert.doesNotMatch(await fixOf({ 'handler.ts': code }), /made first|reuse/i);
  });
});

describe('a constant with the same words', () => {
  const handler = (local: string): string => `${S3}const region = process.env.MAIN_REGION;
const main = new S3Client({ region });
export const handler = async (event: { key: string }) => {
  ${local}const other = new S3Client({ region });
  await other.send(${PUT});
  return main.send(${PUT});
};\n`;

  /** What the fix writes, joined. */
  const written = async (local: string): Promise<string> => {
    const files = { 'serverless.yml': SERVICE, 'handler.ts': handler(local) };
    const { findings } = await lintSource(files, ['client-in-handler']);
    return findings[0]!.fixes[0]!.edits.map(({ text }) => text).join(' ');
  };

  it('is used where they mean the same', async () => assert.doesNotMatch(await written(''), /new S3Client/));
  it('and not where a name means another thing', async () =>
    assert.match(await written('const region = process.env.DR_REGION;\n  '), /new S3Client/));
});

describe('a client that a base class of another file ends', () => {
  const files = (base: string) => ({
    'base.ts': `import { S3Client } from '@aws-sdk/client-s3';
export abstract class Base { protected abstract client: S3Client; close() { ${base} } }\n`,
    'handler.ts': `${S3}import { Base } from './base';
class Repo extends Base {
  protected client = new S3Client({});
  put(event: { key: string }) { return this.client.send(${PUT}); }
}
export const handler = async (event: { key: string }) => {
  const repo = new Repo();
  try { return await repo.put(event); } finally { repo.close(); }
};\n`,
  });

  it('is shared by suggestion, as others would find its connections cut', async () =>
    assert.match(await fixOf(files('this.client.destroy();')), /^(suggestion: |none)/));
  it('and safely where the base only looks at it', async () =>
    assert.match(await fixOf(files('console.log(!!this.client);')), /^safe: /));
});

describe('what is waited for', () => {
  const handler = (
    call: string,
    from: string,
    region = 'BUCKET_REGION',
  ): string => `${S3}import { ${call} } from '${from}';
export const handler = async (event: { key: string }) => {
  await ${call}(event.key);
  const s3 = new S3Client({ region: process.env.${region} });
  return s3.send(${PUT});
};\n`;

  it('may fill the environment where it is called so', async () =>
    assert.match(await fixOf({ 'handler.ts': handler('loadSecrets', '@acme/secrets') }), /^suggestion: .*may set/));
  it('and hardly where it is called something else, or where Lambda sets the variable', async () => {
    assert.match(await fixOf({ 'handler.ts': handler('sendMail', '@acme/mail') }), /^safe: /);
    assert.match(await fixOf({ 'handler.ts': handler('loadSecrets', '@acme/secrets', 'AWS_REGION') }), /^safe: /);
  });
});
