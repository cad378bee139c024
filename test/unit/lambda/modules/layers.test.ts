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

  it('by a path that climbs out of the code', async () => {
    assert.deepEqual(await linesOfLayer(`require('../../opt/nodejs/shared')`, 'nodejs/shared.js'), [
      'nodejs/shared.js',
    ]);
    const far = `require('../../../../../../opt/nodejs/shared.js')`;
    assert.deepEqual(await linesOfLayer(far, 'nodejs/shared.js'), ['nodejs/shared.js']);
    // One step leads from the code to what stands beside it, which is no layer.
    assert.deepEqual(await linesOfLayer(`require('../opt/nodejs/shared')`, 'nodejs/shared.js'), []);
  });

  it('by a package that was written into the layer, and not by one that was installed there', async () => {
    const file = 'nodejs/node_modules/ours/shared.js';
    assert.deepEqual(await linesOfLayer(`require('ours/shared')`, file), [file]);
    assert.deepEqual(await linesOfLayer(`require('ours')`, 'nodejs/node_modules/ours/index.js'), [
      'nodejs/node_modules/ours/index.js',
    ]);
    assert.deepEqual(await linesOfLayer(`require('@ours/shared')`, 'node_modules/@ours/shared/index.js'), [
      'node_modules/@ours/shared/index.js',
    ]);
    const manifest = { 'layers/shared/nodejs/node_modules/ours/package.json': '{ "name": "ours" }' };
    assert.deepEqual(await linesOfLayer(`require('ours/shared')`, file, manifest), []);
  });
});

/** Files of the layer in which a scan is found when the handler loads them so. */
async function linesOfLayer(load: string, file: string, others: Record<string, string> = {}): Promise<string[]> {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Shared: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/shared/ } }
  Fn: { Type: AWS::Serverless::Function, Properties: { CodeUri: fn/, Handler: a.handler, Layers: [!Ref Shared] } }
`;
  const handler = `const { list } = ${load};\nexports.handler = async (event) => list(event);\n`;
  const files = { 'template.yaml': template, 'fn/a.js': handler, [`layers/shared/${file}`]: SHARED, ...others };
  const lines = await findingLines(files, 'dynamodb-scan');
  return lines.map((line) => line.replace('layers/shared/', '').replace(/:\d+$/, ''));
}
