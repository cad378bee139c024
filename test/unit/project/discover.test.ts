import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { UnreadableFileError } from '../../../src/model/errors.js';
import type { BuildSettings } from '../../../src/model/function.js';
import { discoverFunctions } from '../../../src/project/discover.js';
import { memoryHost } from '../../support/memory-host.js';
import { checkAll, discover, HANDLER } from './check.js';

const SERVICE = 'provider: { name: aws }\nfunctions: { f: { handler: a.handler } }\n';

describe('discovery', () => {
  checkAll([
    { title: 'finds nothing in an empty folder', files: {} },
    {
      title: 'merges what two tools or two stages declare, not two functions of one file',
      files: {
        'serverless.yml':
          'provider: { name: aws }\nfunctions:\n  f: { handler: a.handler }\n  g: { handler: a.handler }\n',
        'serverless.prod.yml': 'provider: { name: aws }\nfunctions:\n  f: { handler: a.handler }\n',
        'main.tf': 'resource "aws_lambda_function" "t" {\n  filename = "./x.zip"\n  handler = "a.handler"\n}\n',
        'a.ts': HANDLER,
      },
      functions: [
        'f @ serverless.prod.yml:3 serverless -> a.ts:1#handler',
        'g @ serverless.yml:4 serverless -> a.ts:1#handler',
      ],
    },
    {
      title: 'follows re-exports, barrels and conditional exports',
      files: {
        'serverless.yml': `provider: { name: aws }
functions:
  star: { handler: star.handler }
  named: { handler: named.handler }
  common: { handler: common.handler }
  nested: { handler: nested.handler }
  dotted: { handler: dotted.api.handler }
  file: { handler: user.service.handler }
`,
        'star.ts': "\nexport * from './a';\n",
        'named.ts': "export { handler } from './a';\n",
        'common.js': "module.exports = require('./a');\n",
        'nested.js': 'if (process.env.X) {\n  exports.handler = 1;\n}\n',
        'dotted.js': 'exports.api = { handler() {} };\n',
        'user.service.ts': HANDLER,
        'a.ts': HANDLER,
      },
      functions: [
        'common @ serverless.yml:5 serverless -> common.js:1#handler',
        'dotted @ serverless.yml:7 serverless -> dotted.js:1#api.handler',
        'file @ serverless.yml:8 serverless -> user.service.ts:1#handler',
        'named @ serverless.yml:4 serverless -> named.ts:1#handler',
        'nested @ serverless.yml:6 serverless -> nested.js:2#handler',
        'star @ serverless.yml:3 serverless -> star.ts:2#handler',
      ],
    },
    {
      title: 'analyses the one evident handler of a file whose export is misspelled, and says so',
      files: { 'serverless.yml': SERVICE, 'a.ts': 'export const lambdaHandler = async (event) => {};\n' },
      functions: ['f @ serverless.yml:2 serverless -> a.ts:1#lambdaHandler'],
      problems: [
        'unresolved-handler serverless.yml:2 f: a.ts does not export "handler"; the closest match is "lambdaHandler", which is analysed instead',
      ],
    },
    {
      title: 'takes handlers from the configuration',
      files: { 'x/one.ts': 'export const run = 1;', 'x/two.ts': 'export const other = 1;' },
      options: {
        handlers: [
          { file: 'x/*.ts', export: 'run' },
          { file: 'y/*.ts', export: 'run' },
        ],
      },
      functions: ['one @ x/one.ts:1 config -> x/one.ts:1#run'],
      unresolved: [
        'two @ x/two.ts:1: x/two.ts does not export "run"; the closest match is "other"',
        'undefined @ y/*.ts:1: no file matches "y/*.ts", which is listed under "handlers" in the config',
      ],
    },
    {
      title: 'leaves out what the options ignore',
      files: { 'old/serverless.yml': SERVICE, 'old/a.ts': HANDLER },
      options: { ignore: ['old/**'] },
    },
  ]);

  it('numbers equal names, sorts by id and names further declarations', async () => {
    const { functions } = await discover({
      'cdk.json': '{}',
      'app.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
export class A { constructor() { new NodejsFunction(this, 'F', { entry: 'b.ts' }); } }
export class B { constructor() { new NodejsFunction(this, 'F', { entry: 'a.ts' }); } }
`,
      'template.yaml':
        'Transform: AWS::Serverless-2016-10-31\nResources:\n  Z: { Type: AWS::Serverless::Function, Properties: { Handler: a.handler } }\n',
      'serverless.yml': SERVICE,
      'a.ts': HANDLER,
      'b.ts': HANDLER,
    });
    assert.deepEqual(
      functions.map(({ id }) => id),
      ['app.ts#F', 'template.yaml#Z'],
    );
    assert.deepEqual(
      functions[1]?.alsoDeclaredIn?.map(({ file, line }) => `${file}:${line}`),
      ['serverless.yml:2', 'app.ts:3'],
    );
  });

  it('reports unreadable files once and goes on', async () => {
    const files = { '/root/serverless.yml': SERVICE, '/root/a.ts': HANDLER, '/root/template.yaml': '' };
    const host = memoryHost(files);
    const readText = (path: string) => {
      if (path === '/root/template.yaml') throw new UnreadableFileError(path, 'it is binary');
      return host.readText(path);
    };
    const found = await discoverFunctions({ root: '/root', ignore: [], handlers: [] }, { ...host, readText });
    assert.equal(found.functions.length, 1);
    assert.deepEqual(found.problems, [{ kind: 'unreadable-file', file: 'template.yaml', message: 'it is binary' }]);
  });

  it('takes what the config says of builds over what the deployment file does, the last word first', async () => {
    const given = (name: string, build: Partial<BuildSettings>, runtime?: string) => {
      return { base: '/root', functions: [name], build, ...(runtime && { runtime }) };
    };
    const builds = [
      given('*', { tool: 'esbuild', minify: true }, 'nodejs20.x'),
      given('f', { minify: false }),
      given('g', { minify: true, sourceMap: true }),
      { ...given('f', { sourceMap: true }), base: '/elsewhere' },
    ];
    const host = memoryHost({ '/root/serverless.yml': SERVICE, '/root/a.ts': HANDLER });
    const found = await discoverFunctions({ root: '/root', ignore: [], handlers: [], bundle: { builds } }, host);
    const { name, build, runtime } = found.functions[0]!;
    assert.equal(name, 'f');
    assert.equal(runtime, 'nodejs20.x');
    assert.deepEqual([build?.tool, build?.minify, build?.sourceMap], ['esbuild', false, undefined]);
  });

  it('uses the given parser for handler files', async () => {
    const parsed: string[] = [];
    const host = memoryHost({ '/root/serverless.yml': SERVICE, '/root/a.ts': HANDLER });
    const parse = (path: string) => {
      parsed.push(path);
      return ts.createSourceFile(path, 'export const handler = 1;', ts.ScriptTarget.Latest, true);
    };
    await discoverFunctions({ root: '/root', ignore: [], handlers: [] }, host, parse);
    assert.deepEqual([...new Set(parsed)], ['/root/a.ts']);
  });

  it('never throws on damaged deployment files', async () => {
    const sources: Record<string, string> = {
      'template.yaml':
        'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: !Sub "${A}.b", Events: { E: { Type: SQS } } }\n',
      'serverless.yml':
        'provider: { name: aws }\nfunctions:\n  f: { handler: "${self:custom.x, \'a\'}.handler", events: [{ sqs: x }] }\n',
      'main.tf':
        'resource "aws_lambda_function" "t" {\n  filename = "${path.module}/x.zip"\n  handler = "a.handler"\n}\n',
      'app.ts':
        "import { NodejsFunction as N } from 'aws-cdk-lib/aws-lambda-nodejs';\nclass S { constructor(p) { new N(this, `a${p.x}`, { entry: ['a', ...p].join('') }); } }\nnew S();\n",
    };
    for (const [name, text] of Object.entries(sources)) {
      for (let cut = 0; cut < text.length; cut += 3) {
        const damaged = text.slice(0, cut) + text.slice(cut + 2);
        for (const variant of [text.slice(0, cut), damaged])
          await discover({ 'cdk.json': '{}', [name]: variant, 'a.ts': HANDLER });
      }
    }
  });
});
