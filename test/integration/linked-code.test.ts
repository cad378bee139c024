import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { runCli } from '../support/run-cli.js';
import { withTempFolder } from '../support/temp-folder.js';

const STORE = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

export async function load(id: string) {
  const db = new DynamoDBClient({});
  return db.send(new GetItemCommand({ TableName: 't', Key: { id: { S: id } } }));
}

export async function list(id: string) {
  const db = new DynamoDBClient({});
  return db.send(new GetItemCommand({ TableName: 'u', Key: { id: { S: id } } }));
}
`;

const handler = (name: string, from: string): string =>
  `import { ${name} } from '${from}';\nexport const handler = async (event: { id: string }) => ${name}(event.id);\n`;

const SERVICE = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  a: { handler: fa/index.handler }
  b: { handler: fb/index.handler }
`;

/** Two functions, each of which has the common code as its own through a link: to the folder that holds it, or to the file. */
function withLinks<T>(kind: 'folder' | 'file', use: (folder: string, store: string) => Promise<T>): Promise<T> {
  const from = kind === 'folder' ? './common/db' : './db';
  const files = {
    'serverless.yml': SERVICE,
    'package.json': '{}',
    'common/db.ts': STORE,
    'fa/index.ts': handler('load', from),
    'fb/index.ts': handler('list', from),
  };
  return withTempFolder(files, async (folder) => {
    for (const own of ['fa', 'fb']) {
      if (kind === 'folder') symlinkSync('../common', join(folder, own, 'common'));
      else symlinkSync('../common/db.ts', join(folder, own, 'db.ts'));
    }
    return use(folder, join(folder, 'common/db.ts'));
  });
}

async function findingsIn(folder: string, ...paths: string[]): Promise<readonly Finding[]> {
  const { stdout } = await runCli(['lint', '--format', 'json', ...paths], folder);
  return JSON.parse(stdout).findings;
}

const placesOf = (findings: readonly Finding[]): string[] => findings.map(({ file, line }) => `${file}:${line}`);

describe('code that functions reach through links', () => {
  for (const kind of ['folder', 'file'] as const) {
    const linked = kind === 'folder' ? 'fa/common/db.ts' : 'fa/db.ts';

    it(`is one file, by the name that it has (a linked ${kind})`, () =>
      withLinks(kind, async (folder) => {
        const findings = await findingsIn(folder);
        assert.deepEqual(placesOf(findings), ['common/db.ts:4', 'common/db.ts:9']);
        assert.deepEqual(
          findings.map(({ functions }) => functions),
          [['serverless.yml#a'], ['serverless.yml#b']],
        );
      }));

    it(`is asked for by that name and by that of the link (a linked ${kind})`, () =>
      withLinks(kind, async (folder) => {
        for (const path of ['common/db.ts', linked]) {
          assert.deepEqual(placesOf(await findingsIn(folder, path)), ['common/db.ts:4', 'common/db.ts:9'], path);
        }
        assert.deepEqual(placesOf(await findingsIn(folder, 'fb/index.ts')), []);
      }));

    it(`is fixed once (a linked ${kind})`, () =>
      withLinks(kind, async (folder, store) => {
        const { exitCode, stderr } = await runCli(['lint', '--fix'], folder);
        assert.equal(exitCode, 0, stderr);
        assert.match(stderr, /Fixed 2 findings in 1 file/);
        const names = [...readFileSync(store, 'utf8').matchAll(/^const (\w+) = new DynamoDBClient/gm)];
        assert.equal(new Set(names.map(([, name]) => name)).size, names.length);
        assert.ok(names.length > 0);
      }));

    it(`has comments that hold for all who reach it (a linked ${kind})`, () =>
      withLinks(kind, async (folder, store) => {
        const comment = '  // coldlens-disable-next-line client-in-handler -- meant so\n  const db';
        writeFileSync(store, STORE.replaceAll('  const db', comment));
        const { exitCode, stdout } = await runCli(['lint'], folder);
        assert.equal(exitCode, 0, stdout);
        assert.doesNotMatch(stdout, /suppresses nothing/);
      }));
  }

  it('has the settings that the config gives for where it is', () =>
    withLinks('folder', async (folder) => {
      const config = { overrides: [{ files: ['common/**'], rules: { 'client-in-handler': 'off' } }] };
      writeFileSync(join(folder, 'coldlens.config.json'), JSON.stringify(config));
      assert.deepEqual(await findingsIn(folder), []);
    }));

  it('may be that of the handler, outside of the folder, which is said how to fix', () => {
    const own = handler('load', './db');
    const files = {
      'code/go.ts': own,
      'code/db.ts': STORE,
      'app/serverless.yml': SERVICE.replace(/ {2}a: [\s\S]*/, '  go: { handler: src/go.handler }\n'),
      'app/package.json': '{}',
    };
    return withTempFolder(files, async (top) => {
      const folder = join(top, 'app');
      symlinkSync('../code', join(folder, 'src'));
      const { stdout } = await runCli(['lint'], folder);
      assert.match(stdout, /^\.\.\/code\/db\.ts\n/);
      assert.match(stdout, /\), fixable with --fix \. \.\.\/code · .*\n$/);
      const { exitCode, stderr } = await runCli(['lint', '--fix', '.', '../code'], folder);
      assert.equal(exitCode, 0, stderr);
      assert.match(readFileSync(join(top, 'code/db.ts'), 'utf8'), /^const db = new DynamoDBClient/m);
    });
  });

  it('is a handler that several declare by links of their own, each a function', () =>
    withLinks('folder', async (folder) => {
      for (const own of ['fa', 'fb']) {
        unlinkSync(join(folder, own, 'index.ts'));
        symlinkSync('../common/entry.ts', join(folder, own, 'index.ts'));
      }
      writeFileSync(join(folder, 'common/entry.ts'), handler('load', './db'));
      const { stdout } = await runCli(['functions', '--format', 'json'], folder);
      const { functions } = JSON.parse(stdout) as { functions: { id: string; handler: { file: string } }[] };
      assert.deepEqual(
        functions.map(({ id, handler: { file } }) => `${id} ${file}`),
        ['serverless.yml#a common/entry.ts', 'serverless.yml#b common/entry.ts'],
      );
      assert.deepEqual(placesOf(await findingsIn(folder)), ['common/db.ts:4']);
    }));

  it('is asked for by the folder of the service that links to it', () =>
    withTempFolder(
      {
        'a/serverless.yml': SERVICE.replace(/ {2}a: [\s\S]*/, '  a: { handler: src/go.handler }\n'),
        'b/serverless.yml': SERVICE.replace(/ {2}a: [\s\S]*/, '  b: { handler: src/go.handler }\n'),
        'a/src/go.ts': `${STORE}export const handler = async (event: { id: string }) => load(event.id);\n`,
        'package.json': '{}',
      },
      async (folder) => {
        symlinkSync('../a/src', join(folder, 'b/src'));
        assert.deepEqual(placesOf(await findingsIn(folder, 'b')), ['a/src/go.ts:4']);
      },
    ));
});
