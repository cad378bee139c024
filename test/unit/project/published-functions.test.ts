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
    "!Sub '${Fn.Arn}:live'",
    "!Sub '${Fn}:live'",
    "!Sub '${Fn.Arn}:$LATEST'",
    "!Sub '${Fn.Arn}:${AWS::StackName}'",
    "!Sub ['${Arn}:${Stage}', { Arn: !GetAtt Fn.Arn, Stage: live }]",
    "!Sub ['${Arn}', { Arn: !GetAtt Fn.Arn }]",
    "!Sub ['${Name}', { Name: !Ref Fn }]",
    "!Join [':', [!GetAtt Fn.Arn, live]]",
    "!Join [':', [!GetAtt Fn.Arn, !Ref AWS::StackName]]",
    "!Join ['', ['arn:aws:lambda:', !Ref AWS::Region, ':', !Ref AWS::AccountId, ':function:', !Ref Fn, ':live']]",
    "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Fn}:live'",
    "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:fn:live'",
  ])
    it(`lead to the function: ${fn}`, async () => assert.equal(await linked(fn), 'template.yaml#Fn sqs s3'));

  for (const fn of [
    '!Ref Circle',
    '!Ref Gone',
    '!Ref Queue',
    '!ImportValue Alias',
    "!Sub '${Queue.Arn}:live'",
    "!Sub '${Nothing.Arn}:live'",
    "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Nothing}:live'",
    "!Join [':', [!GetAtt Queue.Arn, live]]",
  ])
    it(`lead to none: ${fn}`, async () => assert.equal(await linked(fn), ''));

  it('lead to the function of an integration', async () => {
    const uris = [
      "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}:live/invocations'",
      "!Join ['', ['arn:aws:apigateway:x:lambda:path/2015-03-31/functions/', !GetAtt Fn.Arn, ':live/invocations']]",
    ];
    for (const uri of uris) {
      const { functions } = await discover({
        'src/a.js': HANDLER,
        'template.yaml': `${HEAD}  Method: { Type: AWS::ApiGateway::Method, Properties: { HttpMethod: GET, Integration: { Uri: ${uri} } } }\n`,
      });
      assert.deepEqual(functions[0]!.eventSources, [{ type: 'rest' }]);
    }
  });

  it('lead to a function that a service makes', async () => {
    const { deployment } = await discover({
      'a.js': HANDLER,
      'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x }
functions: { ping: { handler: a.handler } }
resources:
  Resources:
    Mapping:
      Type: AWS::Lambda::EventSourceMapping
      Properties: { FunctionName: !Sub '\${PingLambdaFunction.Arn}:live', EventSourceArn: arn:aws:sqs:x:1:q }
`,
    });
    assert.deepEqual(
      deployment().mappings.map((each) => each.function),
      ['serverless.yml#ping'],
    );
  });
});
