import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { mentionsLambda } from '../../../src/derived/deployment-files.js';
import { CERTAIN_FILES, dependsOnLambda, POSSIBLE_FILES } from '../../../src/editor/lambda-signs.js';

const depends = (name: string) => dependsOnLambda(JSON.stringify({ devDependencies: { [name]: '1' } }));
const { activationEvents } = JSON.parse(readFileSync('package.json', 'utf8'));
const activating: readonly string[] = activationEvents
  .filter((event: string) => event.startsWith('workspaceContains:'))
  .map((event: string) => event.slice('workspaceContains:'.length));

describe('signs of Lambda', () => {
  for (const name of [
    '@types/aws-lambda',
    'aws-lambda',
    '@aws-sdk/client-s3',
    'aws-sdk',
    '@middy/core',
    'serverless',
  ]) {
    it(`${name} in package.json is one`, () => assert.equal(depends(name), true));
  }
  for (const name of ['@aws-lambda-powertools/logger', 'aws-cdk-lib', 'serverless-offline', 'sst']) {
    it(`${name} in package.json is one`, () => assert.equal(depends(name), true));
  }
  for (const name of ['express', 'react', 'typescript', 'my-aws-sdk-like', 'sst-like']) {
    it(`${name} in package.json is none`, () => assert.equal(depends(name), false));
  }

  it('a package.json that does not parse is read all the same', () => {
    assert.equal(dependsOnLambda('{ "dependencies": { "aws-sdk": "2",'), true);
  });

  it('a template counts when it mentions functions', () => {
    const texts = ['Type: AWS::Serverless::Function', 'resource "aws_lambda_function" "x" {}', 'Hello {{name}}'];
    assert.deepEqual(texts.map(mentionsLambda), [true, true, false]);
  });

  const paths = ['template.yaml', 'app/serverless.ts', 'cdk.json', 'sst.config.ts', 'main.tf', 'coldlens.config.json'];
  for (const path of [
    ...paths,
    'samconfig.toml',
    'app.arc',
    'x/amplify/backend.ts',
    'infra/template-prod.yml',
    'stack.template',
  ]) {
    it(`${path} activates, and is looked at`, () => {
      assert.ok(activating.some((glob) => picomatch.isMatch(path, glob)));
      assert.ok([CERTAIN_FILES, POSSIBLE_FILES].some((glob) => picomatch.isMatch(path, glob)));
    });
  }
});
