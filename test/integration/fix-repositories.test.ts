import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliRun, runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const CODE = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';

export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({});
  return s3.send(new GetObjectCommand({ Bucket: 'files', Key: event.key }));
};
`;
const NAMES = ['api', 'shared'] as const;
const files: Files = Object.fromEntries(
  [...NAMES, 'old'].flatMap((name) => [
    [`${name}/src/a.ts`, CODE],
    [`${name}/b.txt`, 'one\n'],
  ]),
);

function git(folder: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.email=dev@example.com', '-c', 'user.name=dev', '-c', 'protocol.file.allow=always'];
  execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
}

function commitAll(folder: string, ...names: readonly string[]): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', ...(names.length > 0 ? names : ['--all']));
  git(folder, 'commit', '--quiet', '--message', 'start');
}

const change = (folder: string, name: string): void => writeFileSync(join(folder, name), 'two\n');
const isFixed = (folder: string, name: string): boolean =>
  readFileSync(join(folder, name, 'src/a.ts'), 'utf8') !== CODE;

/** Repositories side by side in a folder that is none. */
function inFolder(use: (folder: string) => Promise<void>, repositories: readonly string[] = [...NAMES, 'old']) {
  return withTempFolder(files, async (folder) => {
    for (const name of repositories) commitAll(join(folder, name));
    await use(folder);
  });
}

const fixBoth = (folder: string): Promise<CliRun> => runCli(['lint', '--fix', '.', '../shared'], join(folder, 'api'));

function assertRefused(folder: string, { exitCode, stderr }: CliRun, text: string): void {
  assert.equal(exitCode, 2, stderr);
  assert.ok(stderr.includes(text), stderr);
  assert.deepEqual(
    [...NAMES, 'old'].filter((name) => isFixed(folder, name)),
    [],
  );
}

const CHANGED = 'There are uncommitted changes: ';
const UNKNOWN = 'The fixes would change files that git does not track: ';

describe('--fix asks the repository that a file lies in', () => {
  it('of those side by side in a folder that is none', () =>
    inFolder(async (folder) => {
      assert.equal((await fixBoth(folder)).exitCode, 0);
      assert.deepEqual(
        NAMES.map((name) => isFixed(folder, name)),
        [true, true],
      );
    }));

  for (const name of NAMES) {
    it(`and leaves all alone where there are changes in ${name}`, () =>
      inFolder(async (folder) => {
        change(folder, `${name}/b.txt`);
        assertRefused(folder, await fixBoth(folder), `${CHANGED}${name}/b.txt.`);
        assert.equal((await runCli(['lint', '--fix', '--force', '.', '../shared'], join(folder, 'api'))).exitCode, 0);
      }));

    it(`and leaves all alone where ${name} does not know the file`, () =>
      inFolder(async (folder) => {
        git(join(folder, name), 'rm', '--quiet', '--cached', 'src/a.ts');
        git(join(folder, name), 'commit', '--quiet', '--message', 'none');
        assertRefused(folder, await fixBoth(folder), `${UNKNOWN}${name}/src/a.ts.`);
      }));
  }

  it('and no other', () =>
    inFolder(async (folder) => {
      change(folder, 'old/b.txt');
      assert.equal((await fixBoth(folder)).exitCode, 0);
      assert.ok(!isFixed(folder, 'old'));
    }));

  it('and none where a file lies in none', () =>
    inFolder(
      async (folder) => {
        assert.equal((await fixBoth(folder)).exitCode, 0);
        assert.ok(isFixed(folder, 'shared'));
      },
      ['api'],
    ));

  it('from the folder around them', () =>
    inFolder(async (folder) => {
      change(folder, 'shared/b.txt');
      assertRefused(folder, await runCli(['lint', '--fix'], folder), `${CHANGED}shared/b.txt.`);
    }));

  it('of one within another, which does not know its files', () =>
    withTempFolder({ ...files, '.gitignore': '' }, async (folder) => {
      for (const name of ['shared', 'old']) commitAll(join(folder, name));
      commitAll(folder, '.gitignore', 'api');
      assert.equal((await fixBoth(folder)).exitCode, 0);
      git(folder, 'checkout', '--quiet', '.');
      for (const name of ['shared', 'old']) git(join(folder, name), 'checkout', '--quiet', '.');
      change(folder, 'shared/b.txt');
      assertRefused(folder, await fixBoth(folder), `${CHANGED}shared/b.txt.`);
    }));

  it('of submodules', () =>
    inFolder(
      async (folder) => {
        for (const name of NAMES) {
          mkdirSync(join(folder, 'from'), { recursive: true });
          renameSync(join(folder, name), join(folder, 'from', name));
        }
        git(folder, 'init', '--quiet');
        for (const name of NAMES) git(folder, 'submodule', '--quiet', 'add', join(folder, 'from', name), name);
        git(folder, 'commit', '--quiet', '--message', 'all');
        change(folder, 'shared/b.txt');
        assertRefused(folder, await fixBoth(folder), `${CHANGED}shared/b.txt.`);
        git(join(folder, 'shared'), 'checkout', '--quiet', '.');
        writeFileSync(join(folder, 'shared/src/new.ts'), CODE);
        assertRefused(folder, await fixBoth(folder), `${UNKNOWN}shared/src/new.ts.`);
      },
      [...NAMES],
    ));

  it('of work trees', () =>
    inFolder(async (folder) => {
      renameSync(join(folder, 'api'), join(folder, 'main'));
      git(join(folder, 'main'), 'worktree', 'add', '--quiet', '--detach', join(folder, 'api'));
      assert.equal((await fixBoth(folder)).exitCode, 0);
      for (const name of NAMES) git(join(folder, name), 'checkout', '--quiet', '.');
      change(folder, 'api/b.txt');
      assertRefused(folder, await fixBoth(folder), `${CHANGED}api/b.txt.`);
    }));

  it('that a link leads to', () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, 'app'));
      symlinkSync('../shared/src/a.ts', join(folder, 'app/linked.ts'));
      change(folder, 'shared/b.txt');
      assertRefused(folder, await runCli(['lint', '--fix', '.'], folder), `${CHANGED}shared/b.txt.`);
    }));

  it('though a variable leads git to another one', () =>
    inFolder(async (folder) => {
      change(folder, 'shared/b.txt');
      const before = process.env.GIT_DIR;
      process.env.GIT_DIR = join(folder, 'api/.git');
      try {
        assertRefused(folder, await fixBoth(folder), CHANGED);
      } finally {
        if (before === undefined) delete process.env.GIT_DIR;
        else process.env.GIT_DIR = before;
      }
    }));

  it('around a folder that only looks like one', () =>
    withTempFolder({ ...files, 'shared/.git/x': '' }, async (folder) => {
      commitAll(folder, 'api', 'shared/b.txt', 'old');
      assertRefused(folder, await fixBoth(folder), `${UNKNOWN}shared/src/a.ts.`);
    }));

  it('around a folder whose repository is gone', () =>
    withTempFolder({ ...files, 'shared/.git': 'gitdir: ../none\n' }, async (folder) => {
      commitAll(folder, 'api', 'old');
      assertRefused(folder, await fixBoth(folder), `${UNKNOWN}shared/src/a.ts.`);
    }));
});
