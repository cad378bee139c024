import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

describe('Serverless Framework', () => {
  checkAll([
    {
      title: 'takes provider defaults, overrides and events',
      files: {
        'serverless.yml': `provider:
  name: aws
  runtime: nodejs20.x
  memorySize: 512
  architecture: arm64
functions:
  api:
    handler: web/api.main
    timeout: 9
    events:
      - http: GET /x
      - httpApi: '*'
  jobs:
    handler: web/api.main
    memorySize: 128
    events:
      - sqs: { arn: 'arn:aws:sqs:eu-west-1:1:q.fifo', batchSize: 3, functionResponseType: ReportBatchItemFailures }
      - stream: { type: kinesis }
      - schedule: rate(1 day)
`,
        'web/api.ts': 'export const main = () => {};\n',
      },
      functions: [
        'api @ serverless.yml:7 serverless -> web/api.ts:1#main nodejs20.x 512MB 9s arm64 [rest http]',
        'jobs @ serverless.yml:13 serverless -> web/api.ts:1#main nodejs20.x 128MB arm64 [sqs:3:true:true kinesis schedule]',
      ],
    },
    {
      title: 'follows files and variables with their defaults',
      files: {
        'svc/serverless.yml': `custom:
  size: { dev: 256, prod: 1024 }
  dir: code
provider: { name: aws, stage: "\${opt:stage, 'dev'}" }
functions:
  - \${file(./more.yml)}
  - \${file(lists.yml):second}
  - one:
      handler: \${self:custom.dir}/one.handler
      memorySize: \${self:custom.size.\${self:provider.stage}}
      timeout: \${env:T, 4}
`,
        'svc/more.yml': '# first\ntwo:\n  handler: code/two.handler\n',
        'svc/lists.yml': 'first: {}\nsecond:\n  three:\n    handler: code/three.handler\n',
        'svc/code/one.js': 'exports.handler = 1;',
        'svc/code/two.js': 'exports.handler = 1;',
        'svc/code/three.js': 'exports.handler = 1;',
      },
      functions: [
        'three @ svc/lists.yml:3 serverless -> svc/code/three.js:1#handler',
        'two @ svc/more.yml:2 serverless -> svc/code/two.js:1#handler',
        'one @ svc/serverless.yml:8 serverless -> svc/code/one.js:1#handler 256MB 4s',
      ],
    },
    {
      title: 'evaluates a service written in code, its imports and helpers',
      files: {
        'serverless.ts': `import type { AWS } from '@serverless/typescript';
import { list } from '@fns';
const stage = process.env.STAGE || 'dev';
const config: AWS = { service: 'x', provider: { name: 'aws', runtime: 'nodejs18.x' }, functions: { list, ...extra() } };
function extra() { return { [\`put-\${stage}\`]: { handler: 'fns/put.main' } }; }
module.exports = config;
`,
        'tsconfig.json':
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "@fns": ["fns/index.ts"], "@lib/*": ["lib/*"] } } }',
        'fns/index.ts': "export { default as list } from './list';\n",
        'fns/list/index.ts':
          "import { handlerPath } from '@lib/path';\nexport default {\n  handler: `${handlerPath(__dirname)}/handler.main`,\n  events: [{ http: { method: 'get' } }],\n};\n",
        'fns/list/handler.ts': 'export const main = 1;\n',
        'fns/put.ts': 'export const main = 1;\n',
        'lib/path.ts':
          "export const handlerPath = (context: string) => `${context.split(process.cwd())[1].substring(1).replace(/\\\\/g, '/')}`;\n",
      },
      functions: [
        'list @ fns/list/index.ts:2 serverless -> fns/list/handler.ts:1#main nodejs18.x [rest]',
        'put-dev @ serverless.ts:5 serverless -> fns/put.ts:1#main nodejs18.x',
      ],
    },
    {
      title: 'says what is none of ours and what is not static',
      files: {
        'a/serverless.yml': 'provider: { name: google }\nfunctions:\n  g: { handler: x }\n',
        'b/serverless.yml': `provider: { name: aws, runtime: python3.9 }
functions:
  py: { handler: x.y }
  own: { handler: "\${ssm:/path}.y", runtime: nodejs20.x }
  ref: \${ssm:/function}
  img: { image: repo }
`,
        'c/serverless.yml': 'provider: aws\nfunctions:\n  none: { events: [] }\n  nul:\n',
      },
      unresolved: [
        'g @ a/serverless.yml:3: provider google is not AWS Lambda',
        'py @ b/serverless.yml:3: runtime python3.9 is not Node.js',
        'own @ b/serverless.yml:4: its handler ${ssm:/path}.y is known only at deployment',
        'ref @ b/serverless.yml:5: runtime python3.9 is not Node.js',
        'img @ b/serverless.yml:6: it is deployed as a container image',
        'none @ c/serverless.yml:3: it has no handler',
      ],
    },
    {
      title: 'ends cycles of references and survives broken files',
      files: {
        'serverless.yml': `provider: { name: aws }
custom: { a: "\${self:custom.b}", b: "\${self:custom.a}", c: "\${file(./serverless.yml):custom.c}" }
functions:
  f: { handler: "\${self:custom.a}.x" }
  g: { handler: "\${self:custom.c}.x" }
  h: \${file(broken.yml):h}
`,
        'broken.yml': 'h: [\n',
      },
      unresolved: [
        'f @ serverless.yml:4: its handler ${self:custom.a}.x is known only at deployment',
        'g @ serverless.yml:5: its handler ${self:custom.c}.x is known only at deployment',
        'h @ serverless.yml:6: its definition ${file(broken.yml):h} cannot be read before deployment',
      ],
      problems: [
        'syntax-error broken.yml:2 Flow sequence in block collection must be sufficiently indented and end with a ]; the file was left out',
      ],
    },
    {
      title: 'ends variables that multiply',
      files: {
        'serverless.yml': [
          'provider: { name: aws }',
          'functions: { f: { handler: "${self:custom.v0}" } }',
          'custom:',
          ...Array.from(
            { length: 40 },
            (_, index) => `  v${index}: "${'${self:custom.v'}${index + 1}}${'${self:custom.v'}${index + 1}}"`,
          ),
          '  v41: x',
        ].join('\n'),
      },
      unresolved: ['f @ serverless.yml:2: its handler ${self:custom.v0} is known only at deployment'],
    },
  ]);

  for (const [title, settings, expected] of [
    [
      'the esbuild plugin',
      'custom: { esbuild: { minify: true, exclude: [pg], sourcemap: linked, keepNames: true } }',
      {
        tool: 'esbuild',
        builder: 'serverless-esbuild',
        minify: true,
        sourceMap: 'linked',
        other: { exclude: ['pg'], keepNames: true },
      },
    ],
    ['esbuild of version 4', 'build: { esbuild: { format: esm } }', { tool: 'esbuild', format: 'esm' }],
    ['webpack', 'plugins: [serverless-webpack]', { tool: 'webpack' }],
    [
      'a plain zip',
      'plugins: [serverless-offline]',
      { tool: 'zip', folder: '.', handler: 'a.handler', patterns: ['!serverless.yml'] },
    ],
    [
      'what a zip holds',
      'useDotenv: true\nlayers: { tools: { path: tools } }\npackage: { exclude: [docs/**], include: [docs/a.md], patterns: ["!*.log"], excludeDevDependencies: false }',
      {
        tool: 'zip',
        folder: '.',
        handler: 'a.handler',
        patterns: ['!serverless.yml', '!docs/**', '!tools/**', '!.env*', 'docs/a.md', '!*.log'],
        other: { excludeDevDependencies: false },
      },
    ],
    [
      'a compiler',
      'plugins: [serverless-plugin-typescript]',
      {
        tool: 'zip',
        builder: 'serverless-plugin-typescript',
        folder: '.',
        handler: 'a.handler',
        patterns: ['!serverless.yml'],
      },
    ],
    [
      'an artifact',
      'package: { artifact: dist/x.zip }',
      { tool: 'zip', folder: 'dist/x.zip', handler: 'a.handler', patterns: ['!serverless.yml'] },
    ],
    [
      'files beside a bundle',
      'plugins: [serverless-esbuild]\npackage: { patterns: [templates/**] }',
      { tool: 'esbuild', builder: 'serverless-esbuild', patterns: ['templates/**'] },
    ],
  ] as const) {
    it(`states ${title}`, async () => {
      const text = `provider: { name: aws }\n${settings}\nfunctions: { f: { handler: a.handler } }\n`;
      const { functions } = await discover({ 'serverless.yml': text, 'a.ts': HANDLER });
      assert.deepEqual(functions[0]?.build, expected);
    });
  }
});
