import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { formatters } from '../../src/report/index.js';
import { monorepo } from '../support/monorepo.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { terraformZip } from '../support/terraform.js';

const OUTSIDE = '../shared/src/db.ts';

const HANDLER = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({});
  return s3.send(new GetObjectCommand({ Bucket: 'b', Key: event.key }));
};
`;
const TERRAFORM = terraformZip('${path.module}/../src/fn');
const SERVERLESS = `service: s
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
functions:
  go: { handler: ../src/fn/go.handler }
`;

/** Names of folders that are shorter, longer, and as long as that of the sibling. */
const NAMES = ['api', 'orders-api', 'orders'] as const;

function withMonorepo<T>(name: string, use: (folder: string, top: string) => Promise<T>, more: Files = {}): Promise<T> {
  return withTempFolder({ ...monorepo(name), ...more }, (top) => use(join(top, 'packages', name), top));
}

const textsOf = (top: string, names: readonly string[]): string[] =>
  names.map((name) => readFileSync(join(top, name), 'utf8'));

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());

describe('in a package of a monorepo, what lies outside of it', () => {
  for (const name of NAMES) {
    it(`has its name in every format of lint (in packages/${name})`, () =>
      withMonorepo(name, async (folder, top) => {
        for (const format of Object.keys(formatters)) {
          const { stdout, exitCode } = await runCli(['lint', '--format', format], folder);
          assert.equal(exitCode, 1, format);
          assert.match(stdout, /shared\/src\/db\.ts/, format);
          const names = stdout.replaceAll('file://', '').match(/[\w./-]*src\/db\.ts/g) ?? [];
          const wrong = names.filter((each) => each !== OUTSIDE && each !== `${top}/packages/shared/src/db.ts`);
          assert.deepEqual(wrong, [], format);
        }
      }));

    it(`is not rewritten by --fix, and no other file is (in packages/${name})`, () =>
      withMonorepo(name, async (folder, top) => {
        const names = Object.keys(monorepo(name));
        const before = textsOf(top, names);
        const { exitCode, stdout, stderr } = await runCli(['lint', '--fix'], folder);
        assert.equal(exitCode, 1, stderr);
        assert.match(stderr, /Nothing to fix/);
        assert.match(stdout, /\), fixable with --fix \. \.\.\/shared · .*\n$/);
        assert.deepEqual(textsOf(top, names), before);
        const dry = await runCli(['lint', '--fix-dry-run'], folder);
        assert.equal(dry.stdout, '');
      }));
  }

  it('is fixed where the paths that are given include it', () =>
    withMonorepo('orders', async (folder, top) => {
      const names = Object.keys(monorepo('orders')).filter((name) => name !== 'packages/shared/src/db.ts');
      const before = textsOf(top, names);
      const { exitCode, stderr } = await runCli(['lint', '--fix', '.', '../shared'], folder);
      assert.equal(exitCode, 0, stderr);
      const [store = ''] = textsOf(top, ['packages/shared/src/db.ts']);
      assert.match(store, /^const client = new DynamoDBClient\(\{\}\);$/m);
      assert.deepEqual(textsOf(top, names), before);
    }));

  it('is found where a link leads to the package, or to a folder around it', () =>
    withMonorepo('orders', async (folder, top) => {
      const elsewhere = join(top, 'elsewhere');
      mkdirSync(elsewhere);
      symlinkSync(folder, join(elsewhere, 'package'));
      symlinkSync(top, join(elsewhere, 'all'));
      for (const path of ['package', 'all/packages/orders', join(elsewhere, 'package/src/handler.ts')]) {
        const { stdout, exitCode } = await runCli(['lint', path, '../packages/shared', '--format', 'json'], elsewhere);
        const { root, findings, problems } = JSON.parse(stdout);
        assert.deepEqual(
          findings.map(({ file, line }: { file: string; line: number }) => `${join(root, file)}:${line}`),
          [`${top}/packages/shared/src/db.ts:4`],
        );
        assert.deepEqual(problems, []);
        assert.equal(exitCode, 1);
      }
      const { stdout } = await runCli(['bundle', 'package', '--format', 'json'], elsewhere);
      assert.equal(JSON.parse(stdout).functions.length, 1);
    }));

  it('is counted where the given paths leave it out', () =>
    withMonorepo('orders', async (_, top) => {
      const { exitCode, stdout } = await runCli(['lint', 'packages/orders'], top);
      assert.match(stdout, /^✔ No findings · .*, 1 outside of the given paths not shown\n$/m);
      assert.equal(exitCode, 0);
      const { stdout: whole } = await runCli(['lint'], top);
      assert.doesNotMatch(whole, /not shown/);
    }));

  it('has its findings reported once the paths leave out the rest', () =>
    withMonorepo('orders', async (folder) => {
      const { stdout } = await runCli(['lint', '--format', 'json', '.', '../shared/src/db.ts'], folder);
      const { root, findings } = JSON.parse(stdout);
      assert.deepEqual(
        findings.map(({ file, line }: { file: string; line: number }) => `${root}/${file}:${line}`),
        [`${join(folder, '..')}/shared/src/db.ts:4`],
      );
    }));

  it('is an annotation at its place in the workspace of GitHub', () =>
    withMonorepo('orders', async (folder, top) => {
      const { stdout } = await runCli(['lint', '--format', 'github'], folder, { GITHUB_WORKSPACE: top });
      assert.match(stdout, /^::warning file=packages\/shared\/src\/db\.ts,line=4,/m);
    }));

  it('is an absolute address in SARIF, as a reference must not lead out of its base', () =>
    withMonorepo('orders', async (folder, top) => {
      const { stdout } = await runCli(['lint', '--format', 'sarif'], folder);
      const [{ results }] = JSON.parse(stdout).runs;
      const { artifactLocation } = results[0].locations[0].physicalLocation;
      assert.deepEqual(artifactLocation, { uri: `file://${top}/packages/shared/src/db.ts` });
    }));

  it('is suppressed by a comment in it, and a comment that suppresses nothing has its place', () =>
    withMonorepo(
      'orders',
      async (folder) => {
        const { stdout, exitCode } = await runCli(['lint', '--format', 'json'], folder);
        const { findings, problems } = JSON.parse(stdout);
        assert.equal(exitCode, 1);
        assert.deepEqual(
          findings.map(({ file, suppressed }: { file: string; suppressed: boolean }) => [file, suppressed]),
          [[OUTSIDE, true]],
        );
        assert.deepEqual(
          problems.map(({ kind, file, line }: { kind: string; file: string; line: number }) => [kind, file, line]),
          [['unused-suppression', OUTSIDE, 1]],
        );
      },
      {
        'packages/shared/src/db.ts': `// coldlens-disable-next-line await-in-loop
${monorepo('orders')['packages/shared/src/db.ts']}`.replace(
          '  const client',
          '  // coldlens-disable-next-line client-in-handler -- a test\n  const client',
        ),
      },
    ));

  it('has the settings that a config above both gives it, and those of the package by its own name', async () => {
    const off = (files: string) =>
      JSON.stringify({ overrides: [{ files: [files], rules: { 'client-in-handler': 'off' } }] });
    for (const [config, isOff] of [
      [{ 'coldlens.config.json': off('packages/shared/**') }, true],
      [{ 'coldlens.config.json': off('packages/orders/**') }, false],
      [{ 'packages/orders/coldlens.config.json': off('../shared/**') }, true],
      [{ 'packages/orders/coldlens.config.json': off('**') }, false],
      [{ 'packages/orders/coldlens.config.json': '{ "ignore": ["../shared"] }' }, true],
    ] as const) {
      await withMonorepo(
        'orders',
        async (folder) => {
          const { exitCode } = await runCli(['lint'], folder);
          assert.equal(exitCode, isOff ? 0 : 1, JSON.stringify(config));
        },
        config as Files,
      );
    }
  });

  it('has its name where it does not parse, and where it is in the way of a build', () =>
    withMonorepo(
      'orders',
      async (folder) => {
        const { stdout } = await runCli(['lint', '--format', 'json'], folder);
        assert.deepEqual(
          JSON.parse(stdout).problems.map(({ kind, file }: { kind: string; file: string }) => [kind, file]),
          [['syntax-error', OUTSIDE]],
        );
        const bundle = await runCli(['bundle', '--format', 'json'], folder);
        const [problem] = JSON.parse(bundle.stdout).problems;
        assert.deepEqual([problem.file, problem.line], [OUTSIDE, 2]);
      },
      { 'packages/shared/src/db.ts': 'export const load = (id: string) => id;\nexport const {' },
    ));

  it('is own code by its name in every format of bundle', () =>
    withMonorepo('orders', async (folder) => {
      const { stdout } = await runCli(['bundle', '--format', 'json'], folder);
      const names = stdout.match(/"[^"]*src\/db\.ts"/g) ?? [];
      assert.deepEqual([...new Set(names)], [`"${OUTSIDE}"`]);
      for (const format of ['table', 'markdown', 'html']) {
        const run = await runCli(['bundle', '--format', format], folder);
        assert.equal(run.exitCode, 0, format);
        assert.ok(!linesOf(run.stdout).some((line) => line.startsWith('/src/db.ts')), format);
      }
    }));

  it('has findings about bundles at its imports, and is silenced there', async () => {
    const code = `import { tool } from 'webpack';\nexport const load = (id: string) => tool(id);\n`;
    const files = {
      'packages/shared/package.json': '{ "name": "@shop/shared", "devDependencies": { "webpack": "1" } }',
      'node_modules/webpack/package.json': '{ "name": "webpack", "version": "1.0.0" }',
      'node_modules/webpack/index.js': `exports.tool = (id) => [id, '${'x'.repeat(60_000)}'];\n`,
    };
    const find = (text: string) =>
      withMonorepo(
        'orders',
        async (folder) => {
          const { stdout } = await runCli(['bundle', '--format', 'json'], folder);
          const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
          return findings.map(({ ruleId, file, line, suppressed }) => [ruleId, file, line, suppressed]);
        },
        { ...files, 'packages/shared/src/db.ts': text },
      );
    assert.deepEqual(await find(code), [['dev-dependency-bundled', OUTSIDE, 1, false]]);
    assert.deepEqual(await find(`// coldlens-disable-next-line dev-dependency-bundled -- small\n${code}`), [
      ['dev-dependency-bundled', OUTSIDE, 2, true],
    ]);
  });

  for (const [tool, file, text] of [
    ['Terraform', 'infra/main.tf', TERRAFORM],
    ['the Serverless Framework', 'infra/serverless.yml', SERVERLESS],
  ] as const) {
    it(`may be the handler that ${tool} declares`, () =>
      withTempFolder({ [file]: text, 'src/fn/go.ts': HANDLER }, async (top) => {
        const folder = join(top, 'infra');
        const { stdout } = await runCli(['lint', '--format', 'json'], folder);
        const { findings } = JSON.parse(stdout) as { findings: Finding[] };
        assert.deepEqual(
          findings.map(({ file: name, line }) => `${name}:${line}`),
          ['../src/fn/go.ts:3'],
        );
      }));
  }
});

describe('a run whose paths move the root', () => {
  /** Two packages that hold the same files, and code that both load. */
  const files = {
    'package.json': '{ "private": true }',
    'api/serverless.yml': SERVERLESS.replace('../src/fn', 'src'),
    'api/package.json': '{}',
    'api/src/go.ts': HANDLER,
    'api2/serverless.yml': SERVERLESS.replace('../src/fn', 'src'),
    'api2/package.json': '{}',
    'api2/src/go.ts': HANDLER,
  };

  it('says what its paths are relative to', () =>
    withTempFolder(files, async (top) => {
      for (const command of ['lint', 'functions', 'bundle', 'coldstart']) {
        const { stderr } = await runCli([command, '../api2'], join(top, 'api'));
        assert.match(stderr, /^coldlens: Paths are relative to the folder \.\.\/api2$/m, command);
        assert.doesNotMatch((await runCli([command], join(top, 'api'))).stderr, /relative to/, command);
      }
      const json = await runCli(['lint', '--format', 'json', '../api2'], join(top, 'api'));
      assert.equal(json.stderr, '');
    }));

  it('makes a patch for the folder it is run in, or none', () =>
    withTempFolder(files, async (top) => {
      const below = await runCli(['lint', '--fix-dry-run', 'api2'], top);
      assert.match(below.stdout, /^--- a\/api2\/src\/go\.ts$/m);
      const beside = await runCli(['lint', '--fix-dry-run', '../api2'], join(top, 'api'));
      assert.equal(beside.stdout, '');
      assert.equal(beside.exitCode, 2);
      assert.match(beside.stderr, /A patch for \.\.\/api2 cannot be applied here/);
    }));

  it('names folders to be fixed from the current one', () =>
    withTempFolder(
      {
        ...files,
        'api2/src/go.ts': `export { handler } from '../../shared/go';\n`,
        'shared/go.ts': HANDLER,
      },
      async (top) => {
        const { stdout } = await runCli(['lint', '../api2'], join(top, 'api'));
        assert.match(stdout, /\), fixable with --fix \.\.\/api2 \.\.\/shared · .*\n$/);
        const { stderr } = await runCli(['lint', '--fix', '../api2', '../shared'], join(top, 'api'));
        assert.match(stderr, /Fixed 1 finding in 1 file/);
        assert.match(readFileSync(join(top, 'shared/go.ts'), 'utf8'), /^const s3 = new S3Client/m);
      },
    ));
});
