import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import type { BundleReport, FunctionBundle } from '../../src/model/bundle.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

type Arrange = (folder: string) => void;

function report(files: Files, arrange: Arrange = () => {}): Promise<{ exitCode: number | null; report: BundleReport }> {
  return withTempFolder({ '.git/HEAD': '', ...files }, (folder) => {
    arrange(folder);
    const { exitCode, stdout, stderr } = runBin(['bundle', '--format', 'json'], folder);
    assert.equal(stderr, '');
    return { exitCode, report: JSON.parse(stdout) };
  });
}

async function only(files: Files, arrange?: Arrange): Promise<FunctionBundle> {
  const { report: found } = await report(files, arrange);
  assert.equal(found.functions.length, 1, JSON.stringify(found.problems));
  return found.functions[0]!;
}

function sam(properties: string, further = ''): string {
  return `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, ${properties} }
${further}`;
}

function manifestOf(...dependencies: string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) });
}

const bytesOf = (files: Files, ...names: string[]): number =>
  names.reduce((sum, name) => sum + Buffer.byteLength(files[name]! as string), 0);

const PACKAGES = {
  'fn/node_modules/used/package.json': '{ "name": "used", "version": "1.2.3", "dependencies": { "only": "*" } }',
  'fn/node_modules/used/index.js': "module.exports = require('only');",
  'fn/node_modules/used/README.md': 'long '.repeat(100),
  'fn/node_modules/used/index.js.map': '{}',
  'fn/node_modules/only/package.json': '{ "name": "only", "version": "2.0.0" }',
  'fn/node_modules/only/index.js': 'module.exports = 1;',
  'fn/node_modules/unused/package.json': '{ "name": "unused", "version": "3.0.0", "type": "module" }',
  'fn/node_modules/unused/index.js': 'export default 1;',
  'fn/node_modules/dev/package.json': '{ "name": "dev" }',
};

const FN = {
  'fn/index.js': "const used = require('used');\nexports.handler = async () => used;\n",
  'fn/index.test.js': "require('./index.js');\n",
  'fn/data.json': '{}',
  'fn/package.json': JSON.stringify({
    name: 'fn',
    version: '1.0.0',
    dependencies: { used: '*', unused: '*' },
    devDependencies: { dev: '*' },
  }),
  'fn/.npmignore': '*.test.js\n',
  ...PACKAGES,
};

describe('coldlens bundle, of plain zips', () => {
  it('counts what npm pack takes and production dependencies, as sam build does', async () => {
    const files = { 'template.yaml': sam('CodeUri: fn/, Handler: index.handler'), ...FN };
    const packed = await withTempFolder(files, (folder) => {
      const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: `${folder}/fn`,
        encoding: 'utf8',
      });
      return JSON.parse(stdout)[0].files as readonly { path: string; size: number }[];
    });
    const found = await only(files);
    assert.equal(found.packaging, 'files');
    assert.deepEqual(
      [...found.own, ...found.assets].map(({ file }) => file.slice('fn/'.length)).sort(),
      packed.map(({ path }) => path).sort(),
    );
    assert.deepEqual(found.packages.map(({ name }) => name).sort(), ['only', 'unused', 'used']);
    const sum = [...found.packages, ...found.own, ...found.assets].reduce((all, { bytes }) => all + bytes, 0);
    assert.equal(found.unzippedBytes, sum);
  });

  it('tells what imports reach, and what a package brings along', async () => {
    const { packages, unreachedBytes, unzippedBytes, sourceMapBytes, modules, external } = await only({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
      ...FN,
    });
    const byName = Object.fromEntries(packages.map((share) => [share.name, share]));
    assert.deepEqual(byName.used!.chain, ['fn/index.js', 'fn/node_modules/used/index.js']);
    assert.equal(byName.used!.onlyThroughBytes, byName.used!.bytes + byName.only!.bytes);
    assert.deepEqual([byName.used!.version, byName.used!.modules, byName.used!.format], ['1.2.3', 1, 'cjs']);
    assert.deepEqual([byName.unused!.chain, byName.unused!.modules, byName.unused!.format], [[], 0, 'esm']);
    const reached = bytesOf(FN, 'fn/index.js', 'fn/node_modules/used/index.js', 'fn/node_modules/only/index.js');
    assert.equal(unzippedBytes - unreachedBytes, reached);
    assert.deepEqual([modules, sourceMapBytes, external], [3, 2, []]);
  });

  it('takes the folder as it is where a template is packaged by the AWS CLI', async () => {
    const template = `Resources:
  Api:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: fn }
`;
    const { unzippedBytes, packages } = await only({ 'template.yaml': template, ...FN });
    assert.equal(unzippedBytes, bytesOf(FN, ...Object.keys(FN)));
    assert.equal(packages.length, 4);
  });

  it('takes what the Serverless Framework takes, for all functions or for each', async () => {
    const service = (settings: string) => `service: shop
provider: { name: aws, runtime: nodejs22.x }
${settings}
functions:
  a: { handler: a.handler }
  b: { handler: lib/b.handler, package: { patterns: ["!data/**"] } }
`;
    const files = {
      'a.js': 'exports.handler = async () => 1;\n',
      'lib/b.js': 'exports.handler = async () => 2;\n',
      'data/x.bin': 'x'.repeat(1000),
    };
    const { report: together } = await report({ 'serverless.yml': service(''), ...files });
    const all = bytesOf(files, ...Object.keys(files));
    assert.deepEqual(
      together.functions.map(({ unzippedBytes, modules }) => [unzippedBytes, modules]),
      [
        [all, 1],
        [all, 1],
      ],
    );
    const { report: apart } = await report({ 'serverless.yml': service('package: { individually: true }'), ...files });
    assert.deepEqual(
      apart.functions.map(({ unzippedBytes }) => unzippedBytes),
      [all, all - 1000],
    );
  });

  it('reads assets of CDK and archives of Terraform', async () => {
    const files = { 'fn/index.js': 'exports.handler = async () => 1;\n', 'fn/notes.md': 'notes', 'fn/old/x.js': '' };
    const cdk = await only({
      ...files,
      'cdk.json': '{ "app": "tsx app.ts" }',
      'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
new Function(stack, 'Api', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset('fn', { exclude: ['*.md', 'old'] }) });
`,
    });
    const terraform = await only({
      ...files,
      'main.tf': `data "archive_file" "zip" {
  type        = "zip"
  source_dir  = "\${path.module}/fn"
  excludes    = ["notes.md", "old"]
  output_path = "fn.zip"
}
resource "aws_lambda_function" "api" {
  function_name = "api"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = data.archive_file.zip.output_path
}
`,
    });
    const expected = bytesOf(files, 'fn/index.js');
    assert.deepEqual([cdk.unzippedBytes, terraform.unzippedBytes], [expected, expected]);
  });

  it('prefers compiled code, and compiles where there is none', async () => {
    const source = { 'fn/src/a.ts': "import { b } from './b';\nexport const handler = async (x: number) => b + x;\n" };
    const other = { 'fn/src/b.ts': 'export const b: number = 1;\n', 'fn/src/types.d.ts': 'export type T = 1;\n' };
    const template = { 'template.yaml': sam('CodeUri: fn/, Handler: src/a.handler') };
    const compiled = { 'fn/src/a.js': 'exports.handler = async () => 1;\n' };
    const built = await only({ ...template, ...source, ...other, ...compiled });
    assert.equal(built.modules, 1);
    assert.equal(built.assumptions.length, 0);
    const unbuilt = await only({ ...template, ...source, ...other });
    assert.equal(unbuilt.modules, 2);
    assert.ok(unbuilt.own.find(({ file }) => file === 'fn/src/b.ts')!.bytes < 28);
    assert.match(unbuilt.assumptions[0]!, /is TypeScript; its files are counted as esbuild writes them/);
  });

  it('counts the packages that serverless-plugin-include-dependencies takes back in', async () => {
    const service = (plugins: string) => ({
      'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [${plugins}]
package: { patterns: ["!node_modules/**"] }
functions: { a: { handler: a.handler } }
`,
      'a.js': "const x = require('x');\nexports.handler = async () => x;\n",
      'package.json': manifestOf('x'),
    });
    const installed = { 'node_modules/x/index.js': '', 'node_modules/x/package.json': '{}' };
    const tracing = service('serverless-plugin-include-dependencies');
    const there = await only({ ...tracing, ...installed });
    assert.deepEqual(
      there.packages.map(({ name }) => name),
      ['x'],
    );
    assert.match(there.assumptions.join(' '), /packages only the parts of node_modules that the code imports/);
    assert.doesNotMatch(there.assumptions.join(' '), /not in the package/);
    assert.deepEqual((await only(tracing)).missing, ['x']);
    const without = await only({ ...service('serverless-offline'), ...installed });
    assert.deepEqual(without.packages, []);
    assert.match(without.assumptions.join(' '), /Imported, but not in the package: x/);
  });

  it('counts what serverless-plugin-typescript compiles, copies and keeps', async () => {
    const { own, assets, packages } = await only({
      'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-plugin-typescript]
package: { patterns: ["templates/**"] }
functions: { a: { handler: src/a.handler } }
`,
      'src/a.ts':
        "import { b } from './b';\nimport c from './c.json';\nimport x from 'x';\nexport const handler = async () => [b, c, x];\n",
      'src/c.json': '{}',
      'src/d.json': '{}',
      'src/b.ts': 'export const b = 1;\n',
      'test/a.test.ts': "import '../src/a';\n",
      'notes.md': 'notes',
      'templates/mail.html': '<p>',
      'package.json': manifestOf('x'),
      'node_modules/x/index.js': '',
      'node_modules/x/package.json': '{}',
    });
    assert.deepEqual(own.map(({ file }) => file).sort(), ['src/a.ts', 'src/b.ts']);
    assert.deepEqual(assets.map(({ file }) => file).sort(), ['package.json', 'src/c.json', 'templates/mail.html']);
    assert.deepEqual(
      packages.map(({ name }) => name),
      ['x'],
    );
  });

  it('counts layers against the limit, and what they hold as there', async () => {
    const layer = `  Tools:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layer/ }
`;
    const { report: found } = await report({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler, Layers: [!Ref Tools]', layer),
      'fn/index.js': "require('shared');\nrequire('/opt/nodejs/x');\nexports.handler = async () => 1;\n",
      'layer/nodejs/node_modules/shared/index.js': 'x'.repeat(500),
    });
    assert.equal(found.functions[0]!.layerBytes, 500);
    assert.deepEqual(found.functions[0]!.external, ['/opt/nodejs/x', 'shared']);
    assert.deepEqual(found.problems, []);
  });

  it('follows links of workspaces and of pnpm, once each', async () => {
    const found = await only(
      {
        'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
        'fn/package.json': manifestOf('@shop/shared', 'a'),
        'fn/index.js': "require('@shop/shared');\nexports.handler = async () => require('a');\n",
        'shared/package.json': '{ "name": "@shop/shared" }',
        'shared/index.js': 'module.exports = 1;\n',
        'fn/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json':
          '{ "version": "1.0.0", "dependencies": { "b": "*" } }',
        'fn/node_modules/.pnpm/a@1.0.0/node_modules/a/index.js': "require('b');\n",
        'fn/node_modules/.pnpm/b@2.0.0/node_modules/b/package.json': '{ "version": "2.0.0" }',
        'fn/node_modules/.pnpm/b@2.0.0/node_modules/b/index.js': '',
      },
      (folder) => {
        mkdirSync(`${folder}/fn/node_modules/@shop`);
        symlinkSync('../../../shared', `${folder}/fn/node_modules/@shop/shared`);
        symlinkSync('.pnpm/a@1.0.0/node_modules/a', `${folder}/fn/node_modules/a`);
        symlinkSync('../../b@2.0.0/node_modules/b', `${folder}/fn/node_modules/.pnpm/a@1.0.0/node_modules/b`);
        symlinkSync('..', `${folder}/fn/loop`);
      },
    );
    assert.deepEqual(
      found.packages.map(({ name, version, modules }) => [name, version, modules]),
      [
        ['a', '1.0.0', 1],
        ['b', '2.0.0', 1],
      ],
    );
    assert.ok(found.own.some(({ file }) => file === 'shared/index.js'));
  });

  it('names packages that are not installed once, and counts the rest', async () => {
    const { report: found, exitCode } = await report({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
      'fn/package.json': manifestOf('left', '@aws-sdk/client-s3'),
      'fn/index.js':
        "require('left');\nrequire('right/x');\nrequire('@aws-sdk/client-s3');\nexports.handler = async () => 1;\n",
    });
    assert.equal(exitCode, 0);
    assert.equal(found.functions[0]!.modules, 1);
    assert.deepEqual(
      found.problems.map(({ message }) => message),
      // sam build would install and ship the SDK that package.json lists.
      ['2 packages are not installed and not counted: @aws-sdk/client-s3, left'],
    );
    // No install would bring along what package.json does not list.
    assert.ok(found.functions[0]!.assumptions.includes('Imported, but not in the package: right.'));
  });

  describe('the SDK of the runtime', () => {
    const V3 = '@aws-sdk/client-s3';
    const code = (name: string): string => `require('${name}');\nexports.handler = async () => 1;\n`;
    const zip = (runtime: string): string => `Resources:
  Api:
    Type: AWS::Lambda::Function
    Properties: { Runtime: ${runtime}, Handler: index.handler, Code: fn }
`;
    const service = (packaged = ''): Files => ({
      'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x }
package: { ${packaged} }
functions: { Api: { handler: index.handler } }
`,
      'index.js': code(V3),
    });
    const asset = (options = ''): Files => ({
      'cdk.json': '{ "app": "node stack.js" }',
      'stack.js': `const lambda = require('aws-cdk-lib/aws-lambda');
const code = lambda.Code.fromAsset('fn'${options});
new lambda.Function(this, 'Api', { code, handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
`,
      'fn/index.js': code(V3),
    });
    const archive = (excludes = '', source = 'source_dir = "fn"'): Files => ({
      'main.tf': `data "archive_file" "z" {
  type = "zip"
  ${source}
  ${excludes}
  output_path = "z.zip"
}
resource "aws_lambda_function" "Api" {
  function_name = "Api"
  filename = data.archive_file.z.output_path
  handler = "index.handler"
  runtime = "nodejs22.x"
}
`,
      'fn/index.js': code(V3),
    });
    const INSTALLED: Files = {
      [`node_modules/${V3}/package.json`]: '{ "version": "3.0.0" }',
      [`node_modules/${V3}/index.js`]: "require('http2');\n",
    };
    const below = (files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`fn/${path}`, text]));
    const CASES: readonly (readonly [string, Files, fromRuntime: string[], missing: string[]])[] = [
      ['v3 on nodejs22.x', { 'template.yaml': zip('nodejs22.x'), 'fn/index.js': code(V3) }, [V3], []],
      ['v3 on nodejs18.x', { 'template.yaml': zip('nodejs18.x'), 'fn/index.js': code(V3) }, [V3], []],
      [
        'a part of v3',
        {
          'template.yaml': zip('nodejs22.x'),
          'fn/index.mjs': `import '${V3}/dist';\nexport const handler = () => 1;\n`,
        },
        [`${V3}/dist`],
        [],
      ],
      ['v2 on nodejs16.x', { 'template.yaml': zip('nodejs16.x'), 'fn/index.js': code('aws-sdk') }, ['aws-sdk'], []],
      [
        'a part of v2 on nodejs14.x',
        { 'template.yaml': zip('nodejs14.x'), 'fn/index.js': code('aws-sdk/clients/s3') },
        ['aws-sdk/clients/s3'],
        [],
      ],
      ['v3 above the package', { 'template.yaml': zip('nodejs22.x'), 'fn/index.js': code(V3), ...INSTALLED }, [V3], []],
      [
        'a dependency for development, which sam build leaves out',
        {
          'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
          'fn/index.js': code(V3),
          'fn/package.json': JSON.stringify({ devDependencies: { [V3]: '3' } }),
          ...below(INSTALLED),
        },
        [V3],
        [],
      ],
      // Twins.
      ['its own copy', { 'template.yaml': zip('nodejs22.x'), 'fn/index.js': code(V3), ...below(INSTALLED) }, [], []],
      [
        'v2 on nodejs20.x',
        {
          'template.yaml': zip('nodejs20.x'),
          'fn/index.js': code('aws-sdk'),
          'fn/package.json': manifestOf('aws-sdk'),
        },
        [],
        ['aws-sdk'],
      ],
      [
        'v3 on nodejs16.x',
        { 'template.yaml': zip('nodejs16.x'), 'fn/index.js': code(V3), 'fn/package.json': manifestOf(V3) },
        [],
        [V3],
      ],
      [
        'a dependency that sam build installs',
        {
          'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
          'fn/index.js': code(V3),
          'fn/package.json': manifestOf(V3),
        },
        [],
        [V3],
      ],
      [
        'a dependency of a folder that is zipped as it is',
        { 'template.yaml': zip('nodejs22.x'), 'fn/index.js': code(V3), 'fn/package.json': manifestOf(V3) },
        [],
        [V3],
      ],
      ['a dependency of an asset of CDK', { ...asset(), 'fn/package.json': manifestOf(V3) }, [], [V3]],
      ['a dependency of an archive of Terraform', { ...archive(), 'fn/package.json': manifestOf(V3) }, [], [V3]],
      ['a dependency of a service', { ...service(), 'package.json': manifestOf(V3) }, [], [V3]],
      [
        'what a dependency needs',
        {
          ...service(),
          'package.json': manifestOf('tools'),
          'node_modules/tools/package.json': manifestOf(V3),
          'node_modules/tools/index.js': `require('${V3}');\n`,
        },
        [],
        [V3],
      ],
      [
        'v2 among the dependencies on nodejs16.x',
        {
          'template.yaml': zip('nodejs16.x'),
          'fn/index.js': code('aws-sdk'),
          'fn/package.json': manifestOf('aws-sdk'),
        },
        [],
        ['aws-sdk'],
      ],
      [
        'an optional dependency that is imported',
        { ...service(), 'package.json': JSON.stringify({ optionalDependencies: { [V3]: '3' } }) },
        [],
        [V3],
      ],
      [
        'a dependency that patterns take back in',
        {
          ...service(`patterns: ['!node_modules/**', 'node_modules/@aws-sdk/**']`),
          'package.json': manifestOf(V3),
        },
        [],
        [V3],
      ],
      // Twins.
      [
        'a dependency for development, of a service',
        { ...service(), 'package.json': JSON.stringify({ devDependencies: { [V3]: '3' } }) },
        [V3],
        [],
      ],
      [
        'a dependency for development, of an asset',
        { ...asset(), 'fn/package.json': JSON.stringify({ devDependencies: { [V3]: '3' } }) },
        [V3],
        [],
      ],
      ['a package.json above the package', { ...asset(), 'package.json': manifestOf(V3) }, [V3], []],
      [
        'a dependency that patterns leave out',
        { ...service(`patterns: ['!node_modules/@aws-sdk/**']`), 'package.json': manifestOf(V3) },
        [V3],
        [],
      ],
      [
        'a service that takes in no packages',
        { ...service(`patterns: ['!**', 'index.js']`), 'package.json': manifestOf(V3) },
        [V3],
        [],
      ],
      [
        'a dependency that an asset leaves out',
        { ...asset(`, { exclude: ['node_modules/@aws-sdk'] }`), 'fn/package.json': manifestOf(V3) },
        [V3],
        [],
      ],
      [
        'a dependency that an archive leaves out',
        { ...archive('excludes = ["node_modules"]'), 'fn/package.json': manifestOf(V3) },
        [V3],
        [],
      ],
      [
        'an archive of one file',
        { ...archive('', 'source_file = "fn/index.js"'), 'fn/package.json': manifestOf(V3) },
        [V3],
        [],
      ],
      [
        'an optional dependency that nothing imports',
        {
          ...service(),
          'index.js': 'exports.handler = async () => 1;\n',
          'package.json': JSON.stringify({ optionalDependencies: { [V3]: '3' } }),
        },
        [],
        [],
      ],
    ];

    for (const [name, files, fromRuntime, missing] of CASES) {
      it(name, async () => {
        const found = await only(files);
        assert.deepEqual([found.fromRuntime, found.missing], [fromRuntime, missing]);
      });
    }

    it('is counted in the start, and what waits for import() is not', async () => {
      const partsOf = (text: string, runtime = 'nodejs22.x', more: Files = {}): Promise<string[]> =>
        withTempFolder({ '.git/HEAD': '', 'template.yaml': zip(runtime), 'fn/index.js': text, ...more }, (folder) => {
          const { stdout } = runBin(['coldstart', '--format', 'json'], folder);
          return JSON.parse(stdout).functions[0].parts.map((part: { name: string }) => part.name);
        });
      const isSdk = (name: string): boolean => /SDK|http2/.test(name);
      assert.deepEqual((await partsOf(code(V3))).filter(isSdk), ['SDK v3 of the runtime, one client']);
      // What the runtime's SDK loads is counted once, with it.
      assert.deepEqual((await partsOf(code(V3), 'nodejs22.x', INSTALLED)).filter(isSdk), [
        'SDK v3 of the runtime, one client',
      ]);
      assert.deepEqual((await partsOf(code('aws-sdk/clients/s3'), 'nodejs16.x')).filter(isSdk), [
        'SDK v2 of the runtime',
      ]);
      const lazy = `exports.handler = async () => import('${V3}');\n`;
      assert.deepEqual((await partsOf(lazy)).filter(isSdk), []);
      assert.deepEqual((await partsOf(lazy, 'nodejs22.x', INSTALLED)).filter(isSdk), []);
    });
  });

  it('says what is imported and stays outside of the package', async () => {
    const { assumptions } = await only({
      'serverless.yml': '',
      'app/serverless.yml':
        'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions: { a: { handler: a.handler } }\n',
      'app/a.js': "require('hoisted');\nrequire('../lib/x');\nexports.handler = async () => 1;\n",
      'node_modules/hoisted/index.js': "require('deeper');\n",
      'node_modules/deeper/index.js': '',
      'lib/x.js': '',
    });
    assert.deepEqual(assumptions, ['Imported, but not in the package: hoisted, lib/x.js.']);
  });

  it('survives package.json files that are broken or no text', async () => {
    const { packages, assumptions } = await only({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
      'fn/index.js': "require('x');\nexports.handler = async () => require('y');\n",
      'fn/package.json': manifestOf('x', 'y'),
      'fn/node_modules/x/package.json': '{ "version": ',
      'fn/node_modules/x/index.js': '',
      'fn/node_modules/y/package.json': new Uint8Array([0, 255, 0]),
      'fn/node_modules/y/index.js': '',
    });
    assert.deepEqual(packages.map(({ name, version }) => [name, version]).sort(), [
      ['x', ''],
      ['y', ''],
    ]);
    assert.match(assumptions.at(-1)!, /^What the handler reaches is not known: /);
  });

  it('passes over what no import can load', async () => {
    const { modules, assumptions } = await only({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
      'fn/index.js':
        "require('./view.hbs');\nrequire('./build/native.node');\nexports.handler = async () => require('./b');\n",
      'fn/view.hbs': '{{',
      'fn/b.js': '',
    });
    assert.equal(modules, 3);
    assert.deepEqual(assumptions, []);
  });

  it('still weighs a package whose imports cannot be followed', async () => {
    const { assumptions, unreachedBytes, unzippedBytes } = await only({
      'template.yaml': sam('CodeUri: fn/, Handler: index.handler'),
      'fn/index.js': "require('./b');\nexports.handler = async () => 1;\n",
      'fn/b.js': 'const = 1;\n',
    });
    assert.match(assumptions[0]!, /^What the handler reaches is not known: .*"="\.$/);
    assert.equal(unreachedBytes, 0);
    assert.ok(unzippedBytes > 0);
  });

  it('says why a package cannot be known, and takes esbuild for its build', async () => {
    const functions = Object.entries({
      Zip: 'CodeUri: dist/a.zip, Handler: a.handler',
      Gone: 'CodeUri: build/, Handler: a.handler',
      Other: 'CodeUri: other/, Handler: a.handler',
      Make: 'CodeUri: ./, Handler: a.handler',
    });
    const resources = functions.map(
      ([name, properties]) => `  ${name}:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: ${name === 'Make' ? 'makefile' : 'nodejs22.x'} }
    Properties: { Runtime: nodejs22.x, ${properties} }
`,
    );
    const { report: found, exitCode } = await report({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}`,
      'a.ts': 'export const handler = async () => 1;\n',
      'dist/a.zip': 'PK',
      'other/a.js': 'exports.handler = async () => 1;\n',
      'other/package.json': '{ "files": ["lib"] }',
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(found.problems, []);
    assert.deepEqual(found.functions.map(({ name, assumedSince }) => `${name}: ${assumedSince}`).sort(), [
      'Gone: its folder build does not exist; it may need to be built first',
      'Make: how it is built is not known',
      'Other: its package other does not contain the handler a.handler; it may have to be built first',
      'Zip: its package dist/a.zip is built by another tool',
    ]);
  });

  it('leaves folders outside of the root alone, and tells functions of one name apart', async () => {
    const { report: found } = await report({
      'template.yaml': sam('CodeUri: ../outside, Handler: index.handler'),
      'one/template.yaml': sam('CodeUri: ., Handler: index.handler'),
      'two/template.yaml': sam('CodeUri: ., Handler: index.handler'),
      'one/index.js': 'exports.handler = async () => 1;\n',
      'two/index.js': 'exports.handler = async () => 22;\n',
    });
    assert.deepEqual(
      found.functions.map(({ name, own }) => [name, own[0]!.file]),
      [
        ['Api', 'one/index.js'],
        ['Api', 'two/index.js'],
      ],
    );
    assert.ok(found.problems.length > 0);
  });
});

describe('coldlens bundle, of what stands beside a bundle', () => {
  const service = `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
package: { patterns: ["templates/**", "!templates/*.txt"] }
custom: { esbuild: { external: [used], exclude: ["@aws-sdk/*"] } }
functions: { a: { handler: src/a.handler } }
`;
  const packages = Object.fromEntries(Object.entries(PACKAGES).map(([name, text]) => [name.slice(3), text]));
  const files = {
    ...packages,
    'package.json': manifestOf('used'),
    'src/a.ts': "import used from 'used';\nexport const handler = async () => used;\n",
    'templates/mail.html': '<p>',
    'templates/notes.txt': 'x'.repeat(100),
  };

  it('counts installed packages and copied files', async () => {
    const bundle = await only({ 'serverless.yml': service, ...files });
    const beside = Object.keys(packages).filter((name) => /\/(used|only)\//.test(name));
    const expected = bytesOf(files, ...beside, 'templates/mail.html');
    const { 'serverless.yml': _, ...alone } = { 'serverless.yml': '', ...files };
    const without = await only({
      ...alone,
      'serverless.yml': service.replace(/package:.*\n/, '').replace('external: [used], exclude: [', 'exclude: [used, '),
    });
    assert.equal(bundle.packaging, 'bundle');
    assert.equal(bundle.unzippedBytes - without.unzippedBytes, expected);
    assert.ok(bundle.zippedBytes > without.zippedBytes);
    assert.deepEqual(bundle.packages.map(({ name }) => name).sort(), ['only', 'used']);
    assert.deepEqual(bundle.assets, [{ file: 'templates/mail.html', bytes: 3 }]);
    const used = bundle.packages.find(({ name }) => name === 'used')!;
    assert.deepEqual(used.chain, ['src/a.ts', 'node_modules/used/index.js']);
    assert.ok(bundle.unreachedBytes > 0);
  });

  it('counts nodeModules of CDK', async () => {
    const { packages: found, assumptions } = await only({
      ...files,
      'cdk.json': '{ "app": "tsx app.ts" }',
      'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
new NodejsFunction(stack, 'Api', { runtime: Runtime.NODEJS_22_X, entry: 'src/a.ts', bundling: { nodeModules: ['used'] } });
`,
    });
    assert.deepEqual(found.map(({ name }) => name).sort(), ['only', 'used']);
    assert.deepEqual(assumptions, []);
  });
});

describe('what Architect packages', () => {
  const shared = {
    'node_modules/used/package.json': '{ "name": "used", "version": "1.0.0" }',
    'node_modules/used/index.js': 'module.exports = 1;\n',
    'node_modules/other/package.json': '{ "name": "other", "version": "1.0.0" }',
    'node_modules/other/index.js': 'module.exports = 2;\n',
    'package.json': manifestOf('used', 'other'),
    'src/shared/db.js': "exports.used = require('used');\n",
    'src/views/page.js': 'exports.page = 1;\n',
  };
  const code =
    "const { used } = require('@architect/shared/db.js');\nconst { S3Client } = require('@aws-sdk/client-s3');\nexports.handler = async () => [used, S3Client];\n";
  const namesOf = ({ packages }: FunctionBundle) => packages.map(({ name }) => name);

  it('counts shared code, and of the packages those that are imported', async () => {
    const files = { ...shared, 'app.arc': '@events\na\n', 'src/events/a/index.js': code };
    const bundle = await only(files);
    assert.deepEqual([namesOf(bundle), bundle.lost ?? []], [['used'], []]);
    assert.equal(bundle.unzippedBytes, bytesOf(files, 'src/events/a/index.js', 'src/shared/db.js', ...usedFiles));
  });

  it('counts what a function lists itself, and views for those that answer GET', async () => {
    const own = 'src/http/get-index/package.json';
    const files = {
      ...shared,
      'app.arc': '@http\nget /\n',
      'src/http/get-index/index.js': code,
      [own]: manifestOf('used', 'other'),
    };
    const bundle = await only(files);
    assert.deepEqual(namesOf(bundle).sort(), ['other', 'used']);
    const all = Object.keys(files).filter((name) => name !== 'app.arc' && name !== 'package.json');
    assert.equal(bundle.unzippedBytes, bytesOf(files, ...all));
  });

  it('bundles TypeScript with the shared code', async () => {
    const files = {
      ...shared,
      'app.arc': '@events\na\n',
      'src/events/a/index.ts':
        "import { used } from '@architect/shared/db.js';\nexport const handler = async () => used;\n",
    };
    const bundle = await only(files);
    assert.deepEqual([bundle.packaging, namesOf(bundle), bundle.missing], ['bundle', ['used'], []]);
  });

  const usedFiles = ['node_modules/used/package.json', 'node_modules/used/index.js'];
});
