import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.js';
import { checkAll, discover, HANDLER } from './check.js';

const CHILD = `Parameters:
  Memory: { Type: Number, Default: 128 }
  Seconds: { Type: Number }
  Version: { Type: String, Default: nodejs18.x }
  Folder: { Type: String }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Code: !Ref Folder, Handler: a.handler, Runtime: !Ref Version, MemorySize: !Ref Memory, Timeout: !Ref Seconds }
`;

const stack = (id: string, file: string, parameters: string) =>
  `  ${id}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${file}\n      Parameters: ${parameters}\n`;

const QUEUE = '  Orders: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }\n';
const WORKER = (source: string) => `  Fn:
    Type: AWS::Lambda::Function
    Properties: { Code: code, Handler: a.handler, Runtime: nodejs22.x }
  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Fn, EventSourceArn: ${source} }
`;

async function deploymentOf(files: Readonly<Record<string, string>>): Promise<Deployment> {
  const { deployment, problems } = await discover(files);
  assert.deepEqual(problems, []);
  return deployment();
}

function links({ mappings }: Deployment): readonly string[] {
  return mappings.map(({ id, kind, source, function: fn }) => `${id}: ${kind} ${source ?? '-'} → ${fn ?? '-'}`);
}

async function settingsOf(files: Readonly<Record<string, string>>, name = 'Fn'): Promise<readonly string[]> {
  const { functions } = await deploymentOf(files);
  return functions
    .filter((each) => each.name === name)
    .map(({ settings: { runtime, memoryMb, timeoutS } }) =>
      [runtime, memoryMb, timeoutS]
        .map(({ value, from, writtenAt }) =>
          [value, from, writtenAt && `${writtenAt.file}:${writtenAt.line}`].filter(Boolean).join(' '),
        )
        .join(', '),
    );
}

describe('nested stacks', () => {
  const given = stack('Child', 'sub/child.yaml', '{ Folder: code, Memory: 512, Seconds: 9, Version: nodejs22.x }');
  const code = { 'sub/code/a.js': 'exports.handler = async () => 1;' };

  it('have the settings that their parent gives, each where the literal stands', async () => {
    const files = { 'root.yaml': `Resources:\n${given}`, 'sub/child.yaml': CHILD, ...code };
    assert.deepEqual(await settingsOf(files), [
      'nodejs22.x stated root.yaml:6, 512 stated root.yaml:6, 9 stated root.yaml:6',
    ]);
  });

  it('have those of a grandparent, of defaults on the way, and of mappings', async () => {
    const files = {
      'root.yaml': `Parameters:
  Large: { Type: Number, Default: 1024 }
Mappings: { Times: { prod: { Seconds: 30 } } }
Resources:
${stack('Middle', './middle.yaml', '{ Size: !Ref Large, Time: !FindInMap [Times, prod, Seconds] }')}`,
      'middle.yaml': `Parameters:
  Size: { Type: Number }
  Time: { Type: Number, Default: 3 }
Resources:
${stack('Child', 'sub/child.yaml', "{ Folder: !Sub 'co${Rest}', Memory: !Ref Size, Seconds: !Ref Time }")}`.replace(
        'Parameters:\n',
        'Parameters:\n  Rest: { Type: String, Default: de }\n',
      ),
      'sub/child.yaml': CHILD,
      ...code,
    };
    assert.deepEqual(await settingsOf(files), [
      'nodejs18.x stated sub/child.yaml:4, 1024 stated root.yaml:2, 30 stated root.yaml:3',
    ]);
  });

  it('know what all uses give alike, and not what they give differently', async () => {
    const files = {
      'root.yaml': `Resources:
${stack('One', 'sub/child.yaml', '{ Folder: code, Memory: 512, Seconds: 9, Version: nodejs22.x }')}${stack('Two', 'sub/child.yaml', "{ Folder: code, Memory: '512', Seconds: 10 }")}`,
      'sub/child.yaml': CHILD,
      ...code,
    };
    assert.deepEqual(await settingsOf(files), [
      'unknown sub/child.yaml:9, 512 stated root.yaml:6, unknown sub/child.yaml:9',
    ]);
    const { functions } = await discover(files);
    assert.deepEqual(
      functions.map(({ id, alsoDeclaredIn }) => [id, alsoDeclaredIn]),
      [['sub/child.yaml#Fn', undefined]],
    );
  });

  it('are functions of their own where each is given its own code', async () => {
    const parts = ['one', 'two', 'one'].map((folder, index) =>
      stack(`S${index}`, 'sub/child.yaml', `{ Folder: ${folder}, Memory: ${256 * (index + 1)}, Seconds: 9 }`),
    );
    const { functions } = await discover({
      'root.yaml': `Resources:\n${parts.join('')}`,
      'sub/child.yaml': CHILD,
      'sub/one/a.js': 'exports.handler = async () => 1;',
      'sub/two/a.js': 'exports.handler = async () => 2;',
    });
    assert.deepEqual(
      functions.map(({ id, handler, memoryMb }) => [id, handler.file, memoryMb]),
      [
        ['sub/child.yaml#Fn', 'sub/one/a.js', undefined],
        ['sub/child.yaml#Fn-2', 'sub/two/a.js', 512],
      ],
    );
  });

  it('stay with their own defaults where nothing is given, and open where the parent does not know', async () => {
    const parent = stack('Child', 'sub/child.yaml', '{ Folder: code, Memory: !Ref Open, Version: !Ref AWS::NoValue }');
    const files = {
      'root.yaml': `Parameters: { Open: { Type: Number } }\nResources:\n${parent}`,
      'sub/child.yaml': CHILD,
      ...code,
    };
    assert.deepEqual(await settingsOf(files), [
      'nodejs18.x stated sub/child.yaml:4, unknown root.yaml:7, unknown sub/child.yaml:9',
    ]);
    assert.deepEqual(await settingsOf({ 'sub/child.yaml': CHILD, ...code }), [
      'nodejs18.x stated sub/child.yaml:4, 128 stated sub/child.yaml:2, unknown sub/child.yaml:9',
    ]);
  });

  it('of SAM applications as well', async () => {
    const files = {
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  App: { Type: AWS::Serverless::Application, Properties: { Location: ./sub/child.yaml, Parameters: { Folder: code, Seconds: 4 } } }
  Foreign: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: a, SemanticVersion: 1.0.0 } } }
`,
      'sub/child.yaml': CHILD,
      ...code,
    };
    assert.deepEqual(await settingsOf(files), [
      'nodejs18.x stated sub/child.yaml:4, 128 stated sub/child.yaml:2, 4 stated template.yaml:3',
    ]);
  });

  for (const [form, arn, source] of [
    ['an attribute', '!GetAtt Orders.Arn', '!Ref Arn'],
    ['a reference', '!Ref Orders', '!Ref Arn'],
    ['a substitution in the parent', '!Sub "${Orders.Arn}"', '!Ref Arn'],
    ['a substitution in the child', '!GetAtt Orders.Arn', '!Sub "${Arn}"'],
    ['a name in an ARN', '!GetAtt Orders.QueueName', '!Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Arn}"'],
  ] as const)
    it(`link a mapping to the parent's queue by ${form}`, async () => {
      const files = {
        'root.yaml': `Resources:\n${QUEUE}${stack('Child', 'child.yaml', `{ Arn: ${arn} }`)}`,
        'child.yaml': `Parameters: { Arn: { Type: String } }\nResources:\n${WORKER(source)}`,
        'code/a.ts': HANDLER,
      };
      const { deployment, functions } = await discover(files);
      assert.deepEqual(links(deployment()), ['child.yaml#Map: sqs root.yaml#Orders → child.yaml#Fn']);
      assert.deepEqual(
        deployment().queues.map(({ id }) => id),
        ['root.yaml#Orders'],
      );
      assert.deepEqual(functions[0]?.eventSources, [{ type: 'sqs', fifo: true }]);
    });

  it('do not mix up equal logical ids of parent and child', async () => {
    const files = {
      'root.yaml': `Resources:\n  Orders: { Type: AWS::Kinesis::Stream }\n${stack('Child', 'child.yaml', '{ Arn: !GetAtt Orders.Arn, Open: !Ref Fn }')}`,
      'child.yaml': `Parameters: { Arn: { Type: String } }\nResources:\n${QUEUE}${WORKER('!Ref Arn')}`,
    };
    assert.deepEqual(links(await deploymentOf(files)), ['child.yaml#Map: kinesis root.yaml#Orders → child.yaml#Fn']);
  });

  const queues = `Resources:\n${QUEUE}Outputs: { OrdersArn: { Value: !GetAtt Orders.Arn }, Name: { Value: fixed } }\n`;
  for (const [form, output] of [
    ['an attribute', '!GetAtt Queues.Outputs.OrdersArn'],
    ['the long form', '{ "Fn::GetAtt": [Queues, Outputs.OrdersArn] }'],
    ['the long form with a text', '{ "Fn::GetAtt": Queues.Outputs.OrdersArn }'],
    ['a substitution', '!Sub "${Queues.Outputs.OrdersArn}"'],
    ['a condition', '!If [Is, !GetAtt Queues.Outputs.OrdersArn, none]'],
  ] as const)
    it(`lead to what an output names, by ${form}, in the parent and in a sibling`, async () => {
      const files = {
        'root.yaml': `Conditions: { Is: !Equals [a, a] }\nResources:\n${stack('Queues', 'queues.yaml', '{}')}${stack('Child', 'child.yaml', `{ Arn: ${output} }`)}${WORKER(output)}`,
        'queues.yaml': queues,
        'child.yaml': `Parameters: { Arn: { Type: String } }\nResources:\n${WORKER('!Ref Arn')}`,
      };
      assert.deepEqual(links(await deploymentOf(files)), [
        'child.yaml#Map: sqs queues.yaml#Orders → child.yaml#Fn',
        'root.yaml#Map: sqs queues.yaml#Orders → root.yaml#Fn',
      ]);
    });

  it('lead to functions, tables and layers of each other', async () => {
    const files = {
      'root.yaml': `Resources:
${stack('Base', 'base.yaml', '{}')}${stack('Child', 'child.yaml', '{ Layer: !GetAtt Base.Outputs.Layer, Table: !GetAtt Base.Outputs.Table, Target: !GetAtt Base.Outputs.Fn }')}${QUEUE}  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !GetAtt Base.Outputs.Fn, EventSourceArn: !GetAtt Orders.Arn }
`,
      'base.yaml': `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Code: code, Handler: a.handler } }
  Shared: { Type: AWS::Lambda::LayerVersion, Properties: { Content: layers/shared } }
  Users: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
Outputs: { Fn: { Value: !GetAtt Fn.Arn }, Layer: { Value: !Ref Shared }, Table: { Value: !Ref Users } }
`,
      'child.yaml': `Parameters: { Layer: { Type: String }, Table: { Type: String }, Target: { Type: String } }
Resources:
  Other:
    Type: AWS::Lambda::Function
    Properties:
      Code: other
      Handler: a.handler
      Layers: [!Ref Layer]
      Environment: { Variables: { USERS: !Ref Table } }
  Daily:
    Type: AWS::Events::Rule
    Properties: { ScheduleExpression: rate(1 day), Targets: [{ Arn: !Ref Target }] }
`,
      'code/a.ts': HANDLER,
      'other/a.ts': HANDLER,
    };
    const { functions, deployment } = await discover(files);
    const [fn, other] = functions;
    assert.deepEqual(links(deployment()), ['root.yaml#Map: sqs root.yaml#Orders → base.yaml#Fn']);
    assert.deepEqual(
      deployment().schedules.map((each) => each.functions),
      [['base.yaml#Fn']],
    );
    assert.deepEqual(fn?.eventSources, [{ type: 'schedule' }, { type: 'sqs', fifo: true }]);
    assert.deepEqual(other?.layers, ['layers/shared']);
    assert.deepEqual(other?.tables, { USERS: 'base.yaml#Users' });
  });

  it('add routes to an API of the parent', async () => {
    const files = {
      'root.yaml': `Resources:\n  Api: { Type: AWS::Serverless::HttpApi }\n${stack('Child', 'child.yaml', '{ Api: !Ref Api }')}`,
      'child.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters: { Api: { Type: String } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.handler
      Events: { Get: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /a, Method: get } } }
`,
    };
    const { apis } = await deploymentOf(files);
    assert.deepEqual(
      apis.map(({ id, routes }) => [id, routes.map((each) => each.function)]),
      [['root.yaml#Api', ['child.yaml#Fn']]],
    );
  });

  it('do not link what two parents give differently', async () => {
    const root = `Resources:\n${QUEUE}${stack('Child', 'child.yaml', '{ Arn: !GetAtt Orders.Arn }')}`;
    const files = {
      'one.yaml': root,
      'two.yaml': root,
      'child.yaml': `Parameters: { Arn: { Type: String } }\nResources:\n${WORKER('!Ref Arn')}`,
    };
    assert.deepEqual(links(await deploymentOf(files)), ['child.yaml#Map: unknown - → child.yaml#Fn']);
  });

  const FN =
    '  Fn: { Type: AWS::Lambda::Function, Properties: { Code: code, Handler: a.handler, MemorySize: !Ref Memory } }\n';
  checkAll([
    {
      title: 'break nothing where a child is missing, at a URL, the template itself, or no text',
      files: {
        'root.yaml': `Parameters: { Memory: { Type: Number, Default: 256 } }
Resources:
${FN}${stack('Missing', './gone.yaml', '{ Memory: 1 }')}${stack('Web', 'https://bucket.s3.amazonaws.com/child.yaml', '{}')}${stack('Self', 'root.yaml', '{ Memory: !GetAtt Self.Outputs.M }')}${stack('List', '[a, b]', '[a]')}${stack('Null', '', '')}Outputs: { M: { Value: !GetAtt Self.Outputs.M }, N: null }
`,
        'code/a.ts': HANDLER,
      },
      functions: ['Fn @ root.yaml:3 cloudformation -> code/a.ts:1#handler 256MB'],
    },
    {
      title: 'end where two templates nest each other',
      files: {
        'a.yaml': `Parameters: { Memory: { Type: Number, Default: 256 } }\nResources:\n${FN}${stack('B', 'b.yaml', '{ Memory: !Ref Memory }')}Outputs: { M: { Value: !GetAtt B.Outputs.M } }\n`,
        'b.yaml': `Parameters: { Memory: { Type: Number } }\nResources:\n${FN}${stack('A', 'a.yaml', '{ Memory: !Ref Memory }')}Outputs: { M: { Value: !GetAtt A.Outputs.M } }\n`,
        'code/a.ts': HANDLER,
      },
      functions: ['Fn @ a.yaml:3 cloudformation -> code/a.ts:1#handler'],
    },
    {
      title: 'report a child that does not parse once, and read the rest',
      files: {
        'a.yaml': `Parameters: { Memory: { Type: Number, Default: 256 } }\nResources:\n${FN}${stack('B', 'b.yaml', '{}')}${stack('C', 'b.yaml', '{}')}`,
        'b.yaml': 'Resources:\n  Q: { Type: AWS::SQS::Queue\n',
        'code/a.ts': HANDLER,
      },
      functions: ['Fn @ a.yaml:3 cloudformation -> code/a.ts:1#handler 256MB'],
      problems: [
        'syntax-error b.yaml:3 Flow map in block collection must be sufficiently indented and end with a }; the file was left out',
      ],
    },
  ]);
});
