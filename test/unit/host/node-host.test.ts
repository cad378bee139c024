import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeHost } from '../../../src/host/node-host.js';
import type { ListOptions } from '../../../src/model/host.js';
import { type Files, withTempFolder } from '../../support/temp-folder.js';
import { withoutPrivileges } from '../../support/without-privileges.js';

async function list(files: Files, globs: readonly string[], options?: ListOptions, below = ''): Promise<string[]> {
  return withTempFolder(files, async (folder) => {
    const root = below ? `${folder}/${below}` : folder;
    const found = await createNodeHost().listFiles(root, globs, options);
    return found.map((path) => path.slice(root.length + 1));
  });
}

describe('listFiles', () => {
  const repository = { '.git/HEAD': '', '.gitignore': 'build/\n*.gen.ts\n!kept.gen.ts\n' };
  const cases: readonly [string, Files, readonly string[], ListOptions?, string?][] = [
    ['finds what matches, sorted', { 'b/y.ts': '', 'a.ts': '', 'c.txt': '' }, ['a.ts', 'b/y.ts']],
    ['finds dot files', { '.x/y.ts': '' }, ['.x/y.ts']],
    ['never enters node_modules', { 'node_modules/p/x.ts': '', 'a/node_modules/p/x.ts': '', 'a/b.ts': '' }, ['a/b.ts']],
    ['honours .gitignore', { ...repository, 'build/x.ts': '', 'a.gen.ts': '', 'kept.gen.ts': '' }, ['kept.gen.ts']],
    ['honours a .gitignore below', { ...repository, 'a/.gitignore': '/x.ts', 'a/x.ts': '', 'x.ts': '' }, ['x.ts']],
    [
      'lets an inner .gitignore speak last',
      { ...repository, 'a/.gitignore': '!*.gen.ts', 'a/b.gen.ts': '' },
      ['a/b.gen.ts'],
    ],
    ['honours a .gitignore above the root', { ...repository, 'a/x.gen.ts': '', 'a/y.ts': '' }, ['y.ts'], {}, 'a'],
    ['lists an ignored root that was asked for', { ...repository, 'build/x.ts': '' }, ['x.ts'], {}, 'build'],
    ['lists ignored files on demand', { ...repository, 'build/x.ts': '' }, ['build/x.ts'], { includeGitIgnored: true }],
    ['leaves out what the caller ignores', { 'a.ts': '', 'b/c.ts': '' }, ['a.ts'], { ignore: ['b/**'] }],
  ];
  for (const [title, files, expected, options, below] of cases) {
    it(title, async () => {
      assert.deepEqual(await list(files, ['**/*.ts'], options, below), expected);
    });
  }

  it('enters only folders on the way to what is wanted, on demand', async () => {
    const files = { 'a/x.ts': '', 'a/b/y.ts': '', 'c/x.ts': '', 'node_modules/x.ts': '' };
    await withTempFolder(files, async (folder) => {
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'c'), 0o000);
      chmodSync(join(folder, 'a/b'), 0o000);
      const problems: string[] = [];
      const sparse = { isSparse: true, onProblem: (path: string) => problems.push(path.slice(folder.length)) };
      const find = (...globs: string[]) => createNodeHost().listFiles(folder, globs, sparse);
      await withoutPrivileges(async () => {
        assert.deepEqual(await find('a/*.ts', 'b/**/*.ts'), [`${folder}/a/x.ts`]);
        assert.deepEqual(problems, []);
        assert.deepEqual(await find('{a/b,d}/x.ts'), []);
        assert.deepEqual(problems.sort(), ['/a/b', '/c']);
      });
    });
  });

  it('does not follow symbolic links, so a loop ends', async () => {
    await withTempFolder({ 'a/x.ts': '' }, async (folder) => {
      symlinkSync(folder, join(folder, 'a', 'loop'));
      assert.deepEqual(await createNodeHost().listFiles(folder, ['**/*.ts']), [`${folder}/a/x.ts`]);
    });
  });

  it('reports a folder that it may not read, and lists the rest', async () => {
    await withTempFolder({ 'secret/x.ts': '', 'y.ts': '' }, async (folder) => {
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'secret'), 0o000);
      const problems: string[] = [];
      const onProblem = (path: string, message: string) => problems.push(`${path.slice(folder.length)} ${message}`);
      const found = await withoutPrivileges(() => createNodeHost().listFiles(folder, ['**/*.ts'], { onProblem }));
      assert.deepEqual(found, [`${folder}/y.ts`]);
      assert.deepEqual(problems, ['/secret The folder cannot be read: no permission']);
    });
  });
});

describe('readText', () => {
  const cases: readonly [string, string | Uint8Array, string | RegExp][] = [
    ['drops a byte order mark', '\uFEFFconst a = 1;', 'const a = 1;'],
    ['keeps carriage returns', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['reads an empty file', '', ''],
    ['refuses binary', Uint8Array.of(0x7f, 0x45, 0, 1), /^is binary$/],
    ['refuses what is not UTF-8', Uint8Array.of(0x61, 0xe9, 0x62), /^is not UTF-8 text$/],
    ['refuses huge files', 'x'.repeat(5 * 1024 * 1024 + 1), /^is larger than 5 MB$/],
  ];
  for (const [title, content, expected] of cases) {
    it(title, async () => {
      await withTempFolder({ file: content }, (folder) => {
        const read = () => createNodeHost().readText(`${folder}/file`);
        if (typeof expected === 'string') {
          assert.equal(read(), expected);
        } else {
          assert.throws(read, { name: 'UnreadableFileError', message: expected, path: `${folder}/file` });
        }
      });
    });
  }

  it('answers nothing for what is no file', async () => {
    await withTempFolder({ 'a/b': '' }, (folder) => {
      const host = createNodeHost();
      assert.deepEqual(
        [host.readText(`${folder}/a`), host.readText(`${folder}/none`), host.readText(`${folder}/a/b/c`)],
        [undefined, undefined, undefined],
      );
    });
  });

  it('refuses a file without permission', async () => {
    await withTempFolder({ file: 'x' }, async (folder) => {
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'file'), 0o000);
      const read = async () => createNodeHost().readText(`${folder}/file`);
      await assert.rejects(withoutPrivileges(read), { message: 'cannot be read: no permission' });
    });
  });
});

it('isFile and isDirectory tell files, folders and nothing apart', async () => {
  await withTempFolder({ 'a/b': '' }, (folder) => {
    const host = createNodeHost();
    const answers = ['a', 'a/b', 'none'].map((name) => [
      host.isFile(`${folder}/${name}`),
      host.isDirectory(`${folder}/${name}`),
    ]);
    assert.deepEqual(answers, [
      [false, true],
      [true, false],
      [false, false],
    ]);
  });
});
