import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChange } from '../../../src/host/write-change.js';
import { KnownError } from '../../../src/model/errors.js';
import { runCli } from '../../support/run-cli.js';
import { type Files, withTempFolder } from '../../support/temp-folder.js';
import { withoutPrivileges } from '../../support/without-privileges.js';

const wasteful = (name = 'handler') => `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';

export const ${name} = async (event: { key: string }) => {
  const s3 = new S3Client({});
  return s3.send(new GetObjectCommand({ Bucket: 'files', Key: event.key }));
};
`;
const usesRead = (from: string) =>
  `import { read } from '${from}';\nexport const handler = async (event: { key: string }) => read(event);\n`;

function git(folder: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.email=dev@example.com', '-c', 'user.name=dev', '-c', 'core.autocrlf=false'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

async function inRepository(files: Files, use: (folder: string) => Promise<void>): Promise<void> {
  await withTempFolder(files, async (folder) => {
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all', '--force');
    git(folder, 'commit', '--quiet', '--message', 'start');
    await use(folder);
  });
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const isFixed = (folder: string, file: string) => /^const s3 = /m.test(read(folder, file));

describe('the patch of a dry run', () => {
  const names = ['a.ts', 'with space.ts', 'ä"quoted.ts'];

  it('applies in a folder below the top of the repository, and does there what --fix does', () =>
    inRepository(Object.fromEntries(names.map((name) => [`svc/src/${name}`, wasteful()])), async (top) => {
      const folder = join(top, 'svc');
      const { stdout } = await runCli(['lint', '--fix-dry-run'], folder);
      writeFileSync(join(folder, 'fixes.patch'), stdout);
      git(folder, 'apply', 'fixes.patch');
      for (const name of names) assert.ok(isFixed(folder, `src/${name}`), name);
    }));

  it('applies to a file with a byte order mark', () =>
    inRepository({ 'a.ts': `\uFEFF${wasteful()}` }, async (folder) => {
      await runCli(['lint', '--fix-dry-run', '-o', 'fixes.patch'], folder);
      git(folder, 'apply', 'fixes.patch');
      assert.ok(isFixed(folder, 'a.ts'));
      assert.ok(read(folder, 'a.ts').startsWith('\uFEFFimport'));
    }));
});

describe('a fix that cannot be written', () => {
  /** Files that everybody may write, so that only the given modes stand in the way. */
  async function unprivileged(
    files: Files,
    modes: Readonly<Record<string, number>>,
    use: (at: string) => Promise<void>,
  ) {
    await withTempFolder(files, async (folder) => {
      execFileSync('chmod', ['-R', 'a+rwX', folder]);
      for (const [path, mode] of Object.entries(modes)) chmodSync(join(folder, path), mode);
      await withoutPrivileges(() => use(folder));
    });
  }

  it('is not told as done, and the others are written', () =>
    unprivileged({ 'open/a.ts': wasteful(), 'shut/b.ts': wasteful() }, { shut: 0o555 }, async (folder) => {
      const { exitCode, stdout, stderr } = await runCli(['lint', '--fix', '--format', 'json'], folder);
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^Fixed 1 finding in 1 file\. 1 file was not written\. 1 finding remains\.\n.*b\.ts: EACCES/,
      );
      const { findings } = JSON.parse(stdout) as { findings: { file: string }[] };
      assert.deepEqual(
        findings.map(({ file }) => file),
        ['shut/b.ts'],
      );
      assert.deepEqual([isFixed(folder, 'open/a.ts'), isFixed(folder, 'shut/b.ts')], [true, false]);
      assert.deepEqual(readdirSync(join(folder, 'shut')), ['b.ts']);
    }));

  it('is one of a file that nobody may write, though its folder may be written', () =>
    unprivileged({ 'a.ts': wasteful() }, { 'a.ts': 0o444 }, async (folder) => {
      const { exitCode } = await runCli(['lint', '--fix'], folder);
      assert.deepEqual([exitCode, isFixed(folder, 'a.ts')], [2, false]);
    }));

  it('is one of a file that was changed meanwhile', () =>
    withTempFolder({ 'a.ts': 'newer' }, (folder) => {
      const path = join(folder, 'a.ts');
      assert.throws(() => writeChange(path, 'old', 'fixed'), { name: 'KnownError', message: /has changed meanwhile/ });
      assert.throws(() => writeChange(join(folder, 'gone.ts'), 'old', 'fixed'), KnownError);
      assert.deepEqual([read(folder, 'a.ts'), readdirSync(folder)], ['newer', ['a.ts']]);
    }));
});

describe('a link below the given paths', () => {
  const config = JSON.stringify({ handlers: [{ file: 'src/a/*.ts', export: 'handler' }] });

  for (const target of ['src/b/real.ts', 'node_modules/package/real.ts']) {
    it(`is not followed to ${target}`, () =>
      withTempFolder(
        { 'src/a/index.ts': usesRead('./linked.js'), [target]: wasteful('read'), 'coldlens.config.json': config },
        async (folder) => {
          symlinkSync(join(folder, target), join(folder, 'src/a/linked.ts'));
          const { exitCode, stderr } = await runCli(['lint', 'src/a', '--fix'], folder);
          assert.equal(read(folder, target), wasteful('read'));
          assert.equal(exitCode, 0);
          assert.match(stderr, /Nothing to fix/);
          assert.equal((await runCli(['lint', 'src/a', '--fix-dry-run'], folder)).stdout, '');
        },
      ));
  }
});

describe('git', () => {
  it('does not know files that .gitignore names, so they are not fixed', () =>
    withTempFolder(
      { 'a.ts': usesRead('./made.js'), 'made.ts': wasteful('read'), '.gitignore': 'made.ts\n' },
      async (folder) => {
        git(folder, 'init', '--quiet');
        git(folder, 'add', '--all');
        git(folder, 'commit', '--quiet', '--message', 'start');
        const { exitCode, stderr } = await runCli(['lint', '--fix'], folder);
        assert.deepEqual([exitCode, isFixed(folder, 'made.ts')], [2, false]);
        assert.match(stderr, /files that git does not track: made\.ts/);
      },
    ));

  it('that fails in a repository is no permission', () =>
    inRepository({ 'a.ts': wasteful() }, async (folder) => {
      writeFileSync(join(folder, '.git/index'), 'broken');
      const { exitCode, stderr } = await runCli(['lint', '--fix'], folder);
      assert.deepEqual([exitCode, isFixed(folder, 'a.ts')], [2, false]);
      assert.match(stderr, /git could not say what has changed here \(.+\)\. Fix that, or add --force\./);
      assert.equal((await runCli(['lint', '--fix', '--force'], folder)).exitCode, 0);
    }));

  it('runs no file system monitor that the repository names', () =>
    inRepository({ 'a.ts': wasteful() }, async (folder) => {
      git(folder, 'config', 'core.fsmonitor', `touch ${join(folder, 'ran')}; false`);
      await runCli(['lint', '--fix'], folder);
      assert.ok(isFixed(folder, 'a.ts') && !readdirSync(folder).includes('ran'));
    }));
});

describe('--fix-suggestions', () => {
  it('must name a rule', async () => {
    const { exitCode, stderr } = await runCli(['lint', '--fix-suggestions', ',']);
    assert.deepEqual([exitCode, stderr], [2, 'coldlens: --fix-suggestions needs at least one rule id\n']);
  });
});
