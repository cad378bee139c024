import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const SAM = 'Transform: AWS::Serverless-2016-10-31\n';

describe('SAM and CloudFormation', () => {
  checkAll([
    {
      title: 'takes globals, parameter defaults and events',
      files: {
        'api.yaml': `${SAM}Parameters:
  Size: { Type: Number, Default: 256 }
Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 5
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { FifoQueue: true }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: work/
      Handler: jobs.run
      MemorySize: !Ref Size
      Timeout: 30
      Architectures: [arm64]
      Events:
        Jobs:
          Type: SQS
          Properties: { Queue: !GetAtt Jobs.Arn, BatchSize: 7, FunctionResponseTypes: [ReportBatchItemFailures] }
        Web: { Type: HttpApi }
`,
        'work/jobs.ts': '\nexport async function run() {}\n',
      },
      functions: ['Worker @ api.yaml:12 sam -> work/jobs.ts:2#run nodejs22.x 256MB 30s arm64 [sqs:7:true:true http]'],
    },
    {
      title: 'reads JSON, and links events that other resources state',
      files: {
        'stack.json': JSON.stringify(
          {
            Resources: {
              Fn: {
                Type: 'AWS::Lambda::Function',
                Properties: { Code: './code', Handler: 'main.go', Runtime: 'nodejs20.x' },
              },
              Map: {
                Type: 'AWS::Lambda::EventSourceMapping',
                Properties: {
                  FunctionName: { Ref: 'Fn' },
                  EventSourceArn: { 'Fn::GetAtt': ['T', 'StreamArn'] },
                  BatchSize: 9,
                },
              },
              T: { Type: 'AWS::DynamoDB::Table' },
              Setup: { Type: 'Custom::Setup', Properties: { ServiceToken: { 'Fn::GetAtt': ['Fn', 'Arn'] } } },
            },
          },
          null,
          2,
        ),
        'code/main.js': 'exports.go = async () => {};\n',
      },
      functions: ['Fn @ stack.json:3 cloudformation -> code/main.js:1#go nodejs20.x [dynamodb:9 custom-resource]'],
    },
    {
      title: 'resolves mappings, conditions and substitutions',
      files: {
        'x.template': `${SAM}Parameters: { Stage: { Type: String, Default: live } }
Mappings: { Sizes: { live: { Memory: 1024 } } }
Conditions: { IsLive: !Equals [!Ref Stage, live] }
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: !Sub "./\${Stage}"
      Handler: !If [IsLive, a.handler, b.handler]
      MemorySize: !FindInMap [Sizes, !Ref Stage, Memory]
`,
        'live/a.ts': HANDLER,
      },
      functions: ['F @ x.template:6 sam -> live/a.ts:1#handler 1024MB'],
    },
    {
      title: 'maps compiled code back through tsconfig, build metadata and folder names',
      files: {
        'template.yaml': `${SAM}Resources:
  A: { Type: AWS::Serverless::Function, Properties: { CodeUri: built/, Handler: one.handler } }
  B:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { Minify: true, EntryPoints: [deep/two.ts] } }
    Properties: { CodeUri: ., Handler: two.handler }
  C: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/three, Handler: index.handler } }
  D: { Type: AWS::Serverless::Function, Properties: { CodeUri: out/four.zip, Handler: index.handler } }
`,
        'tsconfig.json': '{ "compilerOptions": { "outDir": "built", "rootDir": "code" } } // comment',
        'code/one.ts': HANDLER,
        'deep/two.ts': HANDLER,
        'src/three.ts': HANDLER,
        'build.mjs': "esbuild.build({ entryPoints: ['lib4/x.ts'], outfile: 'out/four/index.js' });",
        'lib4/x.ts': HANDLER,
      },
      functions: [
        'A @ template.yaml:3 sam -> code/one.ts:1#handler',
        'B @ template.yaml:4 sam -> deep/two.ts:1#handler',
        'C @ template.yaml:8 sam -> src/three.ts:1#handler',
        'D @ template.yaml:9 sam -> lib4/x.ts:1#handler',
      ],
    },
    {
      title: 'says why code is out of reach',
      files: {
        't.yml': `${SAM}Resources:
  Inline: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs20.x, Handler: i.h, Code: { ZipFile: "x" } } }
  Image: { Type: AWS::Serverless::Function, Properties: { PackageType: Image } }
  Python: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.12, Handler: a.b } }
  Remote: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k, Handler: a.b } }
  Lost: { Type: AWS::Serverless::Function, Properties: { CodeUri: ., Handler: lots.b } }
  Typo: { Type: AWS::Serverless::Function, Properties: { CodeUri: ., Handler: lost.hander } }
`,
        'lost.ts': 'export const handle = 1;\n',
      },
      unresolved: [
        'Inline @ t.yml:3: its code is inline in the template',
        'Image @ t.yml:4: it is deployed as a container image',
        'Python @ t.yml:5: runtime python3.12 is not Node.js',
        'Remote @ t.yml:6: its code is fetched from s3://b/k',
        'Lost @ t.yml:7: no source file lots.{ts,js,…} was found; the closest match is lost.ts',
        'Typo @ t.yml:8: lost.ts does not export "hander"; the closest match is "handle"',
      ],
    },
    {
      title: 'finds code that a script uploads to S3 from beside the template, but guesses no export',
      files: {
        'deploy/t.yml': `Resources:
  Loader: { Type: AWS::Lambda::Function, Properties: { Handler: load.run, Code: { S3Bucket: !Ref B, S3Key: load.zip } } }
  Sweeper: { Type: AWS::Lambda::Function, Properties: { Handler: load.sweep, Code: { S3Bucket: !Ref B, S3Key: load.zip } } }
`,
        'deploy/load.js': 'exports.run = async (event) => event;',
      },
      functions: ['Loader @ deploy/t.yml:2 cloudformation -> deploy/load.js:1#run'],
      unresolved: ['Sweeper @ deploy/t.yml:3: its code is fetched from S3 (…/load.zip)'],
    },
    {
      title: 'says in one readable line that code comes from S3',
      files: {
        't.yml': `Resources:
  Asset: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: { S3Bucket: !Ref AssetParameters12ab, S3Key: !Join ['', [x, !Ref B]] } } }
  Bucket: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: { S3Bucket: !Ref B, S3Key: code/a.zip } } }
  Both: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: { S3Bucket: !Ref B, S3Key: !Ref K } } }
  Odd: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: !Ref C } }
  Layer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer/ } }
`,
      },
      unresolved: [
        'Asset @ t.yml:2: its code is fetched from S3 (an asset of a synthesised template)',
        'Bucket @ t.yml:3: its code is fetched from S3 (…/code/a.zip)',
        'Both @ t.yml:4: its code is fetched from S3 (known only at deployment)',
        'Odd @ t.yml:5: its code location is known only at deployment',
      ],
    },
    {
      title: 'leaves out what a packaged template repeats',
      files: {
        'template.yaml': `${SAM}Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Handler: a.handler } }\n`,
        'output.yaml': `${SAM}Resources:
  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/k, Handler: a.handler } }
  G: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/l, Handler: b.handler } }
`,
        'a.ts': HANDLER,
      },
      functions: ['F @ template.yaml:3 sam -> a.ts:1#handler'],
      unresolved: ['G @ output.yaml:4: its code is fetched from s3://b/l'],
    },
    {
      title: 'hands parameters down to nested stacks',
      files: {
        'root.yaml': `Resources:
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./sub/child.yaml, Parameters: { Dir: one } } }
`,
        'sub/child.yaml': `Parameters: { Dir: { Type: String } }
Resources:
  F: { Type: AWS::Lambda::Function, Properties: { Code: !Ref Dir, Handler: a.handler } }
`,
        'sub/one/a.js': 'exports.handler = () => {};',
      },
      functions: ['F @ sub/child.yaml:3 cloudformation -> sub/one/a.js:1#handler'],
    },
    {
      title: 'reports a broken template once, and reads the rest',
      files: {
        'bad.yaml': `${SAM}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    "x: [\n`,
        'good.yaml': `${SAM}Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Handler: a.handler } }\n`,
        'empty.yaml': '',
        'a.ts': HANDLER,
      },
      functions: ['F @ good.yaml:3 sam -> a.ts:1#handler'],
      problems: ['syntax-error bad.yaml:5 Implicit keys need to be on a single line; the file was left out'],
    },
    {
      title: 'lets quoted text go on at the margin, as deploy tools do, and keeps the line numbers',
      files: {
        't.yaml': `Parameters:
  Stage:
    Description: "The stage of this stack, which
    is named after its branch."
    Type: String
  Owner:
    Description: 'Somebody
    else'
Resources:
  Sweep: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: sweep.run, Code: src } }
`,
        'src/sweep.ts': 'export const run = async () => {};',
      },
      functions: ['Sweep @ t.yaml:10 cloudformation -> src/sweep.ts:1#run nodejs22.x'],
    },
    {
      title: 'lets a closing bracket stand where deploy tools let it',
      files: {
        'a.yml': `${SAM}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {\n      Handler: a.handler\n    }\n`,
        'a.ts': HANDLER,
      },
      functions: ['F @ a.yml:3 sam -> a.ts:1#handler'],
    },
  ]);

  it('states build settings', async () => {
    const { functions } = await discover({
      'a.yml': `${SAM}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Metadata: { BuildMethod: esbuild, BuildProperties: { Minify: false, Target: es2022, External: ['@aws-sdk/*'], Loader: ['.x=text'] } }\n    Properties: { Handler: a.handler, Environment: { Variables: { A: one, B: !Ref Q } } }\n`,
      'a.ts': HANDLER,
    });
    assert.deepEqual(functions[0]?.build, {
      tool: 'esbuild',
      minify: false,
      target: 'es2022',
      external: ['@aws-sdk/*'],
      other: { Loader: ['.x=text'] },
    });
    assert.deepEqual(functions[0]?.environment, { A: 'one' });
  });

  it('states what is packaged where nothing bundles', async () => {
    const { functions } = await discover({
      'app/a.yml': `${SAM}Globals: { Function: { CodeUri: fn/ } }\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: a.handler }\n  M:\n    Type: AWS::Serverless::Function\n    Metadata: { BuildMethod: makefile }\n    Properties: { Handler: a.handler }\n`,
      'app/fn/a.ts': HANDLER,
    });
    assert.deepEqual(
      functions.map(({ build }) => build),
      [{ tool: 'zip', folder: 'app/fn', handler: 'a.handler' }, { tool: 'unknown' }],
    );
  });
});
