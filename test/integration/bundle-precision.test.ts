import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.js';
import type { Problem } from '../../src/model/problem.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

interface Judged {
  readonly exitCode: number | null;
  readonly findings: readonly string[];
  readonly problems: readonly string[];
}

function judge(files: Files, ...runs: (readonly string[])[]): Promise<Judged[]> {
  return withTempFolder({ '.git/HEAD': '', ...files }, (folder) =>
    runs.map((args) => {
      const { exitCode, stdout, stderr } = runBin([...args, '--format', 'json'], folder);
      assert.equal(stderr, '');
      const { findings, problems } = JSON.parse(stdout) as { findings: Finding[]; problems: Problem[] };
      return {
        exitCode,
        findings: findings.filter(({ suppressed }) => !suppressed).map(({ ruleId, line }) => `${ruleId} ${line}`),
        problems: problems.map(({ kind, message }) => `${kind} ${message}`),
      };
    }),
  );
}

function installed(name: string, bytes: number, below = ''): Files {
  const folder = `${below}node_modules/${name}`;
  return {
    [`${folder}/package.json`]: JSON.stringify({ name, version: '1.0.0' }),
    [`${folder}/index.js`]: `exports.text = ${JSON.stringify('x'.repeat(bytes))};\n`,
  };
}

const SERVICE = (esbuild: string, functions: string): string => `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: ${esbuild} }
functions:
${functions}`;

const LOADING = (...names: string[]): string =>
  `${names.map((name, at) => `import p${at} from '${name}';\n`).join('')}export const handler = async () => [${names.map((_, at) => `p${at}`)}];\n`;

describe('comments in runs that do not see all', () => {
  const files: Files = {
    'serverless.yml': SERVICE(
      '{ minify: true }',
      '  a: { handler: src/a.handler } # coldlens-disable-line bundle-budget -- known\n  b: { handler: src/b.handler }\n',
    ),
    'src/a.ts': `// coldlens-disable-next-line bundle-budget -- known\n${LOADING('big')}`,
    'src/b.ts': LOADING('fs'),
    'coldlens.config.json': JSON.stringify({
      bundle: { budgets: [{ functions: ['a'], zipped: 10, packages: { big: 0 } }] },
    }),
  };

  it('are not called unused when a run is narrowed, or a package is missing', async () => {
    const runs = [['bundle'], ['bundle', '--function', 'b'], ['bundle', 'src/b.ts'], ['lint', '--bundle', 'src/b.ts']];
    const whole = await judge({ ...files, ...installed('big', 500) }, ...runs);
    for (const judged of whole) assert.deepEqual(judged, { exitCode: 0, findings: [], problems: [] });
    const [lacking] = await judge(files, ['bundle']);
    // No comment is about a budget that could not be checked.
    assert.equal(lacking!.exitCode, 1);
    assert.deepEqual(lacking!.findings, ['bundle-budget 1']);
    assert.deepEqual(lacking!.problems, ['unbuilt 1 package is not installed and not counted: big']);
  });

  it('are called unused when it sees all, but not those about all rules', async () => {
    const within = { ...files, ...installed('big', 500), 'coldlens.config.json': '{}' };
    const [judged] = await judge(within, ['bundle']);
    assert.equal(judged!.exitCode, 1);
    assert.equal(judged!.problems.filter((text) => text.startsWith('unused-suppression')).length, 1);
    const blanket = `// coldlens-disable-next-line -- why\n${LOADING('big')}`;
    for (const one of await judge(
      { ...files, ...installed('big', 500), 'src/a.ts': blanket },
      ['bundle'],
      ['lint'],
      ['lint', '--bundle'],
    ))
      assert.deepEqual(one, { exitCode: 0, findings: [], problems: [] });
  });
});

describe('what a bundle takes from elsewhere', () => {
  const sdk = ['@aws-sdk/client-s3', '@aws-sdk/client-sqs'] as const;
  const functions = '  a: { handler: src/a.handler }\n';

  it('is not from the runtime when it is missing, or installed beside the bundle', async () => {
    const files = { 'src/a.ts': LOADING(...sdk), ...installed(sdk[0], 90_000) };
    const settings = (esbuild: string) => ({ 'serverless.yml': SERVICE(esbuild, functions) });
    const [missing] = await judge({ ...files, ...settings('{ minify: true, exclude: [x] }') }, ['bundle']);
    assert.deepEqual(missing!.findings, []);
    const both = { ...files, ...installed(sdk[1], 90_000) };
    const beside = settings(`{ minify: true, exclude: [x], external: ['${sdk[1]}'] }`);
    assert.deepEqual((await judge({ ...both, ...beside }, ['bundle']))[0]!.findings, []);
    const fromRuntime = settings(`{ minify: true, exclude: ['${sdk[1]}'] }`);
    assert.deepEqual((await judge({ ...both, ...fromRuntime }, ['bundle']))[0]!.findings, ['sdk-bundled-needlessly 6']);
  });

  it('is not from the runtime when it is in a layer', async () => {
    const template = (layers: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Layer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer } }
  A:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { Minify: true, EntryPoints: [src/a.ts], External: ['@aws-sdk/*'] } }
    Properties: { CodeUri: ., Handler: src/a.handler, Runtime: nodejs22.x${layers} }
`;
    const files = { 'src/a.ts': LOADING(sdk[0]), ...installed(sdk[0], 9), ...installed(sdk[0], 9, 'layer/nodejs/') };
    const [without] = await judge({ ...files, 'template.yaml': template('') }, ['bundle', '--severity', 'info']);
    assert.deepEqual(without!.findings, ['sdk-bundled-needlessly 4']);
    const [within] = await judge({ ...files, 'template.yaml': template(', Layers: [!Ref Layer]') }, ['bundle']);
    assert.deepEqual(within!.findings, []);
  });

  it('is neither a second copy of what is bundled nor code to be minified', async () => {
    const files = {
      'serverless.yml': SERVICE('{ minify: false, external: [outer] }', functions),
      'src/a.ts': LOADING('outer', 'inner'),
      ...installed('outer', 600_000),
      ...installed('inner', 90_000),
      'node_modules/outer/package.json': '{ "name": "outer", "version": "1.0.0", "dependencies": { "inner": "*" } }',
    };
    assert.deepEqual((await judge(files, ['bundle']))[0]!.findings, []);
  });
});

it('a source map is read where the code says so', async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => `  'a line of text that fills a map, number ${at}',\n`).join(
    '',
  );
  const code = (first: string) => `${first}export const handler = async () => [\n${lines}];\n`;
  const service = SERVICE('{ sourcemap: true, minify: true }', '  a: { handler: src/a.handler }\n');
  const of = async (first: string) =>
    (await judge({ 'serverless.yml': service, 'src/a.ts': code(first) }, ['bundle']))[0]!.findings;
  assert.deepEqual(await of(''), ['source-map-shipped 6']);
  assert.deepEqual(await of('process.setSourceMapsEnabled(true);\n'), []);
});

it('a budget that is about no function is told, in a whole run', async () => {
  const files = {
    'serverless.yml': SERVICE('{ minify: true }', '  a: { handler: src/a.handler }\n'),
    'src/a.ts': LOADING('fs'),
    'coldlens.config.json': '{ "bundle": { "budgets": [{ "functions": ["Nope*"], "zipped": 1 }] } }',
  };
  const [whole, linted, narrowed] = await judge(files, ['bundle'], ['lint', '--bundle'], ['bundle', '--function', 'a']);
  const told = ['invalid-config bundle.budgets: "Nope*" matches no function'];
  assert.deepEqual([whole!.problems, linted!.problems, narrowed!.problems], [told, told, []]);
});
