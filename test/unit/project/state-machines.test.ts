import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

/** `Machine → template.yaml#A, template.yaml#B` for each state machine. */
async function machinesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { deployment, problems } = await discover({ 'src/a.js': HANDLER, ...files });
  assert.deepEqual(problems, []);
  return deployment().stateMachines.map(({ name, functions }) => `${name} → ${functions.join(', ')}`);
}

const FUNCTION = `
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: a.handler, Runtime: nodejs22.x`;

function template(properties: string, type = 'AWS::Serverless::StateMachine'): string {
  return `Transform: AWS::Serverless-2016-10-31
Resources:
  First:${FUNCTION} }
  Second:${FUNCTION}, FunctionName: !Sub '\${AWS::StackName}-second' }
  Third:${FUNCTION}, FunctionName: third }
  Machine:
    Type: ${type}
    Properties:
${properties.replaceAll(/^/gm, '      ')}
`;
}

describe('functions of state machines', () => {
  const cases: readonly Case[] = [
    {
      title: 'finds all that a text names',
      files: {
        'template.yaml': template(
          `DefinitionString: !Sub '{ "A": { "Resource": "\${First.Arn}" }, "B": { "Parameters": { "FunctionName": "\${AWS::StackName}-second" } }, "C": { "Resource": "\${Third}:live" } }'`,
          'AWS::StepFunctions::StateMachine',
        ),
      },
      machines: ['Machine → template.yaml#First, template.yaml#Third, template.yaml#Second'],
    },
    {
      title: 'finds what the variables of a file stand for, and the names in it',
      files: {
        'template.yaml': template(
          'DefinitionUri: m/machine.asl.json\nDefinitionSubstitutions: { Second: !GetAtt First.Arn }',
        ),
        'm/machine.asl.json':
          '{ "States": { "A": { "Resource": "${Second}" }, "B": { "Parameters": { "FunctionName": "third" } } } }',
      },
      machines: ['Machine → template.yaml#First, template.yaml#Third'],
    },
    {
      title: 'finds what a definition in the template and an included one name',
      files: {
        'template.yaml': `${template(
          'Definition: { States: { A: { Resource: !Sub "arn:aws:lambda:${AWS::Region}:1:function:third:$LATEST" } } }',
        )}  Included:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: machine.yaml } } }
`,
        'machine.yaml': 'States: { A: { Resource: { Fn::GetAtt: [First, Arn] } } }',
      },
      machines: ['Machine → template.yaml#Third', 'Included → template.yaml#First'],
    },
    {
      title: 'links nothing to a text that only sounds like a function',
      files: {
        'template.yaml': template(
          `DefinitionString: !Sub '{ "Comment": "third First", "A": { "Resource": "\${Fourth.Arn}" }, "B": { "FunctionName": "fourth" } }'`,
          'AWS::StepFunctions::StateMachine',
        ),
      },
      machines: ['Machine → '],
    },
    ...terraformCases(),
    {
      title: 'finds what the variables of a file stand for in CDK',
      files: {
        'cdk.json': '{ "app": "node app.ts" }',
        'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
const stack = new Stack(new App(), 'S');
const fn = new lambda.Function(stack, 'Fn', { code: lambda.Code.fromAsset('src'), handler: 'a.handler', runtime: lambda.Runtime.NODEJS_22_X });
new sfn.StateMachine(stack, 'M', { definitionBody: sfn.DefinitionBody.fromFile('m.json'), definitionSubstitutions: { Fn: fn.functionArn } });
`,
      },
      machines: ['M → app.ts#Fn'],
    },
  ];
  for (const { title, files, machines } of cases)
    it(title, async () => assert.deepEqual(await machinesOf(files), machines));
});

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly machines: readonly string[];
}

function terraformCases(): Case[] {
  const main = (definition: string) =>
    `${['x', 'y']
      .map((name) => `resource "aws_lambda_function" "${name}" {\n  filename = "src"\n  handler = "a.handler"\n}`)
      .join('\n')}
resource "aws_sfn_state_machine" "m" {
  definition = ${definition}
}
`;
  return [
    {
      title: 'finds the arguments of a template in Terraform',
      files: {
        'main.tf': main(
          'templatefile("${path.module}/m.tftpl", { one = aws_lambda_function.x.arn, two = aws_lambda_function.y.arn })',
        ),
        'm.tftpl': '{ "A": { "Resource": "${one}:live" } }',
      },
      machines: ['m → main.tf#x'],
    },
    {
      title: 'finds what is encoded in Terraform',
      files: {
        'main.tf': main(
          'jsonencode({ States = { A = { Parameters = { FunctionName = aws_lambda_function.y.arn } } } })',
        ),
      },
      machines: ['m → main.tf#y'],
    },
    {
      title: 'links nothing to a definition that is fetched in Terraform',
      files: { 'main.tf': main('data.http.definition.body') },
      machines: ['m → '],
    },
  ];
}

describe('state machines of several stacks of a program', () => {
  const JOBS = `class Jobs extends Stack {
  constructor(scope: any, id: string, memorySize: number) {
    super(scope, id);
    const fn = new NodejsFunction(this, \`\${id}-fn\`, { entry: 'src/a.js', memorySize });
    const task = new LambdaInvoke(this, 'Task', { lambdaFunction: fn });
    new StateMachine(this, \`\${id}-machine\`, { definitionBody: DefinitionBody.fromChainable(task) });
  }
}
`;
  const DEPLOYED = `class Deployed extends Stage {
  constructor(scope: any, id: string, memorySize: number) {
    super(scope, id);
    new Jobs(this, id, memorySize);
  }
}
`;
  const program = (made: string) => `import { App, Stack, Stage } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
${made}`;

  for (const [title, made] of [
    ['stacks', `${JOBS}const app = new App();\nnew Jobs(app, 'one', 128);\nnew Jobs(app, 'two', 256);`],
    [
      'stages',
      `${JOBS}${DEPLOYED}const app = new App();\nnew Deployed(app, 'one', 128);\nnew Deployed(app, 'two', 256);`,
    ],
  ] as const)
    it(`name the functions of their own: ${title}`, async () => {
      const all = await machinesOf({ 'cdk.json': '{ "app": "tsx app.ts" }', 'app.ts': program(made) });
      assert.deepEqual(
        all.map((each) => each.replace(/app\.ts#/g, '')),
        ['one-machine → one-fn', 'two-machine → two-fn'],
      );
    });

  it('name what is made in a construct of the stack, and outside of all stacks', async () => {
    const all = await machinesOf({
      'cdk.json': '{ "app": "tsx app.ts" }',
      'app.ts': program(`const stack = new Stack(new App(), 'S');
class Tasks extends Construct {
  readonly task = new LambdaInvoke(this, 'Task', { lambdaFunction: new NodejsFunction(this, 'inner', { entry: 'src/a.js' }) });
}
const tasks = new Tasks(stack, 'T');
new StateMachine(stack, 'machine', { definition: load(tasks.task) });
export function more(scope: any) { new LambdaInvoke(scope, 'X', { lambdaFunction: new NodejsFunction(scope, 'anywhere', { entry: 'src/a.js' }) }); }`).replace(
        '\n',
        "\nimport { Construct } from 'constructs';\nimport { load } from 'some-package';\n",
      ),
    });
    assert.deepEqual(
      all.map((each) => each.replace(/app\.ts#/g, '')),
      ['machine → inner, anywhere'],
    );
  });

  for (const [title, code, machines] of [
    ['next', "new StateMachine(stack, 'M', { definition: task('A').next(task('B')) });\ntask('C');", ['M → A, B']],
    [
      'two machines of one stack',
      "new StateMachine(stack, 'M', { definitionBody: DefinitionBody.fromChainable(task('A')) });\nnew StateMachine(stack, 'N', { definitionBody: DefinitionBody.fromChainable(task('B')) });",
      ['M → A', 'N → B'],
    ],
    [
      'choices, branches and errors',
      "new StateMachine(stack, 'M', { definition: Chain.start(new Parallel(stack, 'P').branch(task('A'), task('B')).addCatch(task('E'))).next(new Choice(stack, 'C').when(Condition.isPresent('$'), task('D')).otherwise(new Pass(stack, 'X'))) });\ntask('Z');",
      ['M → A, B, E, D'],
    ],
    [
      'steps that are chained before and after',
      "const first = task('A');\nconst last = task('B');\nfirst.next(last);\nnew StateMachine(stack, 'M', { definition: first });\nlast.next(task('C'));\ntask('Z');",
      ['M → A, B, C'],
    ],
    [
      'what a map repeats',
      "new StateMachine(stack, 'M', { definition: new Map(stack, 'All').itemProcessor(task('A')) });\ntask('Z');",
      ['M → A'],
    ],
    [
      'fragments',
      `class Job extends StateMachineFragment {
  readonly startState;
  readonly endStates = [];
  constructor(id: string) {
    super(stack, 'f-' + id);
    this.startState = task(id);
  }
}
new StateMachine(stack, 'M', { definition: new Job('A').next(new Job('B')) });
new StateMachine(stack, 'N', { definition: new Parallel(stack, 'P').branch(new Job('C').prefixStates(), new Job('D').toSingleState()) });`,
      ['M → A, B', 'N → C, D'],
    ],
    [
      'states as data',
      "const fn = new NodejsFunction(stack, 'A', { entry: 'src/a.js' });\nnew StateMachine(stack, 'M', { definition: new CustomState(stack, 'S', { stateJson: { Type: 'Task', Parameters: { FunctionName: fn.functionArn } } }).next(task('B')) });\ntask('Z');",
      ['M → A, B'],
    ],
    [
      'a text that is made of data',
      "const fn = new NodejsFunction(stack, 'A', { entry: 'src/a.js' });\nnew StateMachine(stack, 'M', { definitionBody: DefinitionBody.fromString(JSON.stringify({ States: { S: { Resource: fn.functionArn } } })) });\ntask('Z');",
      ['M → A'],
    ],
    [
      'steps in a language of their own',
      "const fn = new NodejsFunction(stack, 'A', { entry: 'src/a.js' });\nnew StateMachine(stack, 'M', { definition: Pass.jsonata(stack, 'P').next(LambdaInvoke.jsonata(stack, 'T', { lambdaFunction: fn })) });\ntask('Z');",
      ['M → A'],
    ],
    [
      'no functions that share a table or a queue with a step',
      `const table = new Table(stack, 'Items', {});
const queue = new Queue(stack, 'Jobs');
const other = new NodejsFunction(stack, 'Z', { entry: 'src/a.js' });
table.grantReadWriteData(other);
queue.grantSendMessages(other);
const put = new DynamoPutItem(stack, 'Put', { table, item: {} });
const send = new SqsSendMessage(stack, 'Send', { queue, messageBody: TaskInput.fromObject({ arn: other.functionArn }) });
new StateMachine(stack, 'M', { definition: put.next(send).next(task('A')) });`,
      ['M → A'],
    ],
    [
      'a text of a template, also of the level below',
      `const fn = new NodejsFunction(stack, 'A', { entry: 'src/a.js' });
new StateMachine(stack, 'M', { definitionBody: DefinitionBody.fromString(\`{ "Resource": "\${fn.functionArn}" }\`) });
new CfnStateMachine(stack, 'N', { roleArn: 'r', definitionString: JSON.stringify({ Resource: fn.functionArn }) });
task('Z');`,
      ['M → A', 'N → A'],
    ],
    [
      'what stands behind a step of a class of ours, and a fragment that begins by a getter',
      `class Pause extends Wait {
  constructor(id: string) { super(stack, id, {}); }
}
class Job extends StateMachineFragment {
  readonly first = task('B');
  get startState() { return this.first; }
}
new StateMachine(stack, 'M', { definition: new Pause('P').next(task('A')) });
new StateMachine(stack, 'N', { definition: new Job(stack, 'J') });`,
      ['M → A', 'N → B'],
    ],
    [
      'all, where a step is not known',
      "new StateMachine(stack, 'M', { definition: task('A').next(load()) });\ntask('Z');",
      ['M → A, Z'],
    ],
    ['all, where the definition is not stated', "new StateMachine(stack, 'M', load());\ntask('Z');", ['M → Z']],
  ] as const)
    it(`name what their definition leads to: ${title}`, async () => {
      const all = await machinesOf({
        'cdk.json': '{ "app": "tsx app.ts" }',
        'app.ts':
          program(`import { Chain, Choice, Condition, CfnStateMachine, CustomState, Map, Parallel, Pass, StateMachineFragment, TaskInput, Wait } from 'aws-cdk-lib/aws-stepfunctions';
import { DynamoPutItem, SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { load } from 'some-package';
const stack = new Stack(new App(), 'S');
const task = (id: string) => new LambdaInvoke(stack, 't-' + id, { lambdaFunction: new NodejsFunction(stack, id, { entry: 'src/a.js' }) });
${code}`),
      });
      assert.deepEqual(
        all.map((each) => each.replace(/app\.ts#/g, '')),
        machines,
      );
    });
});
