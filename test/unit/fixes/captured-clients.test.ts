import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';
import { fixSource } from '../../support/fix-source.js';

const making = (top: string, made: string, before = ''): Record<string, string> => ({
  'handler.ts': `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';\n${top}\nexport const handler = async (event: any) => {\n  ${before}\n  const s3 = ${made};\n  return s3.send(new ListBucketsCommand({}));\n};\n`,
});

const XRAY = `import AWSXRay from 'aws-xray-sdk';`;
const TRACER = `import { Tracer } from '@aws-lambda-powertools/tracer';\n`;
const TRACED = 'tracer.captureAWSv3Client(new S3Client({}))';

const hoisted = {
  'by X-Ray': making(XRAY, 'AWSXRay.captureAWSv3Client(new S3Client({}))'),
  'by a function of X-Ray': making(
    `import { captureAWSv3Client } from 'aws-xray-sdk-core';`,
    'captureAWSv3Client(new S3Client({}))',
  ),
  'by a tracer of the module': making(`${TRACER}const tracer = new Tracer();`, TRACED),
};

const left = {
  'with a segment': making(XRAY, 'AWSXRay.captureAWSv3Client(new S3Client({}), event.segment)'),
  'by a package of that word': making(`import * as tracer from '@acme/tracer';`, TRACED),
  'by a tracer of the request': making(TRACER, TRACED, 'const tracer = new Tracer({ serviceName: event.name });'),
  'by a tracer that is replaced': making(`${TRACER}let tracer = new Tracer();`, TRACED, 'tracer = new Tracer(event);'),
  'by another one, perhaps': making(
    `${TRACER}const tracer = new Tracer();`,
    '(event.tracer ?? tracer).captureAWSv3Client(new S3Client({}))',
  ),
};

/** Requests that are not to be traced would be, too. */
const shared = {
  'in one of two branches': making(
    XRAY,
    'event.trace ? AWSXRay.captureAWSv3Client(new S3Client({})) : new S3Client({})',
  ),
  'under a condition, after it was made': making(
    `${TRACER}const tracer = new Tracer();`,
    'made',
    'let made = new S3Client({}); if (event.trace) made = tracer.captureAWSv3Client(made);',
  ),
  'by a statement under a condition': making(
    XRAY,
    'made',
    'const made = new S3Client({}); if (event.debug) AWSXRay.captureAWSv3Client(made);',
  ),
  'in a try of its own': making(
    XRAY,
    'make()',
    'const make = () => { try { return AWSXRay.captureAWSv3Client(new S3Client({})); } catch { return new S3Client({}); } };',
  ),
};

describe('a client that is captured where it is made', () => {
  for (const [what, files] of Object.entries(shared))
    it(`is not shared safely: ${what}`, async () => assert.match(await fixOf(files), /^(none$|suggestion: )/));
  it('is not the client that is there already, which is not traced', async () => {
    const files = making(
      `${XRAY}\nconst quiet = new S3Client({});\nexport const other = () => quiet.send(new ListBucketsCommand({}));`,
      'AWSXRay.captureAWSv3Client(raw)',
      'const raw = new S3Client({});',
    );
    const fixed = await fixSource(files, ['client-in-handler']);
    assert.match(fixed.files['handler.ts']!, /^const raw = new S3Client\(\{\}\);\n[\s\S]*captureAWSv3Client\(raw\)/m);
  });
  it('moves also behind an early end', async () => {
    const files = making(XRAY, 'AWSXRay.captureAWSv3Client(new S3Client({}))', 'if (!event.id) return;');
    assert.match(await fixOf(files), /^safe: Create the S3Client once/);
  });

  for (const [what, files] of Object.entries(hoisted))
    it(`moves as a whole: ${what}`, async () => assert.match(await fixOf(files), /^safe: Create the S3Client once/));
  for (const [what, files] of Object.entries(left))
    it(`is no safe fix: ${what}`, async () => assert.match(await fixOf(files), /^(none$|suggestion: )/));
});
