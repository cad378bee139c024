import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { commitFolder } from '../support/git.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

type Told = {
  readonly missing: readonly string[];
  readonly assumptions: readonly string[];
  readonly layerBytes: number;
};
type Report = { readonly findings: readonly Finding[]; readonly functions: readonly Told[] };
interface Run {
  readonly exitCode: number;
  /** `RULE FILE:LINE MESSAGE`. */
  readonly found: readonly string[];
  readonly fn: Told;
}

async function report(folder: string, argv: readonly string[]): Promise<Run> {
  const { exitCode, stdout, stderr } = await runCli([...argv, '--format', 'json'], folder);
  assert.notEqual(stdout, '', stderr);
  const { findings, functions } = JSON.parse(stdout) as Report;
  const found = findings.map(({ ruleId, file, line, message }) => `${ruleId} ${file}:${line} ${message}`);
  return { exitCode, found, fn: functions[0]! };
}

function run(files: Files, argv: readonly string[] = ['bundle'], arrange = (_: string): void => {}): Promise<Run> {
  return withTempFolder({ '.git/HEAD': '', ...files }, (folder) => {
    arrange(folder);
    return report(folder, argv);
  });
}

const BUDGET: Files = {
  'coldlens.config.json': '{ "bundle": { "budgets": [\n { "zipped": "300 kB", "coldStartMs": 400 }\n] } }\n',
};
const CODE = "const lib = require('lib');\nexports.handler = async () => lib;\n";
const listing = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) });
const installed = (folder: string, name = 'lib', manifest: object = {}): Files => ({
  [`${folder}/node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', ...manifest }),
  [`${folder}/node_modules/${name}/index.js`]: `module.exports = '${'x'.repeat(1000)}';\n`,
});

/** Of one that is installed. */
const BYTES = Object.values(installed('.')).join('').length;

const sam = (layers: string, metadata = '', layer = ''): Files => ({
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: fn, Handler: a.handler, Runtime: nodejs20.x${layers} }
${metadata}  L:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: layer }
${layer}`,
  'fn/a.js': CODE,
});
const esbuild = (external: string): string =>
  `    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [a.js], External: [${external}] } }\n`;
const SAM: Files = { ...BUDGET, ...sam(', Layers: [!Ref L]') };
const ESBUILD: Files = { ...BUDGET, ...sam(', Layers: [!Ref L]', esbuild('lib')) };

const unchecked = (folder: string, names = 'lib', rule = 'bundle-budget'): string =>
  `${rule} coldlens.config.json:2 This budget could not be checked. Not installed: ${names} (Fn). Run "npm install" in ${folder} first.`;

describe('layers whose packages are not installed', () => {
  const FORMS: Readonly<Record<string, readonly [Files, folder: string, names?: string]>> = {
    'package.json below nodejs': [{ ...SAM, 'layer/nodejs/package.json': listing('lib') }, 'layer/nodejs'],
    'package.json at the top, for a build by SAM': [
      {
        ...BUDGET,
        ...sam(', Layers: [!Ref L]', '', '    Metadata: { BuildMethod: nodejs20.x }\n'),
        'layer/package.json': listing('lib'),
      },
      'layer',
    ],
    'a layer named with its version': [
      { ...BUDGET, ...sam(', Layers: [!GetAtt L.Arn]'), 'layer/nodejs/package.json': listing('lib') },
      'layer/nodejs',
    ],
    'beside a layer by its ARN': [
      {
        ...BUDGET,
        ...sam(', Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1", !Ref L]'),
        'layer/nodejs/package.json': listing('lib'),
      },
      'layer/nodejs',
    ],
    'a layer of all functions, beside one of its own': [
      {
        ...BUDGET,
        ...sam(
          ', Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"]',
          '',
          'Globals: { Function: { Layers: [!Ref L] } }\n',
        ),
        'layer/nodejs/package.json': listing('lib'),
      },
      'layer/nodejs',
    ],
    'a function that esbuild builds': [{ ...ESBUILD, 'layer/nodejs/package.json': listing('lib') }, 'layer/nodejs'],
    'a function that imports nothing of it': [
      { ...SAM, 'fn/a.js': 'exports.handler = async () => 1;\n', 'layer/nodejs/package.json': listing('lib') },
      'layer/nodejs',
    ],
    'what an installed package of it needs': [
      {
        ...SAM,
        'layer/nodejs/package.json': listing('lib'),
        ...installed('layer/nodejs', 'lib', { dependencies: { deep: '1' } }),
      },
      'layer/nodejs',
      'deep',
    ],
    'one of two packages': [
      { ...SAM, 'layer/nodejs/package.json': listing('lib', 'other'), ...installed('layer/nodejs') },
      'layer/nodejs',
      'other',
    ],
    'a folder that an install has left empty': [
      { ...SAM, 'layer/nodejs/package.json': listing('lib'), 'layer/nodejs/node_modules/lib/node_modules/.x/y': '' },
      'layer/nodejs',
    ],
    'the Serverless Framework': [
      {
        ...BUDGET,
        'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs20.x }
layers: { my-deps: { path: lay } }
functions: { Fn: { handler: a.handler, layers: [{ Ref: MyDashdepsLambdaLayer }] } }
package: { patterns: ['!lay/**'] }
`,
        'a.js': CODE,
        'lay/nodejs/package.json': listing('lib'),
      },
      'lay/nodejs',
    ],
    CDK: [
      {
        ...BUDGET,
        'cdk.json': '{ "app": "node stack.js" }',
        'stack.js': `const lambda = require('aws-cdk-lib/aws-lambda');
class S {
  constructor() {
    const fn = new lambda.Function(this, 'Fn', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler' });
    fn.addLayers(new lambda.LayerVersion(this, 'L', { code: lambda.Code.fromAsset('layer') }));
  }
}
new S();
`,
        'fn/a.js': CODE,
        'layer/nodejs/package.json': listing('lib'),
      },
      'layer/nodejs',
    ],
  };
  for (const [name, [files, folder, names]] of Object.entries(FORMS)) {
    it(`make figures lower bounds, and budgets open: ${name}`, async () => {
      const { exitCode, found, fn } = await run(files);
      assert.deepEqual({ exitCode, found }, { exitCode: 1, found: [unchecked(folder, names)] });
      assert.deepEqual(fn.missing, [names ?? 'lib']);
    });
  }

  it('count for starts, and are said in the tables', async () => {
    const files = { ...SAM, 'layer/nodejs/package.json': listing('lib') };
    const start = unchecked('layer/nodejs', 'lib', 'cold-start-budget').replace(
      'This',
      'The limit coldStartMs of this',
    );
    assert.deepEqual((await run(files, ['coldstart'])).found, [start]);
    await withTempFolder({ '.git/HEAD': '', ...files }, async (folder) => {
      assert.match(
        (await runCli(['bundle'], folder)).stdout,
        /^Fn {2}at least \d+ B zipped.*\n(.*\n)*.*Not installed, so not counted: lib\./m,
      );
      assert.match((await runCli(['coldstart'], folder)).stdout, /^Fn {2}cold start at least/m);
    });
  });

  it('are told beside what the function itself lacks, with both commands', async () => {
    const files = {
      ...SAM,
      'fn/package.json': listing('own'),
      'fn/package-lock.json': '{}',
      'layer/nodejs/package.json': listing('lib'),
    };
    const [found] = (await run(files)).found;
    assert.match(found!, /Not installed: lib, own \(Fn\)\. Run "npm ci" and "npm install" in layer\/nodejs first\.$/);
  });

  const TWINS: Readonly<Record<string, readonly [Files, layerBytes?: number]>> = {
    'an installed layer': [
      { ...SAM, 'layer/nodejs/package.json': listing('lib'), ...installed('layer/nodejs') },
      listing('lib').length + BYTES,
    ],
    'packages for one version of Node.js': [{ ...SAM, ...installed('layer/nodejs/node20') }],
    'packages that a script puts elsewhere in the layer': [
      { ...SAM, 'layer/package.json': listing('lib'), ...installed('layer/nodejs') },
    ],
    'a layer with only own code': [
      { ...SAM, 'fn/a.js': 'exports.handler = require("/opt/x");\n', 'layer/x.js': 'exports.x = 1;\n' },
    ],
    'optional dependencies, peers and those for development': [
      {
        ...SAM,
        'fn/a.js': 'exports.handler = async () => 1;\n',
        'layer/nodejs/package.json': JSON.stringify({
          dependencies: { a: '1' },
          optionalDependencies: { a: '1', b: '1' },
          peerDependencies: { c: '1' },
          devDependencies: { d: '1' },
        }),
      },
    ],
    'the SDK of the runtime': [
      {
        ...SAM,
        'fn/a.js': 'exports.handler = async () => require("@aws-sdk/client-s3");\n',
        'layer/nodejs/package.json': listing('@aws-sdk/client-s3'),
      },
    ],
    'a layer of another function': [
      { ...BUDGET, ...sam(''), 'fn/a.js': 'exports.handler = async () => 1;\n', 'layer/package.json': listing('lib') },
    ],
    'a layer by its ARN': [{ ...BUDGET, ...sam(', Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"]') }],
  };
  for (const [name, [files, layerBytes]] of Object.entries(TWINS)) {
    it(`are none for ${name}`, async () => {
      const { exitCode, found, fn } = await run(files);
      assert.deepEqual({ exitCode, found, missing: fn.missing }, { exitCode: 0, found: [], missing: [] });
      assert.ok(!fn.assumptions.some((text) => text.startsWith('Imported, but not')), fn.assumptions.join());
      if (layerBytes !== undefined) assert.equal(fn.layerBytes, layerBytes);
    });
  }

  it('are none for packages that a workspace keeps above, which count as they would be in the layer', async () => {
    const files = { ...SAM, 'layer/nodejs/package.json': listing('lib', 'own'), ...installed('.') };
    const link = (folder: string): void => {
      mkdirSync(join(folder, 'layer/nodejs/node_modules'), { recursive: true });
      symlinkSync('../../../own', join(folder, 'layer/nodejs/node_modules/own'));
    };
    const { exitCode, fn } = await run({ ...files, 'own/package.json': '{ "name": "own" }' }, ['bundle'], link);
    assert.equal(exitCode, 0);
    assert.equal(fn.layerBytes, listing('lib', 'own').length + '{ "name": "own" }'.length + BYTES);
  });

  it('keep a function of the Serverless Framework that has another layer', async () => {
    const files: Files = {
      ...BUDGET,
      'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs20.x }
layers: { deps: { path: lay }, code: { path: code } }
functions: { Fn: { handler: a.handler, layers: [{ Ref: CodeLambdaLayer }] } }
`,
      'a.js': 'exports.handler = async () => 1;\n',
      'lay/nodejs/package.json': listing('lib'),
      'code/x.js': '',
    };
    assert.deepEqual((await run(files)).found, []);
  });

  it('are compared with a commit like other packages', () =>
    withTempFolder(
      {
        '.gitignore': 'node_modules\n',
        ...SAM,
        'coldlens.config.json': '{ "bundle": { "budgets": [\n { "growth": "5 %" }\n] } }\n',
        'layer/nodejs/package.json': listing('lib'),
        ...installed('layer/nodejs'),
      },
      async (folder) => {
        commitFolder(folder);
        const compare = () => report(folder, ['bundle', '--compare', 'HEAD']);
        assert.deepEqual((await compare()).found, []);
        rmSync(join(folder, 'layer/nodejs/node_modules'), { recursive: true });
        assert.deepEqual((await compare()).found, [unchecked('layer/nodejs')]);
      },
    ));
});

describe('what is loaded from layers', () => {
  const installedLayer = installed('layer/nodejs');

  for (const [name, files] of Object.entries({
    'in files': { ...SAM, ...installedLayer },
    'in a bundle': { ...ESBUILD, ...installedLayer },
    'code of its own': { ...SAM, 'fn/a.js': 'exports.handler = require("/opt/lib");\n', 'layer/lib.js': 'x;\n' },
  })) {
    it(`is named beside the estimate, which leaves it out: ${name}`, async () => {
      const { fn } = await run(files, ['coldstart']);
      assert.ok(
        fn.assumptions.some((text) => /^What layers load at the start is not counted: (\/opt\/)?lib\.$/.test(text)),
        fn.assumptions.join(),
      );
    });
  }

  it('is not named where nothing is loaded from there at the start', async () => {
    const later = { ...SAM, ...installedLayer, 'fn/a.js': 'exports.handler = () => import("lib");\n' };
    const { fn } = await run(later, ['coldstart']);
    assert.ok(fn.assumptions.includes('What layers load at the start is not counted.'), fn.assumptions.join());
  });
});

describe('layers whose folder is not there', () => {
  const OPEN =
    'cold-start-budget coldlens.config.json:2 The limit coldStartMs of this budget could not be checked. Missing layer: layer (Fn). Build it first.';

  for (const [name, files] of Object.entries({ 'as files': SAM, 'as a bundle': ESBUILD })) {
    it(`leave budgets for starts open, and figures as they are: ${name}`, async () => {
      for (const argv of [['bundle'], ['coldstart']]) {
        const { exitCode, found, fn } = await run(files, argv);
        assert.deepEqual({ exitCode, found, missing: fn.missing }, { exitCode: 1, found: [OPEN], missing: [] });
      }
    });

    it(`leave budgets for sizes alone, which count no layer: ${name}`, async () => {
      const sizes =
        '{ "bundle": { "budgets": [\n { "zipped": "1 MB", "unzipped": "1 MB", "packages": { "x": 1 } }\n] } }';
      assert.deepEqual((await run({ ...files, 'coldlens.config.json': sizes })).found, []);
    });
  }

  it('say once that a start is over its budget anyway', async () => {
    const files = { ...SAM, 'coldlens.config.json': '{ "bundle": { "budgets": [\n { "coldStartMs": 1 }\n] } }' };
    const { found } = await run(files, ['coldstart']);
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^cold-start-budget template\.yaml:3 The cold start of Fn is estimated to be/);
  });
});

describe('packages that a bundle leaves outside, and nothing brings', () => {
  const LOST = /^Imported, but not in the package: lib\.$/;
  const lost = async (files: Files): Promise<readonly string[]> =>
    (await run(files)).fn.assumptions.filter((text) => text.startsWith('Imported, but not'));
  const bundled = (layers = '', external = 'lib'): Files => sam(layers, esbuild(external));
  const serverless = (settings: string, more = ''): Files => ({
    'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-esbuild]
custom: { esbuild: ${settings} }
${more}functions: { Fn: { handler: a.handler } }
`,
    'a.js': CODE,
  });

  const FORMS: Readonly<Record<string, Files>> = {
    'External of SAM': bundled(),
    'installed here, and deployed nowhere': { ...bundled(), ...installed('.') },
    'exclude of serverless-esbuild': serverless('{ exclude: [lib] }'),
    'everything that is excluded': serverless("{ exclude: ['*'] }"),
    'by import()': { ...bundled(), 'fn/a.js': 'exports.handler = () => import("lib");\n' },
    'a part of it': { ...bundled('', "'lib/*'"), 'fn/a.js': 'exports.handler = require("lib/x");\n' },
    'in a try here and without one there': {
      ...bundled(),
      'fn/a.js': 'try { require("lib"); } catch {}\nexports.handler = () => require("./b");\n',
      'fn/b.js': 'require("lib");\n',
    },
  };
  for (const [name, files] of Object.entries(FORMS)) {
    it(`are told: ${name}`, async () => {
      const [text, ...others] = await lost(files);
      assert.match(text ?? '', LOST);
      assert.deepEqual(others, []);
    });
  }

  const TWINS: Readonly<Record<string, Files>> = {
    'that a layer of the project holds': { ...bundled(', Layers: [!Ref L]'), ...installed('layer/nodejs') },
    'that a layer may hold whose folder is not there': bundled(', Layers: [!Ref L]'),
    'that a layer by its ARN may hold': bundled(', Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"]'),
    'that a layer may hold which the template does not show': bundled(', Layers: !Ref Given'),
    'that are the SDK of the runtime': {
      ...bundled('', "'@aws-sdk/*'"),
      'fn/a.js': 'exports.handler = require("@aws-sdk/client-s3");\n',
    },
    'that come with Node.js': {
      ...bundled(),
      'fn/a.js': 'exports.handler = [require("node:fs"), require("fs/promises")];\n',
    },
    'that are installed beside the bundle': { ...serverless('{ external: [lib] }'), ...installed('.') },
    'that patterns copy beside the bundle': {
      ...serverless('{ exclude: [lib] }', "package: { patterns: ['node_modules/lib/**'] }\n"),
      ...installed('.'),
    },
    'that code can do without': { ...bundled(), 'fn/a.js': 'try { require("lib"); } catch {}\nexports.handler = 1;\n' },
    'that only a package asks for': {
      ...bundled(),
      'fn/a.js': 'exports.handler = require("db");\n',
      ...installed('fn', 'db'),
      'fn/node_modules/db/index.js': 'module.exports = () => require("lib");\n',
    },
  };
  for (const [name, files] of Object.entries(TWINS)) {
    it(`are not told of packages ${name}`, async () => {
      assert.deepEqual(await lost(files), []);
    });
  }
});

describe('peers of packages that are zipped as they are', () => {
  const withPeer = (code: string, manifest: object = { peerDependencies: { peer: '1' } }): Files => ({
    ...BUDGET,
    ...sam(''),
    'fn/package.json': listing('lib'),
    ...installed('fn', 'lib', manifest),
    'fn/node_modules/lib/index.js': code,
  });
  const OPEN =
    'bundle-budget coldlens.config.json:2 This budget could not be checked. Not installed: peer (Fn). Run "npm install" first.';

  for (const [name, code] of Object.entries({
    'at the top': 'module.exports = require("peer");\n',
    'a part of it': 'module.exports = require("peer/lib/x");\n',
    later: 'module.exports = () => require("peer");\n',
    'by import()': 'module.exports = () => import("peer");\n',
    'as a module': 'import peer from "peer";\nexport default peer;\n',
  })) {
    it(`leave budgets open where they are not installed, and required: ${name}`, async () => {
      const { exitCode, found, fn } = await run(withPeer(code));
      assert.deepEqual({ exitCode, found, missing: fn.missing }, { exitCode: 1, found: [OPEN], missing: ['peer'] });
    });
  }

  it('leave budgets open beside a bundle, too', async () => {
    const { found } = await run({
      ...BUDGET,
      'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-esbuild]
custom: { esbuild: { external: [lib] } }
functions: { Fn: { handler: a.handler } }
`,
      'a.js': CODE,
      ...installed('.', 'lib', { peerDependencies: { peer: '1' } }),
      'node_modules/lib/index.js': 'module.exports = require("peer");\n',
    });
    assert.deepEqual(found, [OPEN]);
  });

  const REQUIRED = 'module.exports = require("peer");\n';
  const TWINS: Readonly<Record<string, Files>> = {
    'that are installed': { ...withPeer(REQUIRED), ...installed('fn', 'peer') },
    'that are optional': withPeer(REQUIRED, {
      peerDependencies: { peer: '1' },
      peerDependenciesMeta: { peer: { optional: true } },
    }),
    'that a package can do without': withPeer('try { module.exports = require("peer"); } catch {}\n'),
    'that nothing imports': withPeer('module.exports = 1;\n'),
    'that are the SDK of the runtime': withPeer('module.exports = require("@aws-sdk/client-s3");\n', {
      peerDependencies: { '@aws-sdk/client-s3': '3' },
    }),
  };
  for (const [name, files] of Object.entries(TWINS)) {
    it(`are no matter of budgets ${name}`, async () => {
      const { found, fn } = await run(files);
      const open = found.filter((each) => each.includes('could not be checked'));
      assert.deepEqual([open, fn.missing], [[], []]);
    });
  }
});

describe('a package whose folder is empty', () => {
  const empty =
    (...folders: readonly string[]) =>
    (root: string) => {
      for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
    };
  const NOT_INSTALLED = /Not installed: lib \(Fn\)\. Run "npm install" first\.$/;
  const FORMS: Readonly<Record<string, readonly [Files, string]>> = {
    'in a bundle': [sam('', esbuild('')), 'fn/node_modules/lib'],
    'with empty folders in it': [sam('', esbuild('')), 'fn/node_modules/lib/dist'],
    'with nothing but a folder of packages': [sam('', esbuild('')), 'fn/node_modules/lib/node_modules/other'],
    'in files': [{ ...sam(''), 'fn/package.json': listing('lib') }, 'fn/node_modules/lib'],
  };
  for (const [name, [files, folder]] of Object.entries(FORMS)) {
    it(`is not installed: ${name}`, async () => {
      const { found } = await run({ ...BUDGET, ...files }, ['bundle'], empty(folder));
      assert.equal(found.length, 1);
      assert.match(found[0]!, NOT_INSTALLED);
    });
  }

  it('does not hide the package above it', async () => {
    const files = { ...BUDGET, ...sam('', esbuild('')), ...installed('.') };
    assert.deepEqual((await run(files, ['bundle'], empty('fn/node_modules/lib'))).found, []);
  });

  it('is another thing than one that is not built', async () => {
    const files = { ...BUDGET, ...sam('', esbuild('')), 'fn/node_modules/lib/package.json': '{ "main": "dist/x.js" }' };
    assert.match((await run(files)).found[0]!, /Installed, but not built: lib \(Fn\)\. Build that first\.$/);
  });

  it('are none where a layer is packed already, which may hold anything', async () => {
    const template = String(sam(', Layers: [!Ref L]')['template.yaml']).replace(
      'ContentUri: layer',
      'ContentUri: layer.zip',
    );
    const { exitCode, found, fn } = await run({
      ...BUDGET,
      'template.yaml': template,
      'fn/a.js': CODE,
      'layer.zip': 'PK',
    });
    assert.deepEqual({ exitCode, found, missing: fn.missing }, { exitCode: 0, found: [], missing: [] });
    assert.match(fn.assumptions.join(' '), /The layer layer\.zip is not counted: it is already packed/);
    assert.match(fn.assumptions.join(' '), /Expected from a layer whose contents are unknown here: lib/);
  });
});
