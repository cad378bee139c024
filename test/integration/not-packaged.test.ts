import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

interface Told {
  readonly missing: readonly string[];
  readonly lost?: readonly string[];
  readonly leftToLayers?: readonly string[];
  readonly missingLayers?: readonly string[];
  readonly fromRuntime?: readonly string[];
  readonly assumptions: readonly string[];
}

const budget = (limits: object): Files => ({
  '.git/HEAD': '',
  'coldlens.config.json': `{ "bundle": { "budgets": [\n${JSON.stringify(limits)}\n] } }\n`,
});
const BUDGET = budget({ coldStartMs: 900 });

async function run(files: Files, command = 'coldstart', arrange = (_: string): void => {}) {
  return withTempFolder({ ...BUDGET, ...files }, async (folder) => {
    arrange(folder);
    const { exitCode, stdout, stderr } = await runCli([command, '--format', 'json'], folder);
    assert.notEqual(stdout, '', stderr);
    const { findings, functions } = JSON.parse(stdout) as { findings: Finding[]; functions: Told[] };
    const found = findings.map(({ ruleId, file, line, message }) => `${ruleId} ${file}:${line} ${message}`);
    const table = (await runCli([command], folder)).stdout;
    return { exitCode, found, fn: functions[0]!, table };
  });
}

const CODE = "const lib = require('lib');\nexports.handler = async () => lib;\n";
const installed = (folder: string, name = 'lib', manifest: object = {}): Files => ({
  [`${folder}/node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', ...manifest }),
  [`${folder}/node_modules/${name}/index.js`]: `module.exports = '${'x'.repeat(1000)}';\n`,
});
const service = (code: string, more = '', runtime = 'nodejs20.x'): Files => ({
  'serverless.yml': `service: s
provider: { name: aws, runtime: ${runtime} }
${more}
functions: { Fn: { handler: a.handler } }
`,
  'a.js': code,
});
const sam = (code: string, layers = ''): Files => ({
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: fn, Handler: a.handler, Runtime: nodejs20.x${layers} }
  L:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layer }
`,
  'fn/a.js': code,
});
const BUNDLED = 'plugins: [serverless-esbuild]';
const excluding = (...names: readonly string[]): string =>
  `${BUNDLED}\ncustom: { esbuild: { exclude: ${JSON.stringify(names)} } }`;
const development = (...names: readonly string[]): Files => ({
  'package.json': JSON.stringify({ devDependencies: Object.fromEntries(names.map((name) => [name, '1'])) }),
});
const ARN = ', Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"]';
describe('imports that are not in the package', () => {
  const FORMS: Readonly<Record<string, readonly [Files, names?: string]>> = {
    'a dependency for development': [{ ...service(CODE), ...development('lib'), ...installed('.') }],
    'nobody lists it': [service(CODE)],
    'a folder without a package.json': [{ ...sam(CODE), ...installed('.') }],
    'left out by patterns': [{ ...service(CODE, "package: { patterns: ['!node_modules/**'] }"), ...installed('.') }],
    'a file beside the package': [{ ...sam("exports.handler = require('../lib/x');\n"), 'lib/x.js': '' }, 'lib/x.js'],
    'a file beside the package, by an alias': [
      {
        'app/serverless.yml': service('')['serverless.yml']!,
        'app/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["../shared/*"] } } }',
        'app/a.ts': "import { x } from '@/x';\nexport const handler = async () => x;\n",
        'shared/x.ts': 'export const x = 1;\n',
      },
      'shared/x.ts',
    ],
    'v2 of the SDK on a runtime with v3': [service(CODE.replace("'lib'", "'aws-sdk'")), 'aws-sdk'],
    'v3 of the SDK on a runtime with v2': [
      service(CODE.replace("'lib'", "'@aws-sdk/client-s3'"), '', 'nodejs16.x'),
      '@aws-sdk/client-s3',
    ],
    'an external of a bundle': [service(CODE, excluding('lib'))],
    'v2 of the SDK as an external': [service(CODE.replace("'lib'", "'aws-sdk'"), excluding('aws-sdk')), 'aws-sdk'],
    'in a try here and without one there': [
      {
        ...service("try { require('lib'); } catch {}\nexports.handler = require('./b');\n"),
        'b.js': "require('lib');\n",
        ...development('lib'),
        ...installed('.'),
      },
    ],
  };
  for (const [name, [files, names = 'lib']] of Object.entries(FORMS))
    it(`make starts lower bounds, and fail no budget: ${name}`, async () => {
      const { exitCode, found, fn, table } = await run(files);
      assert.deepEqual({ exitCode, found }, { exitCode: 0, found: [] });
      assert.deepEqual([fn.missing, fn.lost, fn.leftToLayers], [[names], [names], undefined]);
      assert.deepEqual(
        fn.assumptions.filter((text) => /not counted|expects/.test(text)),
        [`Imported, but not in the package, and not counted: ${names}.`],
      );
      assert.match(table, /^Fn {2}cold start at least \d+ ms/m);
      assert.match(table, /unpacking the [\d.]+ k?B zip$/m);
    });

  it('are of a package that a workspace keeps above the zip, or links', async () => {
    const files = Object.fromEntries(Object.entries(service(CODE)).map(([path, text]) => [`app/${path}`, text]));
    assert.deepEqual((await run({ ...files, ...installed('.') })).fn.lost, ['lib']);
    const link = (folder: string): void => {
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync('../packages/lib', join(folder, 'node_modules/lib'));
    };
    const linked = { ...files, 'packages/lib/package.json': '{ "name": "lib" }', 'packages/lib/index.js': '' };
    assert.deepEqual((await run(linked, 'coldstart', link)).fn.lost, ['lib']);
  });

  it('leave sizes and their budgets alone, in every command', async () => {
    const files = { ...service(CODE), ...budget({ zipped: '1 MB', unzipped: '1 MB', packages: { x: 1 } }) };
    for (const command of ['bundle', 'coldstart']) {
      const { exitCode, found } = await run(files, command);
      assert.deepEqual({ exitCode, found }, { exitCode: 0, found: [] });
    }
    const { fn, table } = await run(files, 'bundle');
    assert.deepEqual([fn.missing, fn.lost], [[], ['lib']]);
    assert.doesNotMatch(table, /at least/);
  });

  it('say once that a start is over its budget anyway', async () => {
    const { found } = await run({ ...service(CODE), ...budget({ coldStartMs: 1 }) });
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^cold-start-budget serverless\.yml:4 The cold start of Fn is estimated to be at least/);
  });

  const LEFT: Readonly<Record<string, Files>> = {
    'as files': sam(CODE, ARN),
    'as files, and installed here': { ...sam(CODE, ARN), ...installed('.') },
    'as a bundle': {
      ...service(CODE, excluding('lib')),
      'serverless.yml': service(CODE, excluding('lib'))
        ['serverless.yml']!.toString()
        .replace('a.handler }', 'a.handler, layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"] }'),
    },
  };
  for (const [name, files] of Object.entries(LEFT))
    it(`leave budgets alone where a layer by its ARN may bring them, and name them: ${name}`, async () => {
      const { exitCode, found, fn, table } = await run(files);
      assert.deepEqual({ exitCode, found }, { exitCode: 0, found: [] });
      assert.deepEqual([fn.missing, fn.lost, fn.leftToLayers], [['lib'], undefined, ['lib']]);
      assert.ok(
        fn.assumptions.includes('Expected from a layer whose contents are unknown here, and not counted: lib.'),
        fn.assumptions.join(),
      );
      assert.match(table, /^Fn {2}cold start at least \d+ ms/m);
    });

  it('are a file all the same where a layer by its ARN is there', async () => {
    const files = { ...sam("exports.handler = require('../lib/x');\n", ARN), 'lib/x.js': '' };
    assert.deepEqual((await run(files)).fn.lost, ['lib/x.js']);
  });

  it('make starts lower bounds where the folder of a layer is not there', async () => {
    const { exitCode, fn, table } = await run(sam(CODE, ', Layers: [!Ref L]'));
    assert.deepEqual([exitCode, fn.missing, fn.missingLayers], [1, [], ['layer']]);
    assert.match(table, /^Fn {2}cold start at least \d+ ms/m);
    assert.match(table, /^1 function estimated, with layers not counted, 1 finding/m);
  });

  const TS = (code: string): Files => {
    const { 'a.js': _, ...files } = service('');
    return { ...files, 'a.ts': code };
  };
  const V3 = "exports.handler = require('@aws-sdk/client-s3');\n";
  const TWINS: Readonly<Record<string, Files>> = {
    'types alone': {
      ...TS("import type { A } from 'lib';\nimport { B } from 'lib';\nexport const handler = async (a: A & B) => a;\n"),
      ...development('lib'),
      ...installed('.'),
    },
    'what is not there, in a try': service("try { require('lib'); } catch {}\nexports.handler = async () => 1;\n"),
    'what is there and not deployed, in a try': {
      ...service("try { require('lib/x'); } catch {}\nexports.handler = async () => 1;\n"),
      ...development('lib'),
      ...installed('.'),
      'node_modules/lib/x.js': '',
    },
    'what is there and not deployed, with a catch': {
      ...service("exports.handler = async () => import('lib').catch(() => 1);\n"),
      ...development('lib'),
      ...installed('.'),
    },
    'import() alone': service("exports.handler = async () => import('lib');\n"),
    'import() of an external': service("exports.handler = async () => import('lib');\n", excluding('lib')),
    'an external in a try': service(
      "try { require('lib'); } catch {}\nexports.handler = async () => 1;\n",
      excluding('lib'),
    ),
    'modules of Node itself': service("exports.handler = [require('fs/promises'), require('node:sqlite')];\n"),
    'the SDK of the runtime': service(V3),
    'the SDK of the runtime, installed for development': {
      ...service(V3),
      ...development('@aws-sdk/client-s3'),
      ...installed('.', '@aws-sdk/client-s3'),
    },
    'v2 of the SDK on a runtime with it': service("exports.handler = require('aws-sdk');\n", '', 'nodejs16.x'),
    'an optional peer of a package': {
      ...service(CODE),
      'package.json': '{ "dependencies": { "lib": "1" } }',
      ...installed('.', 'lib', { peerDependencies: { peer: '1' }, peerDependenciesMeta: { peer: { optional: true } } }),
      'node_modules/lib/index.js': "module.exports = () => require('peer');\n",
    },
    'a layer of the project': { ...sam(CODE, ', Layers: [!Ref L]'), ...installed('layer/nodejs') },
    'a layer of the project, and a copy for development': {
      ...sam(CODE, ', Layers: [!Ref L]'),
      ...installed('layer/nodejs'),
      ...installed('.'),
    },
    'a layer by its ARN from which nothing is imported': sam('exports.handler = async () => 1;\n', ARN),
  };
  for (const [name, files] of Object.entries(TWINS))
    it(`are none: ${name}`, async () => {
      const { exitCode, found, fn, table } = await run(files);
      assert.deepEqual({ exitCode, found, missing: fn.missing }, { exitCode: 0, found: [], missing: [] });
      assert.doesNotMatch(table, /at least|Imported, but|Left to/);
    });
});

describe('imports that cannot be followed', () => {
  const files = (view: string): Files => ({
    ...service("const view = require('./view');\nexports.handler = async () => view;\n"),
    'view.js': view,
  });

  it('make the start a lower bound, and its budget one that could not be checked', async () => {
    const { exitCode, found, table } = await run(files('module.exports = <p>no JavaScript</p>;\n'));
    assert.match(table, /^Fn {2}cold start at least \d+ ms/m);
    assert.match(table, /What it loads is not known and not counted/);
    assert.equal(exitCode, 1);
    assert.match(
      found.join(),
      /^cold-start-budget coldlens\.config\.json:2 This budget could not be checked\. Imports could not be followed, so what is loaded is unknown: Fn\./,
    );
    const sizes = await run({ ...files('module.exports = <p>;\n'), ...budget({ zipped: '1 MB' }) }, 'bundle');
    assert.deepEqual([sizes.exitCode, sizes.found], [0, []]);
    assert.doesNotMatch(sizes.table, /at least/);
  });

  it('are none where they can be', async () => {
    const { exitCode, found, table } = await run(files('module.exports = 1;\n'));
    assert.deepEqual([exitCode, found], [0, []]);
    assert.doesNotMatch(table, /at least|not known/);
  });
});

describe('externals that the config gives', () => {
  const config = (build: object, more: object = {}): Files => ({
    'coldlens.config.json': JSON.stringify({ ...more, bundle: { builds: [{ runtime: 'nodejs20.x', ...build }] } }),
  });
  const BUILDS: Readonly<Record<string, object>> = {
    'by name': { tool: 'esbuild', external: ['lib'] },
    'by a wildcard': { tool: 'esbuild', external: ['*'] },
    'all packages': { tool: 'esbuild', other: { packages: 'external' } },
  };
  for (const [name, build] of Object.entries(BUILDS)) {
    it(`are told, and are nothing of the runtime: ${name}`, async () => {
      const { fn } = await run({ ...sam(CODE), ...config(build), 'fn/package.json': '{}' }, 'bundle');
      assert.ok(fn.assumptions.includes('Imported, but not in the package: lib.'), fn.assumptions.join());
      assert.deepEqual([fn.fromRuntime, fn.lost], [[], ['lib']]);
    });

    it(`are left to layers where nothing says which a function has: ${name}`, async () => {
      const handlers = { handlers: [{ file: 'a.js', export: 'handler' }] };
      const { fn } = await run({ 'a.js': CODE, ...config(build, handlers) }, 'bundle');
      assert.ok(
        fn.assumptions.includes('Expected from a layer whose contents are unknown here: lib.'),
        fn.assumptions.join(),
      );
      assert.deepEqual([fn.fromRuntime, fn.leftToLayers], [[], ['lib']]);
    });
  }

  it('stay of the runtime where that is an SDK', async () => {
    const code = "exports.handler = require('@aws-sdk/client-s3');\n";
    const { fn } = await run({ ...sam(code), ...config({ tool: 'esbuild', external: ['*'] }) }, 'bundle');
    assert.deepEqual([fn.fromRuntime, fn.lost], [['@aws-sdk/client-s3'], undefined]);
  });
});
