import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const SERVICE = `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: { minify: true } }
functions:
  create: { handler: src/create.handler }
  list: { handler: src/list.handler }
`;

const PROJECT: Files = {
  '.git/HEAD': '',
  'serverless.yml': SERVICE,
  'src/create.ts': "import big from 'big';\nexport const handler = async () => big;\n",
  'src/list.ts': 'export const handler = async () => 1;\n',
  'node_modules/big/package.json': '{ "name": "big", "version": "1.2.3", "main": "index.js" }',
  'node_modules/big/index.js': `module.exports = ${JSON.stringify('big '.repeat(500))};\n`,
  'coldlens.config.json': JSON.stringify({
    bundle: { budgets: [{ functions: ['create'], unzipped: '1 kB', packages: { big: '1.5 kB' } }] },
  }),
};

function findings(stdout: string): string[] {
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return findings.map(({ ruleId, file, line, severity }) => `${ruleId} ${file}:${line} ${severity}`);
}

describe('what the rules say of bundles', () => {
  it('fails the run over a budget, at the declaration or the import', () =>
    withTempFolder(PROJECT, (folder) => {
      const { exitCode, stdout } = runBin(['bundle', '--format', 'json'], folder);
      assert.equal(exitCode, 1);
      assert.deepEqual(findings(stdout), [
        'bundle-budget serverless.yml:6 error',
        'bundle-budget src/create.ts:1 error',
      ]);
    }));

  it('comes with lint in every format when it is asked for', () =>
    withTempFolder(PROJECT, (folder) => {
      assert.equal(runBin(['lint'], folder).exitCode, 0);
      const { exitCode, stdout } = runBin(['lint', '--bundle', '--format', 'json'], folder);
      assert.equal(exitCode, 1);
      assert.equal(findings(stdout).length, 2);
      const sarif = JSON.parse(runBin(['lint', '--rule', 'bundle-budget', '--format', 'sarif'], folder).stdout);
      assert.equal(sarif.runs[0].results.length, 2);
    }));

  it('is silenced in the deployment file, and by the threshold', () =>
    withTempFolder(
      {
        ...PROJECT,
        'serverless.yml': SERVICE.replace(
          'src/create.handler }',
          'src/create.handler } # coldlens-disable-line bundle-budget',
        ),
      },
      (folder) => {
        const { stdout } = runBin(['bundle'], folder);
        assert.doesNotMatch(stdout, /serverless\.yml\n/);
        assert.match(stdout, /1 finding \(1 error\)/);
      },
    ));

  it('refuses a size that is none, with its place', () =>
    withTempFolder(
      { ...PROJECT, 'coldlens.config.json': '{ "bundle": { "budgets": [{ "zipped": "much" }] } }' },
      (folder) => {
        const { exitCode, stderr } = runBin(['bundle'], folder);
        assert.equal(exitCode, 2);
        assert.match(stderr, /coldlens\.config\.json:1: bundle\.budgets\.0\.zipped /);
      },
    ));

  it('builds as the config says where no deployment file does', () =>
    withTempFolder(
      {
        ...PROJECT,
        'serverless.yml': SERVICE.replace(/plugins.*\ncustom.*\n/, ''),
        'coldlens.config.json': JSON.stringify({
          bundle: { builds: [{ tool: 'esbuild', minify: true, external: ['big'] }] },
        }),
      },
      (folder) => {
        const { stdout } = runBin(['bundle', '--format', 'json'], folder);
        const { functions } = JSON.parse(stdout);
        assert.deepEqual(
          functions.map((each: { external: string[] }) => each.external),
          [['big'], []],
        );
      },
    ));
});

describe('coldlens bundle --compare', () => {
  const git = (folder: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });

  const before: Files = {
    '.gitignore': 'node_modules\n',
    'serverless.yml': SERVICE,
    'src/create.ts': "import { shared } from '@shop/shared';\nexport const handler = async () => shared;\n",
    'src/list.ts': 'export const handler = async () => 1;\n',
    'packages/shared/package.json': '{ "name": "@shop/shared", "main": "index.js" }',
    'packages/shared/index.js': 'export const shared = "before";\n',
    'node_modules/big/package.json': '{ "name": "big", "version": "1.2.3", "main": "index.js" }',
    'node_modules/big/index.js': `module.exports = ${JSON.stringify('big '.repeat(500))};\n`,
  };

  /** A repository with a commit, after which a package of its workspace and a handler grew. */
  function withRepository(check: (folder: string) => void): Promise<void> {
    return withTempFolder(before, (folder) => {
      mkdirSync(join(folder, 'node_modules/@shop'), { recursive: true });
      symlinkSync('../../packages/shared', join(folder, 'node_modules/@shop/shared'));
      git(folder, 'init', '-q');
      git(folder, 'add', '-A');
      git(folder, 'commit', '-qm', 'before');
      writeFileSync(join(folder, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch "$0.ran"\n', { mode: 0o755 });
      const base = runBin(['bundle', '--format', 'json', '-o', 'base.json'], folder);
      assert.equal(base.exitCode, 0, base.stderr);
      writeFileSync(join(folder, 'packages/shared/index.js'), `export const shared = "${'after '.repeat(20)}";\n`);
      writeFileSync(join(folder, 'src/list.ts'), "import big from 'big';\nexport const handler = async () => big;\n");
      check(folder);
    });
  }

  it('tells from a commit and from a report alike what grew and why', () =>
    withRepository((folder) => {
      const temporary = join(folder, '.git/temporary');
      mkdirSync(temporary);
      const [fromCommit, fromReport] = ['HEAD', 'base.json'].map((base) => {
        const { stdout, exitCode, stderr } = runBin(['bundle', '--compare', base!, '--format', 'json'], folder, {
          TMPDIR: temporary,
        });
        assert.equal(exitCode, 0, stderr);
        return JSON.parse(stdout).comparison;
      });
      assert.deepEqual({ ...fromCommit, base: '' }, { ...fromReport, base: '' });
      const texts = fromCommit.changed.map((change: { name: string; causes: { name: string; before: number }[] }) => [
        change.name,
        ...change.causes.map((cause) => `${cause.name} from ${cause.before > 0 ? 'some' : 'none'}`),
      ]);
      assert.deepEqual(texts, [
        ['list', 'big from none', 'src/list.ts from some'],
        ['create', 'packages/shared/index.js from some'],
      ]);
      assert.equal(git(folder, 'status', '--porcelain', '--untracked-files=no').includes('D '), false);
      assert.equal(existsSync(join(folder, '.git/hooks/post-checkout.ran')), false);
      assert.deepEqual(readdirSync(temporary), []);
    }));

  it('makes a table for a pull request, and fails over a budget for growth', () =>
    withRepository((folder) => {
      const config = { bundle: { budgets: [{ growth: '10 %' }] } };
      writeFileSync(join(folder, 'coldlens.config.json'), JSON.stringify(config));
      const { stdout, exitCode } = runBin(['bundle', '--compare', 'HEAD', '--format', 'markdown'], folder);
      assert.equal(exitCode, 1);
      assert.match(stdout, /^### Coldlens: bundles against HEAD\n/);
      assert.match(
        stdout,
        /\| list \| \d+ B → \d+ B, \+\d+ B \(\+\d+ %\) \| big 1\.2\.3 is new: \+2\.0 kB, imported by src\/list\.ts;/,
      );
      assert.match(stdout, /list has grown by/);
    }));

  it('says what is no base', () =>
    withRepository((folder) => {
      for (const [base, words] of [
        ['nowhere', 'There is no commit "nowhere" here.'],
        ['--all', 'There is no commit "--all" here.'],
        ['serverless.yml', '"serverless.yml" is not JSON.'],
        ['packages/shared/package.json', '"packages/shared/package.json" is not a report of'],
      ] as const) {
        const { exitCode, stderr } = runBin(['bundle', `--compare=${base}`], folder);
        assert.equal(exitCode, 2);
        assert.ok(stderr.includes(words), stderr);
      }
    }));
});
