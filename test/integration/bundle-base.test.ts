import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BundleReport } from '../../src/model/bundle.js';
import type { BundleComparison } from '../../src/model/bundle-comparison.js';
import type { Finding } from '../../src/model/finding.js';
import { bin, runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const GIT = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', [...GIT, ...args], { cwd: folder, encoding: 'utf8' });
}

function commit(folder: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'before');
}

/** A repository whose files have just been committed. */
function withCommit(files: Files, check: (folder: string) => Promise<void> | void): Promise<void> {
  return withTempFolder(files, (folder) => {
    commit(folder);
    return check(folder);
  });
}

interface Compared extends BundleReport {
  readonly comparison: BundleComparison;
  readonly findings: readonly Finding[];
}

function compare(folder: string, ...args: string[]): Compared {
  const { stdout, stderr } = runBin(['bundle', '--compare', 'HEAD', ...args, '--format', 'json'], folder);
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

function assertAllTheSame(folder: string, ...args: string[]): void {
  const { comparison, problems, functions } = compare(folder, ...args);
  assert.deepEqual(problems, []);
  assert.deepEqual(comparison, { base: 'HEAD', changed: [], incomparable: [], unchanged: functions.length });
}

function messages({ problems }: BundleReport): string[] {
  return problems.map(({ message }) => message);
}

const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties: { Minify: false, Sourcemap: true, EntryPoints: [src/a.ts] }
    Properties: { CodeUri: ., Handler: src/a.handler, Runtime: nodejs22.x }
`;
const GROWTH = JSON.stringify({ bundle: { budgets: [{ growth: '1 %' }] } });
const PACKAGES: Files = {
  '.gitignore': 'node_modules\n',
  'node_modules/common/package.json': '{ "name": "common", "version": "1.0.0", "main": "index.js" }',
  'node_modules/common/index.js': 'exports.a = require("./lib/other");\n',
  'node_modules/common/lib/other.js': 'module.exports = () => 1;\n',
  'node_modules/modern/package.json': '{ "name": "modern", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'node_modules/modern/index.js': 'import common from "common";\nexport const modern = () => common.a();\n',
};
const CODE =
  "import { a } from 'common';\nimport { modern } from 'modern';\nexport const handler = async () => [a, modern];\n";

describe('a base that is built', () => {
  for (const sourcemap of ['true', 'inline', 'false']) {
    it(`weighs the same where nothing has changed, unminified, with source maps ${sourcemap}`, () =>
      withCommit(
        { ...PACKAGES, 'template.yaml': SAM.replace('Sourcemap: true', `Sourcemap: ${sourcemap}`), 'src/a.ts': CODE },
        (folder) => assertAllTheSame(folder),
      ));
  }

  it('weighs the same with packages in the store of pnpm and in a workspace, below the top', () =>
    withTempFolder(
      {
        '.gitignore': 'node_modules\n',
        'packages/svc/package.json': '{ "name": "svc" }',
        'packages/svc/template.yaml': SAM,
        'packages/svc/src/a.ts': `${CODE}export { shared } from 'shared';\n`,
        'packages/shared/package.json': '{ "name": "shared", "main": "index.ts" }',
        'packages/shared/index.ts': 'export const shared = "one";\n',
        ...Object.fromEntries(
          Object.entries(PACKAGES)
            .filter(([path]) => path.startsWith('node_modules'))
            .map(([path, text]) => {
              const [, name] = path.split('/');
              return [path.replace('node_modules', `node_modules/.pnpm/${name}@1.0.0/node_modules`), text];
            }),
        ),
      },
      (folder) => {
        const own = join(folder, 'packages/svc/node_modules');
        const store = join(folder, 'node_modules/.pnpm');
        mkdirSync(own);
        for (const name of ['common', 'modern'])
          symlinkSync(`../../../node_modules/.pnpm/${name}@1.0.0/node_modules/${name}`, join(own, name));
        symlinkSync('../../shared', join(own, 'shared'));
        symlinkSync('../../common@1.0.0/node_modules/common', join(store, 'modern@1.0.0/node_modules/common'));
        commit(folder);
        const service = join(folder, 'packages/svc');
        assertAllTheSame(service);
        writeFileSync(join(folder, 'packages/shared/index.ts'), 'export const shared = "one and more";\n');
        const { comparison, functions } = compare(service);
        assert.deepEqual(
          comparison.changed[0]!.causes.map(({ name, before }) => [name, before > 0]),
          [['../shared/index.ts', true]],
        );
        assert.ok(!JSON.stringify([comparison, functions]).includes(folder));
      },
    ));

  it('tells a problem that is there before and now once, whatever path stands in its text', () => {
    const lost = (name: string, codeUri: string, handler = 'src/a.handler') =>
      `  ${name}: { Type: AWS::Serverless::Function, Properties: { CodeUri: ${codeUri}, Handler: ${handler}, Runtime: nodejs22.x } }\n`;
    const template = `${SAM}${lost('Beside', '../services')}${lost('Near', './none')}${lost('Above', '../..')}${lost('Far', '../../../far', 'b.handler')}`;
    return withCommit(
      { 'shop/infra/template.yaml': template, 'shop/infra/src/a.ts': 'export const handler = 1;\n' },
      (folder) => {
        const infra = join(folder, 'shop/infra');
        const { problems } = JSON.parse(runBin(['bundle', '--format', 'json'], infra).stdout) as BundleReport;
        assert.equal(problems.length, 4);
        assert.deepEqual(
          messages(compare(infra)),
          problems.map(({ message }) => message),
        );
        writeFileSync(join(infra, 'template.yaml'), SAM);
        const gone = messages(compare(infra));
        assert.equal(gone.length, 4);
        assert.ok(gone.every((message) => message.startsWith('in HEAD: ')));
        assert.ok(!gone.join().includes('coldlens-base-'), gone.join('\n'));
      },
    );
  });

  it('names what keeps a function from being compared, and a budget that is not checked therefore', () =>
    withCommit(
      {
        'template.yaml': SAM,
        'coldlens.config.json': GROWTH,
        'src/a.ts': "import './x';\nexport const handler = 1;\n",
      },
      (folder) => {
        writeFileSync(join(folder, 'src/a.ts'), `export const handler = ${JSON.stringify('more '.repeat(99))};\n`);
        const report = compare(folder);
        const reason = 'not known in HEAD: Could not resolve "./x"';
        const fn = { functionId: 'template.yaml#Fn', name: 'Fn', reason };
        assert.deepEqual(report.comparison, { base: 'HEAD', changed: [], incomparable: [fn], unchanged: 0 });
        assert.deepEqual(messages(report), [
          `Fn: its budget for growth could not be checked: ${reason}`,
          'in HEAD: src/a.ts:1: Fn: Could not resolve "./x"',
        ]);
        const [table, markdown] = ['table', 'markdown'].map(
          (format) => runBin(['bundle', '--compare', 'HEAD', '--format', format], folder).stdout,
        );
        assert.ok(table!.includes(`Fn  cannot be compared\n  ${reason}\n`), table);
        assert.ok(!table!.includes('weigh the same'), table);
        assert.ok(markdown!.includes(`| Fn | cannot be compared | ${reason} |`), markdown);
        // What is in the way on both sides is no news.
        writeFileSync(join(folder, 'src/a.ts'), "import './x';\nexport const handler = 1;\n");
        const both = compare(folder);
        assert.deepEqual(messages(both), ['Fn: Could not resolve "./x"']);
        // The budget could not be checked all the same.
        assert.deepEqual(
          both.findings.map(({ ruleId, messageId }) => [ruleId, messageId]),
          [['bundle-budget', 'unchecked']],
        );
      },
    ));

  it('checks no growth of what does not build now and stood in a file that could not be read then', () =>
    withCommit({ 'template.yaml': `${SAM}  x: [\n`, 'coldlens.config.json': GROWTH, 'src/a.ts': CODE }, (folder) => {
      writeFileSync(join(folder, 'template.yaml'), SAM);
      writeFileSync(join(folder, 'src/a.ts'), "import './x';\nexport const handler = 1;\n");
      assert.deepEqual(
        compare(folder).findings.map(({ ruleId, messageId }) => [ruleId, messageId]),
        [['bundle-budget', 'unchecked']],
      );
    }));

  it('compares nothing with code that only a build makes', () =>
    withCommit(
      {
        '.gitignore': 'dist\n',
        'template.yaml': SAM.replace(/ {4}Metadata:\n.*\n.*\n/, '').replace(
          'CodeUri: ., Handler: src',
          'CodeUri: dist, Handler: .',
        ),
        'dist/a.js': 'exports.handler = async () => 1;\n',
      },
      (folder) => {
        const { comparison } = compare(folder);
        assert.deepEqual(
          comparison.incomparable.map(({ name, reason }) => [name, /^not known in HEAD: /.test(reason)]),
          [['Fn', true]],
        );
      },
    ));

  it('compares nothing with a package that is not installed any more, or only then', () =>
    withCommit({ ...PACKAGES, 'template.yaml': SAM, 'coldlens.config.json': GROWTH, 'src/a.ts': CODE }, (folder) => {
      rmSync(join(folder, 'node_modules/modern'), { recursive: true });
      assert.deepEqual(compare(folder).comparison.incomparable, []);
      writeFileSync(join(folder, 'src/a.ts'), "import { a } from 'common';\nexport const handler = async () => [a];\n");
      const report = compare(folder);
      const reason = 'modern is not installed and therefore not counted in HEAD';
      assert.deepEqual(
        report.comparison.incomparable.map((each) => each.reason),
        [reason],
      );
      // It weighs no more than what is known of then, so that it surely did not grow.
      assert.deepEqual(report.findings, []);
      assert.ok(!messages(report).some((each) => each.includes('could not be checked')));
      assert.ok(messages(report).includes('in HEAD: 1 package is not installed and not counted: modern'));
    }));

  it('checks no growth on a base that lacks packages, and says so where the budget stands', () =>
    withCommit({ ...PACKAGES, 'template.yaml': SAM, 'coldlens.config.json': GROWTH, 'src/a.ts': CODE }, (folder) => {
      rmSync(join(folder, 'node_modules/modern'), { recursive: true });
      writeFileSync(join(folder, 'src/a.ts'), `export const handler = '${randomBytes(4000).toString('hex')}';\n`);
      const { exitCode, stdout } = runBin(['bundle', '--compare', 'HEAD', '--format', 'json'], folder);
      const report = JSON.parse(stdout) as Compared;
      assert.deepEqual(
        report.findings.map(({ ruleId, severity, file, message }) => [ruleId, severity, file, message]),
        [
          [
            'bundle-budget',
            'error',
            'coldlens.config.json',
            'This budget could not be checked. Not installed in HEAD: modern (Fn). Compare with a report that was made there with all packages installed (bundle --format json).',
          ],
        ],
      );
      assert.equal(exitCode, 1);
    }));

  it('is built as the config says, wherever that stands', () =>
    withTempFolder(
      {
        'coldlens.config.json': '{ "bundle": { "builds": [{ "tool": "esbuild", "minify": true }] } }',
        'svc/coldlens.config.json': '{ "handlers": [{ "file": "lib/*.ts", "export": "go" }] }',
        'svc/lib/a.ts': 'export const go = async () => "some text";\n',
        'svc/inner/coldlens.config.json': '{ "handlers": [{ "file": "*.ts", "export": "go" }] }',
        'svc/inner/b.ts': 'export const go = async () => "some text";\n',
      },
      (folder) => {
        commit(folder);
        assertAllTheSame(join(folder, 'svc'));
      },
    ));

  it('runs no filter of the repository and fetches nothing', () =>
    withCommit({ 'template.yaml': SAM, 'src/a.ts': 'export const handler = 1;\n' }, (folder) => {
      writeFileSync(join(folder, '.gitattributes'), '*.ts filter=any\n*.yaml filter=other.name\n');
      git(folder, 'add', '.gitattributes');
      git(folder, 'commit', '-qm', 'filtered');
      const mark = join(folder, 'filter.ran');
      git(folder, 'config', 'filter.any.smudge', `touch ${mark}; cat`);
      git(folder, 'config', 'filter.other.name.process', `touch ${mark}; cat`);
      git(folder, 'config', 'filter.other.name.required', 'true');
      assertAllTheSame(folder);
      assert.equal(existsSync(mark), false);
    }));

  it('tells of a clone that lacks history', () =>
    withCommit({ 'template.yaml': SAM, 'src/a.ts': 'export const handler = 1;\n' }, (folder) => {
      git(folder, 'commit', '-qm', 'second', '--allow-empty');
      git(folder, 'clone', '-q', '--depth=1', pathToFileURL(folder).href, 'shallow');
      const { stderr, exitCode } = runBin(['bundle', '--compare', 'HEAD~1'], join(folder, 'shallow'));
      assert.equal(exitCode, 2);
      assert.match(stderr, /no commit "HEAD~1" here\. This clone is shallow; .*fetch-depth: 0/);
    }));

  it('compares lock files of any size, also above the root', () =>
    withCommit(
      {
        'package-lock.json': 'x'.repeat(6_000_000),
        'svc/template.yaml': SAM,
        'svc/src/a.ts': 'export const handler = 1;\n',
      },
      (folder) => {
        assertAllTheSame(join(folder, 'svc'));
        writeFileSync(join(folder, 'package-lock.json'), 'y'.repeat(6_000_000));
        const { problems } = compare(join(folder, 'svc'));
        assert.deepEqual(
          problems.map(({ file }) => file),
          ['../package-lock.json'],
        );
      },
    ));

  it('leaves nothing behind when it is interrupted', async function () {
    if (process.platform === 'win32') this.skip();
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`src/m${index}.ts`, `export const m${index} = ${index};\n`]),
    );
    const code = `${Object.keys(many)
      .map((path) => `export * from './${path.slice(4, -3)}';\n`)
      .join('')}export const handler = 1;\n`;
    await withCommit({ ...many, 'template.yaml': SAM, 'src/a.ts': code }, (folder) =>
      withTempFolder({}, async (temporary) => {
        const env = { ...process.env, TMPDIR: temporary };
        const child = spawn(process.execPath, [bin, 'bundle', '--compare', 'HEAD'], {
          cwd: folder,
          env,
          stdio: 'ignore',
        });
        const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
        await until(
          () => 'a temporary folder',
          () => readdirSync(temporary).length > 0 || child.exitCode !== null || undefined,
        );
        child.kill('SIGINT');
        assert.equal(await ended, 'SIGINT');
        assert.deepEqual(readdirSync(temporary), []);
      }),
    );
  });
});

describe('a base that is a report', () => {
  it('may be of any size, and is refused where a part of it is broken', () =>
    withTempFolder({ 'template.yaml': SAM, 'src/a.ts': 'export const handler = 1;\n' }, (folder) => {
      const path = join(folder, 'base.json');
      assert.equal(runBin(['bundle', '--format', 'json', '-o', path], folder).exitCode, 0);
      const { stdout } = runBin(['bundle', '--format', 'json'], folder);
      writeFileSync(path, stdout + ' '.repeat(6_000_000));
      assert.match(runBin(['bundle', '--compare', path], folder).stdout, /All functions weigh the same/);
      const report: BundleReport = JSON.parse(stdout);
      for (const broken of [
        { packages: [null] },
        { packages: [{ name: 'x' }] },
        { own: [{ file: 1, bytes: 1 }] },
        { declaredIn: undefined },
      ]) {
        writeFileSync(path, JSON.stringify({ ...report, functions: [{ ...report.functions[0], ...broken }] }));
        const { exitCode, stderr } = runBin(['bundle', '--compare', 'base.json'], folder);
        assert.equal(exitCode, 2);
        assert.equal(stderr, 'coldlens: "base.json" is not a report of "coldlens bundle --format json".\n');
      }
      writeFileSync(path, JSON.stringify({ ...report, functions: [{ ...report.functions[0], functionId: 'x' }] }));
      assert.match(
        runBin(['bundle', '--compare', 'base.json'], folder).stdout,
        /base\.json may be from another project: it has none of the functions found here\./,
      );
    }));

  it('tells functions of one name in two services apart, of which one was not built before', () => {
    const service =
      'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nplugins: [serverless-esbuild]\nfunctions:\n  api: { handler: api.handler }\n';
    const files = {
      'coldlens.config.json': GROWTH,
      'a/serverless.yml': service,
      'a/api.ts': "import './missing-file';\nexport const handler = () => 1;\n",
    };
    return withCommit(files, (folder) => {
      writeFileSync(join(folder, 'a/api.ts'), 'export const handler = () => 1;\n');
      mkdirSync(join(folder, 'b'));
      writeFileSync(join(folder, 'b/serverless.yml'), service);
      writeFileSync(join(folder, 'b/api.ts'), 'export const handler = () => 2;\n');
      const { comparison, problems } = compare(folder);
      assert.deepEqual(
        comparison.incomparable.map(({ functionId }) => functionId),
        ['a/serverless.yml#api'],
      );
      assert.deepEqual(
        comparison.changed.map(({ functionId }) => functionId),
        ['b/serverless.yml#api'],
      );
      const unchecked = problems.filter(({ message }) => /its budget for growth could not be checked/.test(message));
      assert.deepEqual(
        unchecked.map((each) => each.function?.id),
        ['a/serverless.yml#api'],
      );
    });
  });

  it('tells functions apart whose names begin alike, and one that fails now from one that failed before', () => {
    const template = (...names: readonly string[]) =>
      `Transform: AWS::Serverless-2016-10-31\nResources:\n${names
        .map(
          (name) =>
            `  ${name}:\n    Type: AWS::Serverless::Function\n    Metadata: { BuildMethod: esbuild }\n    Properties: { Handler: ${name}.handler, Runtime: nodejs22.x }\n`,
        )
        .join('')}`;
    const good = (text: string) => `export const handler = () => ${JSON.stringify(text)};\n`;
    const bad = "import './missing-file';\nexport const handler = () => 1;\n";
    const files = {
      'coldlens.config.json': GROWTH,
      'template.yaml': template('Api', 'ApiV2', 'Old'),
      'Api.ts': good('a'),
      'ApiV2.ts': bad,
      'Old.ts': good('o'),
    };
    return withCommit(files, (folder) => {
      writeFileSync(join(folder, 'template.yaml'), template('Api', 'ApiV2', 'ApiV3'));
      writeFileSync(join(folder, 'Api.ts'), bad);
      writeFileSync(join(folder, 'ApiV2.ts'), good('b'));
      writeFileSync(join(folder, 'ApiV3.ts'), good('c'));
      const { comparison, problems, findings } = compare(folder);
      const idsOf = (list: readonly { readonly functionId: string }[]) =>
        list.map(({ functionId }) => functionId).sort();
      assert.deepEqual(idsOf(comparison.incomparable), ['template.yaml#Api', 'template.yaml#ApiV2']);
      assert.deepEqual(idsOf(comparison.changed), ['template.yaml#ApiV3', 'template.yaml#Old']);
      assert.deepEqual(
        problems.map(({ message }) => message.replace(/:.*/s, '')),
        ['Api', 'ApiV2', 'in HEAD'],
      );
      assert.deepEqual(
        findings.map((each) => [each.ruleId, each.functions]),
        [['bundle-budget', ['template.yaml#Api']]],
      );
    });
  });
});
