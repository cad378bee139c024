import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const RAW = `    Raw:
      Type: AWS::Lambda::Function
      Properties:
        Handler: raw.handler
        Runtime: nodejs22.x
        MemorySize: \${self:custom.memory}
        Code: { S3Bucket: bucket, S3Key: raw.zip }
`;
const HEAD = 'service: s\nprovider: { name: aws, runtime: nodejs18.x }\ncustom: { memory: 512 }\n';
const SERVICE = `${HEAD}functions:
  hello-you_all: { handler: a.handler }
resources:
  Resources:
`;
const FN = 'hello-you_all @ serverless.yml:5 serverless -> a.ts:1#handler nodejs18.x';
const files = { 'a.ts': HANDLER, 'raw.js': 'exports.handler = async () => 1;' };

describe('CloudFormation in a service', () => {
  checkAll([
    {
      title: 'declares functions with their code and settings, which the provider does not share',
      files: { ...files, 'serverless.yml': `${SERVICE}${RAW}` },
      functions: ['Raw @ serverless.yml:8 serverless -> raw.js:1#handler nodejs22.x 512MB', FN],
    },
    {
      title: 'declares them in a list of templates',
      files: {
        ...files,
        'serverless.yml': `${HEAD}resources:\n  - Outputs: {}\n  - Resources:\n${RAW.replace(/^ {2}/gm, '    ')}`,
      },
      functions: ['Raw @ serverless.yml:7 serverless -> raw.js:1#handler nodejs22.x 512MB'],
    },
    {
      title: 'declares them once in a file that could be a template as well',
      files: {
        ...files,
        'serverless.yml': `${HEAD}resources:\n  - \${file(parts/raw.yml)}\n`,
        'parts/raw.yml': `Resources:\n${RAW}`,
      },
      functions: ['Raw @ parts/raw.yml:2 serverless -> raw.js:1#handler nodejs22.x 512MB'],
    },
    {
      title: 'declares them in a part of a file',
      files: {
        ...files,
        'serverless.yml': `${HEAD}resources:\n  Resources:\n    Raw: \${file(parts/all.yml):lambdas.Raw}\n`,
        'parts/all.yml': `lambdas:\n${RAW}`,
      },
      functions: ['Raw @ parts/all.yml:2 serverless -> raw.js:1#handler nodejs22.x 512MB'],
    },
    {
      title: 'declares them in a service written as code, and in its parts',
      files: {
        ...files,
        'serverless.ts': `import { resources } from './parts';
module.exports = { service: 's', provider: { name: 'aws' }, functions: {}, resources };
`,
        'parts.ts': `export const resources = { Resources: {
  Raw: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'raw.handler', Runtime: 'nodejs22.x', Code: { S3Bucket: 'b', S3Key: 'raw.zip' } } },
} };
`,
      },
      functions: ['Raw @ parts.ts:2 serverless -> raw.js:1#handler nodejs22.x'],
    },
    {
      title: 'says why their code is out of reach',
      files: {
        'serverless.yml': `${HEAD}resources:
  Resources:
    Inline: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: a.b, Code: { ZipFile: x } } }
    Python: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.12, Handler: a.b } }
`,
      },
      unresolved: [
        'Inline @ serverless.yml:6: its code is inline in the template',
        'Python @ serverless.yml:7: runtime python3.12 is not Node.js',
      ],
    },
    {
      title: 'only adds to a function of the service where it is called like that',
      files: {
        ...files,
        'serverless.yml': `${SERVICE}    HelloDashyouUnderscoreallLambdaFunction: { Type: AWS::Lambda::Function, Properties: { Handler: raw.handler } }\n`,
      },
      functions: [FN],
    },
    {
      title: 'is nothing where it is no object',
      files: {
        'b/serverless.yml': 'service: s\nprovider: aws\nresources: none\n',
        'c/serverless.yml':
          'service: s\nprovider: aws\nresources: [null, { Resources: [] }, { Resources: { A: null, B: { Type: [x] } } }]\n',
      },
    },
  ]);

  it('leads to functions of the service by the names that the framework makes', async () => {
    const { deployment, functions } = await discover({
      ...files,
      'serverless.yml': `${SERVICE}    Jobs: { Type: AWS::SQS::Queue }
    Map: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !GetAtt HelloDashyouUnderscoreallLambdaFunction.Arn, EventSourceArn: !GetAtt Jobs.Arn, BatchSize: 3 } }
    MapRaw: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Raw, EventSourceArn: !GetAtt Jobs.Arn } }
    Daily: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 day), Targets: [{ Arn: { 'Fn::GetAtt': [HelloDashyouUnderscoreallLambdaFunction, Arn] } }] } }
    Steps: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: !Sub 'x', DefinitionSubstitutions: { F: !GetAtt HelloDashyouUnderscoreallLambdaFunction.Arn } } }
${RAW}`,
    });
    const { mappings, schedules, stateMachines } = deployment();
    assert.deepEqual(
      mappings.map(({ name, source, function: fn }) => [name, source, fn]),
      [
        ['Map', 'serverless.yml#Jobs', 'serverless.yml#hello-you_all'],
        ['MapRaw', 'serverless.yml#Jobs', 'serverless.yml#Raw'],
      ],
    );
    assert.deepEqual(
      [...schedules, ...stateMachines].flatMap((each) => each.functions),
      ['serverless.yml#hello-you_all', 'serverless.yml#hello-you_all'],
    );
    assert.deepEqual(
      functions.map(({ name, eventSources }) => [name, eventSources]),
      [
        ['Raw', [{ type: 'sqs' }]],
        ['hello-you_all', [{ type: 'sqs', batchSize: 3 }, { type: 'schedule' }]],
      ],
    );
  });

  it('knows the settings of its functions by parameters and conditions of the template', async () => {
    const { deployment } = await discover({
      'serverless.yml': `${HEAD}resources:
  Parameters: { Seconds: { Type: Number, Default: 20 } }
  Resources:
    Raw: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: { ZipFile: x }, Timeout: !Ref Seconds, MemorySize: !Ref Open } }
    Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub '/aws/lambda/\${Raw}', RetentionInDays: 7 } }
`,
    });
    const { timeoutS, memoryMb, logRetentionDays } = deployment().functions[0]!.settings;
    assert.equal(timeoutS.value, 20);
    assert.equal(memoryMb.from, 'unknown');
    assert.equal(logRetentionDays.value, 7);
  });
});
