import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const BUILT = `const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3');
exports.list = async () => {
  const s3 = new S3Client({});
  return s3.send(new ListBucketsCommand({}));
};
`;
const SOURCE = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export const list = async () => {
  const s3 = new S3Client({});
  return s3.send(new ListBucketsCommand({}));
};
`;
const shop: Files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.gitignore': 'node_modules\nlib\n',
  'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
  'packages/db/package.json': '{ "name": "@shop/db", "main": "lib/index.js" }',
  'packages/db/src/index.ts': SOURCE,
  'packages/db/lib/index.js': BUILT,
  'packages/api/package.json': '{ "name": "api", "dependencies": { "@shop/db": "*" } }',
  'packages/api/serverless.yml':
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  go: { handler: src/go.handler }\n',
  'packages/api/src/go.ts': `import { list } from '@shop/db';\nexport const handler = async () => list();\n`,
};

async function findingsIn(top: string, folder = '.'): Promise<readonly string[]> {
  const { stdout } = await runCli(['lint', '--format', 'json'], join(top, folder));
  const open = JSON.parse(stdout).findings.filter(({ suppressed }: { suppressed?: unknown }) => !suppressed);
  return open.map(({ file }: { file: string }) => file);
}

describe('a package of the workspace that is built', () => {
  it('is its source, where git ignores the output', () =>
    withTempFolder(shop, async (top) => assert.deepEqual(await findingsIn(top), ['packages/db/src/index.ts'])));

  it('is so from another package, through the link of an install', () =>
    withTempFolder({ ...shop, 'node_modules/@shop/.keep': '' }, async (top) => {
      symlinkSync('../../packages/db', join(top, 'node_modules/@shop/db'));
      assert.deepEqual(await findingsIn(top, 'packages/api'), ['../db/src/index.ts']);
    }));

  it('hears the comments of the source', () =>
    withTempFolder(
      {
        ...shop,
        'packages/db/src/index.ts': SOURCE.replace(
          '  const',
          '  // coldlens-disable-next-line client-in-handler -- few\n  const',
        ),
      },
      async (top) => assert.deepEqual(await findingsIn(top), []),
    ));

  it('is what stands there, where git keeps it', () =>
    withTempFolder({ ...shop, '.gitignore': 'node_modules\n' }, async (top) =>
      assert.deepEqual(await findingsIn(top), ['packages/db/lib/index.js']),
    ));

  it('is what stands there, where a link leads to code that git keeps', () =>
    withTempFolder(
      {
        ...shop,
        'packages/db/code/client.js': BUILT,
        'packages/db/package.json': '{ "name": "@shop/db", "main": "lib/client.js" }',
      },
      async (top) => {
        rmSync(join(top, 'packages/db/lib'), { recursive: true });
        symlinkSync('code', join(top, 'packages/db/lib'));
        assert.deepEqual(await findingsIn(top), ['packages/db/code/client.js']);
      },
    ));
});
