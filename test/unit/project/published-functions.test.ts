import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

const HEAD = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: a.handler, Runtime: nodejs22.x, FunctionName: fn, AutoPublishAlias: live }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn } }
  Alias: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: !GetAtt Version.FunctionArn } }
  Named: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: fn } }
  Circle: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: !Ref Other } }
  Other: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: !Ref Circle } }
  Gone: { Type: AWS::Lambda::Alias, Properties: { Name: live, FunctionName: !Ref Nothing } }
  Queue: { Type: AWS::SQS::Queue }
`;

/** The function that a mapping leads to, and the events of the function. */
async function linked(fn: string): Promise<string> {
  const { functions, deployment } = await discover({
    'src/a.js': HANDLER,
    'template.yaml': `${HEAD}  Mapping: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: ${fn}, EventSourceArn: !GetAtt Queue.Arn } }
  Permission: { Type: AWS::Lambda::Permission, Properties: { FunctionName: ${fn}, Principal: s3.amazonaws.com, Action: lambda:InvokeFunction } }
`,
  });
  const [mapping] = deployment().mappings;
  return [mapping?.function, ...functions[0]!.eventSources.map(({ type }) => type)].join(' ');
}

describe('aliases and versions of functions', () => {
  for (const fn of [
    '!Ref Fn',
    '!Ref Version',
    '!Ref Alias',
    '!GetAtt Alias.AliasArn',
    '!Ref Named',
    '!Ref Fn.Alias',
    '!Ref Fn.Version',
    "!Sub '${Alias}'",
  ])
    it(`lead to the function: ${fn}`, async () => assert.equal(await linked(fn), 'template.yaml#Fn sqs s3'));

  for (const fn of ['!Ref Circle', '!Ref Gone', '!Ref Queue', '!ImportValue Alias'])
    it(`lead to none: ${fn}`, async () => assert.equal(await linked(fn), ''));
});
