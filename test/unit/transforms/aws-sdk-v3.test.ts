import assert from 'node:assert/strict';
import { toSdkV3 } from '../../../src/transforms/aws-sdk-v3.js';

describe('the move to SDK v3', () => {
  it('leaves shebang, directive, line ends and untouched lines as they are', async () => {
    const before = [
      '#!/usr/bin/env node',
      "'use strict';",
      '',
      '// the SDK',
      '',
      "const AWS = require('aws-sdk'); // eslint-disable-line import/no-extraneous-dependencies",
      '',
      'const s3 = new AWS.S3();',
      'const   odd  =  [ 1,2 ]',
      'exports.handler = async (event) => s3.listBuckets({ odd }).promise();',
      '',
    ];
    const after = before
      .with(5, "const { S3 } = require('@aws-sdk/client-s3'); // eslint-disable-line import/no-extraneous-dependencies")
      .with(7, 'const s3 = new S3();')
      .with(9, 'exports.handler = async (event) => s3.listBuckets({ odd });');
    assert.deepEqual(await toSdkV3('a.js', before.join('\r\n')), { text: after.join('\r\n'), notes: [] });
  });

  const imports: readonly [what: string, before: string, after: string][] = [
    [
      'an instruction behind the line stands behind each line that came for it',
      "const AWS = require('aws-sdk'); // eslint-disable-line no-x\nconst s3 = new AWS.S3();\nconst sqs = new AWS.SQS();\n",
      "const { S3 } = require('@aws-sdk/client-s3'); // eslint-disable-line no-x\nconst { SQS } = require('@aws-sdk/client-sqs'); // eslint-disable-line no-x\n",
    ],
    [
      'also where v2 stays',
      "const AWS = require('aws-sdk'); // eslint-disable-line no-x\nconst s3 = new AWS.S3();\nexports.util = AWS.util;\n",
      "require('@aws-sdk/client-s3'); // eslint-disable-line no-x\n",
    ],
    [
      'as a block',
      "import AWS from 'aws-sdk'; /* oxlint-disable-line no-x */\nconst s3 = new AWS.S3();\n",
      "import { S3 } from '@aws-sdk/client-s3'; /* oxlint-disable-line no-x */\n",
    ],
    [
      'an instruction about the next line keeps it',
      "import AWS from 'aws-sdk'; // @ts-ignore\nconst s3 = new AWS.S3(wrong);\n",
      "import { S3 } from '@aws-sdk/client-s3'; // @ts-ignore\nconst s3 = new S3(wrong);\n",
    ],
    [
      'one above the import stands above each that came for it',
      "const x = require('x');\n// eslint-disable-next-line no-x\nconst AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nconst sqs = new AWS.SQS();\n",
      "// eslint-disable-next-line no-x\nconst { S3 } = require('@aws-sdk/client-s3');\n// eslint-disable-next-line no-x\nconst { SQS } = require('@aws-sdk/client-sqs');\n",
    ],
    [
      'an explanation stays above',
      "const AWS = require('aws-sdk'); // bundled by the runtime\nconst s3 = new AWS.S3();\n",
      '// bundled by the runtime\n',
    ],
    [
      'other lines keep theirs',
      "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3(); // eslint-disable-line no-y\n",
      'const s3 = new S3(); // eslint-disable-line no-y\n',
    ],
  ];
  for (const [what, before, after] of imports)
    it(`keeps comments at imports: ${what}`, async () => {
      const { text } = await toSdkV3(
        'a.js',
        `${before}exports.handler = async (event) => s3.listBuckets(event).promise();\n`,
      );
      assert.ok(text.includes(after), text);
    });

  it('leaves semicolons out and odd indentation in', async () => {
    const { text } = await toSdkV3(
      'a.js',
      "const AWS = require('aws-sdk')\n\nAWS.config.region = 'eu-west-1'\n  log(1)\n\nexports.handler = async (event) => new AWS.SNS().publish(event).promise()\n",
    );
    assert.doesNotMatch(text, /;$/m);
    assert.match(text, /^ {2}log\(1\)$/m);
  });

  it('knows decorators and TSX', async () => {
    const mailer = await toSdkV3(
      'a.ts',
      "import * as AWS from 'aws-sdk';\n\n@Injectable()\nexport class Mailer {\n\tconstructor(@Inject('ses') private ses: AWS.SES) {}\n}\nexport const mailer = new Mailer(new AWS.SES());\n",
    );
    assert.match(mailer.text, /constructor\(@Inject\('ses'\) private ses: SES\)/);
    const page = await toSdkV3(
      'a.tsx',
      "import AWS from 'aws-sdk';\nexport const s3 = new AWS.S3();\nexport const page = <p>{s3.config}</p>;\n",
    );
    assert.match(page.text, /import \{ S3 \} from '@aws-sdk\/client-s3';/);
  });

  it('says what is left, with its line', async () => {
    const { notes } = await toSdkV3(
      'a.js',
      "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3({ httpOptions: {} });\nexports.handler = async (event) => {\n  const data = await s3.getObject(event).promise();\n  s3.getObject(event).createReadStream();\n  await other().promise();\n  return [data.Body.toString(), AWS.util.uuid.v4()];\n};\n",
    );
    assert.deepEqual(
      notes.map((note) => note.replace(/^line \d+: /, '').slice(0, 40)),
      [
        'aws-sdk v2 is still loaded',
        'The transformation for httpOptions is no',
        'v3 has no createReadStream(); the Body o',
        'The `.promise()` call might be on an JS ',
        'AWS.… belongs to v2 and has to be replac',
        'Body is a stream in v3: await Body.trans',
      ],
    );
  });

  const failures: readonly [title: string, code: string, note: RegExp][] = [
    ['code that does not parse', "const AWS = require('aws-sdk');\nconst = 1;\n", /failed: .*Unexpected token/],
    [
      'a call that the codemod did not expect',
      "const AWS = require('aws-sdk');\nnew AWS.S3();\nconst s3 = new AWS.S3();\ns3.getSignedUrl();\n",
      /failed: Cannot read/,
    ],
    ['nothing to move', 'export const a = 1;\n', /found nothing/],
  ];
  for (const [title, code, note] of failures) {
    it(`changes nothing of ${title}`, async () => {
      const { text, notes } = await toSdkV3('a.js', code);
      assert.equal(text, code);
      assert.match(notes.join(), note);
    });
  }
});
