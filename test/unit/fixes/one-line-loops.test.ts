import assert from 'node:assert/strict';
import { fixSource } from '../../support/fix-source.js';

const HEAD = `const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3')
const s3 = new S3Client({})
const get = (key) => s3.send(new GetObjectCommand({ Bucket: 'b', Key: key }))
`;
const SERVICE =
  'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: handler.handler }\n';

/** Bodies of a handler in a file without semicolons, each with what must stand behind the new statement. */
const bodies: readonly (readonly [code: string, expected: RegExp])[] = [
  ['for (const key of event.keys) { await get(key) } return 1', /\}\); return 1$/m],
  ['for (const key of event.keys) await get(key); return 1', /\}\); return 1$/m],
  ['for (const key of event.keys) { await get(key) } /* all */ return 1', /\}\); \/\* all \*\/ return 1$/m],
  ['if (event.all) for (const key of event.keys) { await get(key) } else return 0', /\}\); else return 0$/m],
  ['const out = []\n  for (const key of event.keys) { out.push(await get(key)) } return out', /; return out$/m],
  ['for (const key of event.keys) { await get(key) }\n  return 1', /\}\)\n {2}return 1$/m],
  ['if (event.all) { for (const key of event.keys) { await get(key) } }\n  return 1', /\}\) \}$/m],
];

describe('a loop on one line, in a file without semicolons', () => {
  for (const [code, expected] of bodies)
    it(code.replace('\n', ' ⏎'), async () => {
      const handler = `${HEAD}exports.handler = async (event) => {\n  ${code}\n}\n`;
      const { files } = await fixSource({ 'handler.js': handler, 'serverless.yml': SERVICE }, ['await-in-loop'], {
        isSafeWanted: true,
        suggestionsOf: ['await-in-loop'],
      });
      assert.match(files['handler.js']!, expected);
    });
});
