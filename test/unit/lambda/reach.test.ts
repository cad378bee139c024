import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

it('a handler that a wrapper is given while the module loads serves its own function only', async () => {
  const { findings } = await lintSource(
    {
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  One: { Type: AWS::Serverless::Function, Properties: { Handler: fns.one } }
  Two: { Type: AWS::Serverless::Function, Properties: { Handler: fns.two } }
`,
      'fns.ts': `import middy from '@middy/core';
import { S3Client } from '@aws-sdk/client-s3';
export async function one(event: unknown) { return new S3Client({}); }
export async function two(event: unknown) { return event; }
middy(one).use({});
middy(two).use({});
`,
    },
    ['client-in-handler'],
  );
  assert.deepEqual(
    findings.map((finding) => finding.functions),
    [['template.yaml#One']],
  );
});
