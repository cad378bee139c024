import assert from 'node:assert/strict';
import { join } from 'node:path';
import { contentsOf } from '../../src/bundle/plain-zip/contents.js';
import { createNodeHost } from '../../src/host/node-host.js';
import type { FunctionBundle } from '../../src/model/bundle.js';
import type { LambdaFunction } from '../../src/model/function.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { terraformZip } from '../support/terraform.js';

const CODE = `const { keep } = require('./keep');\nexports.handler = async (event) => keep(event);\n`;
const KEEP = 'exports.keep = (event) => event;\n';
const SAM = `Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ../dist, Handler: go.handler, Runtime: nodejs22.x }
`;
const CDK = `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
new Function(stack, 'go', { runtime: Runtime.NODEJS_22_X, handler: 'go.handler', code: Code.fromAsset('../dist') });
`;
const serverless = (handler: string, more = ''): string =>
  `service: s\nprovider: { name: aws, runtime: nodejs22.x }\n${more}functions:\n  go: { handler: ${handler} }\n`;

const deployments: Readonly<Record<string, Files>> = {
  Terraform: { 'infra/main.tf': terraformZip('${path.module}/../dist') },
  'Terraform, by a path from its folder': { 'infra/main.tf': terraformZip('../dist/') },
  SAM: { 'infra/template.yaml': SAM },
  CDK: { 'infra/app.ts': CDK, 'infra/cdk.json': '{ "app": "ts-node app.ts" }' },
};
const dist: Files = { 'dist/go.js': CODE, 'dist/keep.js': KEEP };

async function jsonOf(args: readonly string[], folder: string) {
  const { stdout, stderr } = await runCli([...args, '--format', 'json'], folder);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

describe('functions whose code stands beside the root', () => {
  for (const [title, files] of Object.entries(deployments)) {
    it(`are measured as from the folder around both: ${title}`, () =>
      withTempFolder({ ...files, ...dist }, async (top) => {
        const folder = join(top, 'infra');
        const { functions, problems } = await jsonOf(['bundle'], folder);
        const [bundle] = functions as readonly FunctionBundle[];
        assert.deepEqual(problems, []);
        assert.deepEqual(bundle?.own.map(({ file }) => file).sort(), ['../dist/go.js', '../dist/keep.js']);
        const [around] = (await jsonOf(['bundle'], top)).functions as readonly FunctionBundle[];
        assert.deepEqual([bundle?.zippedBytes, bundle?.unzippedBytes], [around?.zippedBytes, around?.unzippedBytes]);
        const [start] = (await jsonOf(['coldstart'], folder)).functions;
        const [startAround] = (await jsonOf(['coldstart'], top)).functions;
        assert.deepEqual(start.initMs, startAround.initMs);
      }));
  }

  it('are started where the code is', () =>
    withTempFolder({ ...deployments.Terraform, ...dist }, async (top) => {
      const { functions, problems } = await jsonOf(['coldstart', '--measure', '--runs', '2'], join(top, 'infra'));
      assert.deepEqual(problems, []);
      assert.ok(functions[0].measured, JSON.stringify(functions[0]));
    }));

  it('are given up with a reason where the handler is not in what is zipped', () =>
    withTempFolder({ ...dist, 'infra/serverless.yml': serverless('../dist/go.handler') }, async (top) => {
      for (const command of ['bundle', 'coldstart']) {
        const { functions, problems } = await jsonOf([command], join(top, 'infra'));
        assert.deepEqual(functions, []);
        assert.match(
          problems[0].message,
          /its package \. does not contain the handler \.\.\/dist\/go\.handler, which is outside of that folder$/,
        );
      }
    }));

  it('are built where a bundler takes the handler', () =>
    withTempFolder(
      { ...dist, 'infra/serverless.yml': serverless('../dist/go.handler', 'plugins: [serverless-esbuild]\n') },
      async (top) => {
        const { functions, problems } = await jsonOf(['bundle'], join(top, 'infra'));
        assert.deepEqual(problems, []);
        assert.deepEqual(functions[0].own.map(({ file }: { file: string }) => file).sort(), [
          '../dist/go.js',
          '../dist/keep.js',
        ]);
      },
    ));

  it('may be all around the root', () =>
    withTempFolder(
      { 'go.js': CODE, 'keep.js': KEEP, 'infra/main.tf': terraformZip('${path.module}/..') },
      async (top) => {
        const { functions, problems } = await jsonOf(['bundle'], join(top, 'infra'));
        assert.deepEqual(problems, []);
        assert.deepEqual(functions[0].own.map(({ file }: { file: string }) => file).sort(), ['../go.js', '../keep.js']);
      },
    ));

  it('are not looked for in the home folder, or in all there is', () =>
    withTempFolder({ 'home/p/infra/main.tf': '', 'home/p/dist/go.js': CODE }, (top) => {
      const host = { ...createNodeHost(), home: join(top, 'home') };
      const reasonFor = (folder: string): unknown => {
        const fn = { declaredIn: { kind: 'terraform' }, build: { folder } } as unknown as LambdaFunction;
        const contents = contentsOf(fn, join(top, 'home/p/infra'), host);
        return 'reason' in contents ? contents.reason : undefined;
      };
      for (const folder of ['../..', '../../q', '../../..', '../../../../../../../../etc'])
        assert.match(String(reasonFor(folder)), /is outside of the project$/, folder);
      for (const folder of ['../dist', '..', '.']) assert.equal(reasonFor(folder), undefined, folder);
    }));
});
