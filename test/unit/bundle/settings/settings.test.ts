import assert from 'node:assert/strict';
import { esbuildArgs } from '../../../../src/bundle/settings/esbuild-args.js';
import { assumedPlanOf, buildPlanOf } from '../../../../src/bundle/settings/settings.js';
import type { BuildSettings, LambdaFunction } from '../../../../src/model/function.js';
import { memoryHost } from '../../../support/memory-host.js';
import { sampleFunction } from '../../../support/sample-result.js';

const FLAGS = { excludesSmithy: false, usesLatestRuntime: false };

type Kind = LambdaFunction['declaredIn']['kind'];

function plan(kind: Kind, build: Partial<BuildSettings> = {}, fn: Partial<LambdaFunction> = {}, flags = FLAGS) {
  const found = buildPlanOf(
    sampleFunction('Orders', {
      declaredIn: { file: 'app.ts', line: 1, kind },
      build: { tool: 'esbuild', ...build },
      ...fn,
    }),
    '/shop',
    flags,
  );
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

describe('settings of a build', () => {
  it('leaves out what the runtime has, as NodejsFunction does', () => {
    assert.deepEqual(plan('cdk').options.external, ['@aws-sdk/*']);
    assert.deepEqual(plan('cdk', {}, {}, { ...FLAGS, excludesSmithy: true }).options.external, [
      '@aws-sdk/*',
      '@smithy/*',
    ]);
    assert.deepEqual(plan('cdk', {}, { runtime: 'nodejs16.x' }).options.external, ['aws-sdk']);
    assert.deepEqual(plan('cdk', { other: { bundleAwsSDK: true } }).options.external, []);
    assert.deepEqual(plan('cdk', { external: ['sharp'], nodeModules: ['pg'] }).options.external, ['sharp', 'pg']);
  });

  it('gives a function of Amplify its variables, which a generated module holds', () => {
    const { options, assumptions } = plan('amplify', { external: [], minify: true });
    assert.deepEqual([options.external, options.minify], [[], true]);
    assert.deepEqual(options.alias, { '$amplify/env/Orders': 'node:process' });
    assert.equal(assumptions.length, 1);
  });

  it('is what each version of SST hands to esbuild', () => {
    const sst = (build: Partial<BuildSettings>) => plan('cdk', { builder: 'sst', ...build });
    const { options, outfile } = sst({ builderMajor: 3, other: { banner: '//b', loader: { '.png': 'file' } } });
    const { minify, sourcemap, format, target, mainFields, keepNames, external, loader } = options;
    assert.deepEqual(
      { minify, sourcemap, format, target, mainFields, keepNames, external, loader },
      {
        minify: true,
        sourcemap: false,
        format: 'esm',
        target: 'esnext',
        mainFields: ['module', 'main'],
        keepNames: true,
        external: ['sharp', 'pg-native'],
        loader: { '.png': 'file' },
      },
    );
    assert.match(String((options.banner as { js: string }).js), /createRequire.*__filename.*\n\/\/b$/s);
    assert.match(outfile, /\.mjs$/);
    const plain = sst({ builderMajor: 4, format: 'cjs', minify: false, external: ['x'], nodeModules: ['pg'] }).options;
    assert.deepEqual([plain.mainFields, plain.minify, plain.banner], [['main'], false, undefined]);
    assert.deepEqual(plain.external, ['sharp', 'pg-native', 'pg', 'x']);
    const second = sst({ builderMajor: 2, other: { copyFiles: [] } });
    assert.deepEqual([second.options.minify, second.options.format], [false, 'esm']);
    assert.deepEqual(second.assumptions, ['The setting copyFiles is not taken into account.']);
    const first = sst({ builderMajor: 1 }).options;
    assert.deepEqual([first.format, first.target, first.external], ['cjs', 'node14', ['aws-sdk']]);
  });

  it('is left to a framework that builds its own server', () => {
    const build = () => plan('framework', { tool: 'unknown' });
    assert.throws(build, { message: 'its framework builds it (weigh the result with --artifact)' });
  });

  it('targets the runtime unless told otherwise', () => {
    assert.equal(plan('cdk').options.target, 'node22');
    assert.equal(plan('cdk', { target: 'es2022' }).options.target, 'es2022');
    const { options, assumptions } = plan('cdk', {}, { runtime: undefined });
    assert.equal(options.target, 'node22');
    assert.deepEqual(assumptions, ['The runtime is not known; nodejs22.x is assumed.']);
  });

  it('takes the runtime that CDK takes where none is stated', () => {
    const left = { unstatedRuntime: 'default' } as const;
    const none = { runtime: undefined };
    const old = plan('cdk', left, none);
    assert.deepEqual([old.options.target, old.options.external], ['node16', ['aws-sdk']]);
    assert.deepEqual(old.assumptions, ['The runtime is left to CDK; nodejs16.x is assumed.']);
    const latest = plan('cdk', left, none, { ...FLAGS, usesLatestRuntime: true });
    assert.deepEqual([latest.options.target, latest.options.external], ['node24', []]);
    assert.deepEqual(plan('cdk', { unstatedRuntime: 'latest' }, none).options.external, []);
    assert.deepEqual(plan('cdk', left).options.external, ['@aws-sdk/*'], 'a runtime that a config gives');
  });

  it('names the built file as the tool does', () => {
    assert.equal(plan('cdk').outfile, 'index.js');
    assert.equal(plan('cdk', { format: 'esm' }).outfile, 'index.mjs');
    assert.equal(plan('serverless').outfile, 'src/create.js');
    assert.equal(plan('sam').outfile, 'create.js');
  });

  it('minifies for SAM unless told otherwise', () => {
    assert.equal(plan('sam').options.minify, true);
    assert.equal(plan('sam', { minify: false }).options.minify, false);
    assert.equal(plan('serverless').options.minify, undefined);
  });

  it('reads maps that a SAM template writes as lists', () => {
    const other = { Banner: ['js=/* a=b */'], Loader: ['.graphql=text'], KeepNames: true };
    const { banner, loader, keepNames } = plan('sam', { other }).options;
    assert.deepEqual([banner, loader, keepNames], [{ js: '/* a=b */' }, { '.graphql': 'text' }, true]);
  });

  it('leaves v2 out for the plug-in and v3 for version 4 of the framework', () => {
    assert.deepEqual(plan('serverless', { builder: 'serverless-esbuild' }).options.external, ['aws-sdk']);
    assert.deepEqual(plan('serverless').options.external, ['@aws-sdk/*']);
    const other = { exclude: ['*'], plugins: './plugins.js' };
    const { options, assumptions } = plan('serverless', { builder: 'serverless-esbuild', external: ['pg'], other });
    assert.deepEqual([options.external, options.packages], [['pg'], 'external']);
    assert.deepEqual(assumptions, ['The setting plugins is not taken into account.']);
  });

  it('defines what is no text as the expression that it is', () => {
    const { options } = plan('serverless', { other: { define: { 'require.resolve': undefined, STAGE: '"x"' } } });
    assert.deepEqual(options.define, { 'require.resolve': 'undefined', STAGE: '"x"' });
  });

  it('gives the reason for what esbuild does not build', () => {
    const webpack = sampleFunction('Orders', { build: { tool: 'webpack' } });
    assert.deepEqual(buildPlanOf(webpack, '/shop', FLAGS), { reason: 'it is built by webpack' });
    const plain = sampleFunction('Orders', { build: undefined });
    assert.deepEqual(buildPlanOf(plain, '/shop', FLAGS), {
      reason: 'no bundler is configured for it (set one under "bundle.builds" in the config)',
    });
  });
});

describe('a build of which nothing is known', () => {
  const FILES = {
    '/shop/package.json': '{}',
    '/shop/esm/package.json': '{ "type": "module" }',
    '/shop/wait.ts': 'export const db = await open();\n',
  };
  const assumed = (file: string, fn: Partial<LambdaFunction> = {}) =>
    assumedPlanOf(
      sampleFunction('Orders', {
        build: undefined,
        declaredIn: { file, line: 1, kind: 'code' },
        handler: { file, export: 'handler', line: 1 },
        ...fn,
      }),
      '/shop',
      memoryHost(FILES),
    );

  it('is taken for one file of esbuild, and says so', () => {
    const plan = assumed('a.ts', { runtime: 'nodejs22.x' });
    assert.deepEqual(
      [plan?.options.format, plan?.options.external, plan?.options.target],
      ['cjs', ['@aws-sdk/*'], 'node22'],
    );
    assert.match(plan?.assumptions[0] ?? '', /^No bundler is configured .* These figures assume esbuild: /);
    assert.match(plan?.assumedSince ?? '', /^no bundler is configured/);
  });

  it('has the format that Node.js takes its file for', () => {
    const formats = ['a.ts', 'a.mts', 'esm/a.ts', 'esm/a.cts', 'wait.ts'].map((file) => assumed(file)?.options.format);
    assert.deepEqual(formats, ['cjs', 'esm', 'esm', 'cjs', 'esm']);
  });

  it('is none where a framework builds it, or its code stands in a deployment file', () => {
    assert.equal(assumed('a.ts', { declaredIn: { file: 'a.ts', line: 1, kind: 'framework' } }), undefined);
    assert.equal(assumed('a.ts', { handler: { file: 'a.ts', export: '', line: 1, column: 3 } }), undefined);
    assert.equal(assumed('a.ts', { build: { tool: 'unknown', builder: 'framework' } }), undefined);
  });
});

describe('arguments of esbuild', () => {
  it('become options of its API', () =>
    assert.deepEqual(
      esbuildArgs({
        '--drop': 'console',
        '--drop:debugger': true,
        '--alias': ['a=b', 'c=d'],
        '--log-limit': '0',
        '--legal-comments': 'none',
        '--keep-names': true,
        '--main-fields': 'module,main',
        '--define:STAGE': '"prod"',
      }),
      {
        drop: ['console', 'debugger'],
        alias: { a: 'b', c: 'd' },
        logLimit: '0',
        legalComments: 'none',
        keepNames: true,
        mainFields: ['module', 'main'],
        define: { STAGE: '"prod"' },
      },
    ));
});
