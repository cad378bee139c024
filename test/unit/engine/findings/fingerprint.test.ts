import assert from 'node:assert/strict';
import { lintSource } from '../../../support/lint-source.js';

const RULE = 'client-in-handler';
const IMPORT = "import { S3Client } from '@aws-sdk/client-s3';\n";
const CLIENT = "new S3Client({ region: 'eu-west-1', retries: [1, 2], make: (x) => { return x; } })";
const handlerOf = (code: string, name = 'handler') =>
  `${IMPORT}export const ${name} = async (event) => {\n  ${code}\n  return client.send(event);\n};\n`;

const BEFORE = { 'index.ts': handlerOf(`const client = ${CLIENT};`) };

async function fingerprintsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings } = await lintSource(files, [RULE]);
  assert.ok(findings.length > 0, 'it finds nothing');
  return findings.map(({ fingerprint }) => fingerprint);
}

describe('a fingerprint', () => {
  let known: readonly string[] = [];
  before(async () => {
    known = await fingerprintsOf(BEFORE);
  });

  it('says its version', () => assert.match(known.join(), /^v2:[0-9a-f]{16}$/));

  const SAME: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'the file is renamed': { 'src/orders/create.ts': BEFORE['index.ts'] },
    'the function around it is renamed': {
      'index.ts': `${handlerOf(`const client = ${CLIENT};`, 'create').replace('export ', '')}export { create as handler };\n`,
    },
    'code moves above it': { 'index.ts': `const rate = 2;\n// new\n${BEFORE['index.ts']}` },
    'it moves to a helper': {
      'index.ts':
        "import { clientOf } from './client';\nexport const handler = async (event) => clientOf().send(event);\n",
      'client.ts': `${IMPORT}export function clientOf() {\n  const client = ${CLIENT};\n  return client;\n}\n`,
    },
    'it is written over several lines': {
      'index.ts': handlerOf(
        "const client = new S3Client({\n    region: 'eu-west-1',\n    retries: [\n      1,\n      2,\n    ],\n    make: (x) => {\n      return x;\n    },\n  });",
      ),
    },
    'quotes, semicolons and parentheses change': {
      'index.ts': handlerOf(
        'const client = new S3Client({ "region": "eu-west-1", retries: [1, 2], make: x => { return x } })',
      ),
    },
    'a comment comes into it': {
      'index.ts': handlerOf(`const client = ${CLIENT.replace('region', '/* near */ region')};`),
    },
    'line breaks become those of Windows': { 'index.ts': BEFORE['index.ts'].replaceAll('\n', '\r\n') },
  };
  for (const [what, files] of Object.entries(SAME))
    it(`stays where ${what}`, async () => assert.deepEqual(await fingerprintsOf(files), known));

  const OTHER: Readonly<Record<string, string>> = {
    'an option is another one': CLIENT.replace('eu-west-1', 'eu-west-2'),
    'an option comes': CLIENT.replace('region', 'maxAttempts: 2, region'),
    'an operator is another one': CLIENT.replace('return x', 'return !x'),
  };
  for (const [what, code] of Object.entries(OTHER))
    it(`changes where ${what}`, async () => {
      const [after] = await fingerprintsOf({ 'index.ts': handlerOf(`const client = ${code};`) });
      assert.notEqual(after, known[0]);
    });

  it('is numbered where findings are alike, so that a file that is renamed changes none of them', async () => {
    const two = await fingerprintsOf({ 'a.ts': BEFORE['index.ts'], 'b.ts': BEFORE['index.ts'] });
    assert.deepEqual(two, [known[0], `${known[0]}-2`]);
    assert.deepEqual(await fingerprintsOf({ 'b.ts': BEFORE['index.ts'], 'c.ts': BEFORE['index.ts'] }), two);
  });
});
