import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import type { BundleReport } from '../../src/model/bundle.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const PROJECT = {
  'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: { minify: true, exclude: ['@aws-sdk/*'] } }
functions:
  create: { handler: src/create.handler }
  list: { handler: src/list.handler }
`,
  'src/create.ts':
    "import { S3Client } from '@aws-sdk/client-s3';\nimport { big } from 'big';\nimport { own } from './own';\nexport const handler = async () => [big(), own, new S3Client({})];\n",
  'src/list.ts': "import { own } from './own';\nexport const handler = async () => own;\n",
  'src/own.ts': `export const own = ${JSON.stringify('own '.repeat(100))};\n`,
  'node_modules/big/package.json': '{ "name": "big", "version": "3.1.4", "main": "index.js" }',
  'node_modules/big/index.js': `const part = require('part');\nexports.big = () => part + ${JSON.stringify('big '.repeat(500))};\n`,
  'node_modules/part/package.json': '{ "name": "part", "version": "1.0.0" }',
  'node_modules/part/index.js': `module.exports = ${JSON.stringify('part '.repeat(200))};\n`,
};

function report(
  files: Files,
  ...args: string[]
): Promise<{ exitCode: number | null; report: BundleReport; stderr: string }> {
  return withTempFolder({ '.git/HEAD': '', ...files }, (folder) => {
    const { exitCode, stdout, stderr } = runBin(['bundle', '--format', 'json', ...args], folder);
    return { exitCode, stderr, report: JSON.parse(stdout || '{}') };
  });
}

describe('coldlens bundle', () => {
  it('states the bytes that esbuild makes with the same settings, and those of a zip', () =>
    withTempFolder({ '.git/HEAD': '', ...PROJECT }, async (folder) => {
      const { stdout } = runBin(['bundle', '--format', 'json'], folder);
      const { functions } = JSON.parse(stdout) as BundleReport;
      const { outputFiles } = await build({
        absWorkingDir: folder,
        entryPoints: ['src/create.ts'],
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node22',
        external: ['@aws-sdk/*'],
        write: false,
      });
      const { contents } = outputFiles[0]!;
      assert.equal(functions[0]!.unzippedBytes, contents.length);
      // The framework zips by archiver, which is set to speed.
      const compressed = deflateRawSync(contents, { level: 1 }).length;
      // A zip adds its headers and directory.
      assert.ok(functions[0]!.zippedBytes > compressed && functions[0]!.zippedBytes < compressed + 300);
    }));

  it('says which packages make up the weight, and why they are there', async () => {
    const { report: found, exitCode } = await report(PROJECT);
    assert.equal(exitCode, 0);
    const [create, list] = found.functions;
    const [big, part] = create!.packages;
    assert.deepEqual([big!.name, big!.version, big!.format], ['big', '3.1.4', 'cjs']);
    assert.deepEqual(big!.chain, ['src/create.ts', 'node_modules/big/index.js']);
    assert.equal(big!.onlyThroughBytes, big!.bytes + part!.bytes);
    assert.deepEqual(create!.external, ['@aws-sdk/client-s3']);
    assert.deepEqual(list!.packages, []);
    assert.deepEqual(
      list!.own.map(({ file }) => file),
      ['src/own.ts', 'src/list.ts'],
    );
  });

  it('counts own code although packages are not installed, and says so once', async () => {
    const { 'node_modules/big/index.js': _, 'node_modules/big/package.json': __, ...files } = PROJECT;
    const { report: found, exitCode } = await report(files);
    assert.equal(exitCode, 0);
    assert.equal(found.functions.length, 2);
    assert.deepEqual(
      found.problems.map(({ message }) => message),
      ['1 package is not installed and not counted: big'],
    );
  });

  it('counts files that a loader writes beside the code', async () => {
    const { report: found } = await report({
      'template.yaml': `Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: src/a.handler, Runtime: nodejs22.x }
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/a.ts], Loader: [.bin=file] } }
`,
      'src/a.ts': "import model from './model.bin';\nexport const handler = async () => model;\n",
      'src/model.bin': 'x'.repeat(5000),
    });
    const { assets, unzippedBytes } = found.functions[0]!;
    assert.deepEqual(
      assets.map(({ bytes }) => bytes),
      [5000],
    );
    assert.ok(unzippedBytes > 5000);
  });

  it('takes a text that looks like a source map for what it is', async () => {
    const { report: found } = await report({
      ...PROJECT,
      'src/list.ts': `export const handler = async () => '//# sourceMappingURL=data:' + ${JSON.stringify('x'.repeat(1000))};\n`,
    });
    const { sourceMapBytes, bundlerBytes, own } = found.functions[1]!;
    assert.deepEqual([sourceMapBytes, own.length], [0, 1]);
    assert.ok(bundlerBytes > 0 && bundlerBytes < 1000, String(bundlerBytes));
  });

  it('builds a handler that is a symbolic link', () =>
    withTempFolder({ '.git/HEAD': '', ...PROJECT, 'src/list.ts': '' }, (folder) => {
      rmSync(join(folder, 'src/list.ts'));
      symlinkSync('create.ts', join(folder, 'src/list.ts'));
      const { functions } = JSON.parse(runBin(['bundle', '--format', 'json'], folder).stdout) as BundleReport;
      assert.deepEqual(
        functions.map(({ name }) => name),
        ['create', 'list'],
      );
      assert.equal(functions[0]!.unzippedBytes, functions[1]!.unzippedBytes);
    }));

  it('tells a path that no tsconfig.json explains from a package that is not installed', async () => {
    const { report: found, exitCode } = await report({
      ...PROJECT,
      'src/create.ts': "import '@/lib/nope';\nexport const handler = async () => 1;\n",
      'src/list.ts': "import '#nope';\nexport const handler = async () => 1;\n",
    });
    assert.equal(exitCode, 2);
    assert.deepEqual(
      found.problems.map(({ file, line, message }) => `${file}:${line} ${message}`),
      ['src/create.ts:1 create: Could not resolve "@/lib/nope"', 'src/list.ts:1 list: Could not resolve "#nope"'],
    );
  });

  it('says where a module is loaded by a name that is known only when it runs', async () => {
    const { report: found } = await report({
      ...PROJECT,
      'src/list.ts': 'export const handler = async (e) =>\n  [require(e.name), await import(`./${e.part}`)];\n',
    });
    assert.deepEqual(
      found.functions.map(({ assumptions }) => assumptions),
      [[], ['src/list.ts:2 loads a module whose name is known only at run time; what it brings in is not counted.']],
    );
  });

  it('builds the others when one fails, and tells where', async () => {
    const { report: found } = await report({
      ...PROJECT,
      'src/list.ts': "import './gone';\nexport const handler = 1 +;\n",
    });
    assert.deepEqual(
      found.functions.map(({ name }) => name),
      ['create'],
    );
    assert.deepEqual(
      found.problems.map(({ file, line, message }) => [file, line, message]),
      [['src/list.ts', 2, 'list: Unexpected ";"']],
    );
  });

  it('builds what stands beside the folder of its template', async () => {
    const { report: found } = await report({
      'deploy/template.yaml': `Resources:
  Create:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/create.ts], Banner: [js=// shop] } }
    Properties: { CodeUri: ../, Handler: src/create.handler, Runtime: nodejs22.x }
`,
      'src/create.ts': 'export const handler = async () => 1;\n',
    });
    assert.deepEqual(
      found.functions.map(({ name, own }) => [name, own[0]?.file]),
      [['Create', 'src/create.ts']],
    );
  });

  it('refuses settings of the wrong type in esbuild’s words', async () => {
    const template = PROJECT['serverless.yml'].replace('minify: true', 'minify: true, banner: [1]');
    const { report: found, exitCode } = await report({ ...PROJECT, 'serverless.yml': template });
    assert.equal(exitCode, 2);
    assert.match(found.problems[0]!.message, /banner/);
    assert.equal(found.problems[0]!.file, 'serverless.yml');
  });

  it('takes esbuild for the build of functions that another bundler builds, and says so', async () => {
    const { report: found, exitCode } = await report({
      'serverless.yml':
        'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nplugins: [serverless-webpack]\nfunctions: { a: { handler: a.handler } }\n',
      'a.js': 'exports.handler = async () => 1;\n',
    });
    assert.equal(exitCode, 0);
    assert.equal(found.functions[0]?.assumedSince, 'it is built by webpack');
    assert.match(found.functions[0].assumptions[0] ?? '', /^It is built by webpack\. These figures assume esbuild: /);
  });

  it('takes texts as they are where a build is assumed, leaves native parts out, and says so', async () => {
    const { report: found, exitCode } = await report({
      'serverless.yml':
        'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nplugins: [serverless-webpack]\nfunctions: { a: { handler: a.handler } }\n',
      'a.js':
        "import schema from './schema.graphql';\nimport addon from './addon.node';\nexport const handler = async () => [schema, addon.x, <p />];\n",
      'schema.graphql': `type Query { ${'letter'.repeat(50)}: Int }\n`,
      'addon.node': 'x'.repeat(10_000),
    });
    assert.equal(exitCode, 0);
    const [fn] = found.functions;
    assert.ok(fn && fn.unzippedBytes > 300 && fn.unzippedBytes < 5000);
    assert.ok(fn.assumptions.includes('addon.node is a native part, and not counted.'));
  });

  it('tells what discovery stumbled over', async () => {
    const { report: found, exitCode } = await report({
      'template.yaml': 'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { Handler: gone.handler\n',
    });
    assert.equal(exitCode, 2);
    assert.deepEqual(
      found.problems.map(({ kind, file }) => [kind, file]),
      [['syntax-error', 'template.yaml']],
    );
  });

  it('builds one function by name, and knows the names', async () => {
    const { report: found } = await report(PROJECT, '--function', 'list');
    assert.deepEqual(
      found.functions.map(({ name }) => name),
      ['list'],
    );
    const { exitCode, stderr } = await report(PROJECT, '--function', 'lisd');
    assert.equal(exitCode, 2);
    assert.match(stderr, /There is no function "lisd"\. Did you mean "list"\?/);
  });
});
