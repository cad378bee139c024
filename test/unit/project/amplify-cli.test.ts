import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const TEMPLATE = `{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Resources": {
    "LambdaFunction": {
      "Type": "AWS::Lambda::Function",
      "Metadata": { "aws:asset:path": "./src", "aws:asset:property": "Code" },
      "Properties": { "Code": { "S3Bucket": { "Ref": "b" }, "S3Key": { "Ref": "k" } }, "Handler": "index.handler", "Runtime": "nodejs22.x", "MemorySize": 256 }
    },
    "Daily": {
      "Type": "AWS::Events::Rule",
      "Properties": { "ScheduleExpression": "rate(1 day)", "Targets": [{ "Id": "x", "Arn": { "Fn::GetAtt": ["LambdaFunction", "Arn"] } }] }
    }
  }
}`;
const GEN_1 = {
  'amplify/backend/function/notes/notes-cloudformation-template.json': TEMPLATE,
  'amplify/backend/function/notes/src/index.js': HANDLER,
  'amplify/backend/function/mails/mails-cloudformation-template.json': TEMPLATE,
  'amplify/#current-cloud-backend/function/notes/notes-cloudformation-template.json': TEMPLATE,
  'amplify/#current-cloud-backend/function/notes/src/index.js': HANDLER,
  'amplify/backend/awscloudformation/build/function/notes/notes-cloudformation-template.json': TEMPLATE,
};

describe('functions of Amplify Gen 1', () => {
  checkAll([
    {
      title: 'are called as their folders, and copies count no more',
      files: GEN_1,
      functions: [
        'notes @ amplify/backend/function/notes/notes-cloudformation-template.json:4 cloudformation -> amplify/backend/function/notes/src/index.js:1#handler nodejs22.x 256MB [schedule]',
      ],
      unresolved: [
        'mails @ amplify/backend/function/mails/mails-cloudformation-template.json:4: its code is fetched from S3 (known only at deployment)',
      ],
    },
    {
      title: 'have the names of their templates elsewhere',
      files: { 'stack/template.json': TEMPLATE, 'stack/src/index.js': HANDLER },
      functions: [
        'LambdaFunction @ stack/template.json:4 cloudformation -> stack/src/index.js:1#handler nodejs22.x 256MB [schedule]',
      ],
    },
  ]);

  it('are known to what calls them', async () => {
    const { deployment } = await discover(GEN_1);
    const { schedules, functions } = deployment();
    const ids = ['mails', 'notes'].map(
      (name) => `amplify/backend/function/${name}/${name}-cloudformation-template.json#${name}`,
    );
    assert.deepEqual(
      functions.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(
      schedules.map((each) => each.functions),
      ids.map((id) => [id]),
    );
  });
});
