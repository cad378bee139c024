import assert from 'node:assert/strict';
import { findingLines } from '../../../support/lint-source.js';

const HANDLER = `const { list } = require('/opt/nodejs/shared');
exports.handler = async (event) => list(event);
`;
const SHARED = `const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.list = () => client.send(new ScanCommand({ TableName: 'things' }));
`;

describe('code of a layer is followed to where the project keeps it', () => {
  it('SAM', async () => {
    const lines = await findingLines(
      {
        'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/shared/ } }
  Fn: { Type: AWS::Serverless::Function, Properties: { CodeUri: fn/, Handler: a.handler, Layers: [!Ref Shared] } }
`,
        'fn/a.js': HANDLER,
        'layers/shared/nodejs/shared.js': SHARED,
      },
      'dynamodb-scan',
    );
    assert.deepEqual(lines, ['layers/shared/nodejs/shared.js:3']);
  });

  it('CDK, where the build moves the code below nodejs', async () => {
    const lines = await findingLines(
      {
        'cdk.json': '{ "app": "node stack.js" }',
        'stack.js': `const lambda = require('aws-cdk-lib/aws-lambda');
class S {
  constructor() {
    const shared = new lambda.LayerVersion(this, 'Shared', { code: lambda.Code.fromAsset('layers/shared') });
    new lambda.Function(this, 'Fn', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler', layers: [shared] });
  }
}
new S();
`,
        'fn/a.js': HANDLER,
        'layers/shared/shared.js': SHARED,
      },
      'dynamodb-scan',
    );
    assert.deepEqual(lines, ['layers/shared/shared.js:3']);
  });

  it('Serverless Framework', async () => {
    const lines = await findingLines(
      {
        'serverless.yml': `provider: { name: aws, layers: [{ Ref: SharedLambdaLayer }] }
layers: { shared: { path: layers/shared } }
functions: { fn: { handler: fn/a.handler } }
`,
        'fn/a.js': HANDLER,
        'layers/shared/nodejs/shared.js': SHARED,
      },
      'dynamodb-scan',
    );
    assert.deepEqual(lines, ['layers/shared/nodejs/shared.js:3']);
  });
});
