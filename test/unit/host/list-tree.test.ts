import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { createNodeHost } from '../../../src/host/node-host.js';
import { withTempFolder } from '../../support/temp-folder.js';

describe('listTree', () => {
  it('lists everything with sizes, ignored files and packages included', () =>
    withTempFolder({ '.gitignore': '*', 'a.js': '12345', 'node_modules/x/i.js': '1' }, (folder) => {
      const { files } = createNodeHost().listTree(folder);
      assert.deepEqual(
        files.map(({ path, bytes }) => [path.slice(folder.length + 1), bytes]),
        [
          ['.gitignore', 1],
          ['a.js', 5],
          ['node_modules/x/i.js', 1],
        ],
      );
    }));

  it('follows links to files and folders, ends circles, and passes links that lead nowhere', () =>
    withTempFolder({ 'fn/a.js': '1', 'shared/s.js': '12' }, (folder) => {
      symlinkSync('../shared', `${folder}/fn/linked`);
      symlinkSync('../fn', `${folder}/shared/back`);
      symlinkSync('a.js', `${folder}/fn/b.js`);
      symlinkSync('gone', `${folder}/fn/c.js`);
      const { files, problems } = createNodeHost().listTree(`${folder}/fn`);
      const relative = (path: string): string => path.slice(folder.length + 1);
      assert.deepEqual(
        files.map(({ path, realPath, bytes }) => [relative(path), relative(realPath), bytes]),
        [
          ['fn/a.js', 'fn/a.js', 1],
          ['fn/b.js', 'fn/a.js', 1],
          ['fn/linked/s.js', 'shared/s.js', 2],
        ],
      );
      assert.deepEqual(problems, []);
    }));

  it('enters what the caller lets it enter; a file lists itself', () =>
    withTempFolder({ 'a.js': '1', 'skipped/b.js': '' }, (folder) => {
      const host = createNodeHost();
      const { files } = host.listTree(folder, (path) => !path.endsWith('/skipped'));
      assert.equal(files.length, 1);
      assert.deepEqual(host.listTree(`${folder}/a.js`).files, files);
      assert.deepEqual(host.listTree(`${folder}/gone`).files, []);
    }));

  it('tells of links to what the system makes up, and enters none', () =>
    withTempFolder({ 'fn/a.js': '1', 'fn/out/b.js': '1' }, (folder) => {
      if (process.platform !== 'linux') return;
      const links = {
        devices: '/dev',
        fds: '/dev/fd',
        root: '/proc/self',
        status: '/proc/self/status',
        sys: '/sys/class',
      };
      for (const [name, target] of Object.entries(links)) symlinkSync(target, `${folder}/fn/${name}`);
      symlinkSync('/dev/zero', `${folder}/fn/zero`);
      symlinkSync('/proc', `${folder}/whole`);
      const host = createNodeHost();
      const { files, problems } = host.listTree(`${folder}/fn`);
      assert.deepEqual(
        files.map(({ path }) => path.slice(folder.length + 1)),
        ['fn/a.js', 'fn/out/b.js'],
      );
      const FOLDER = 'It leads into a virtual file system, such as /proc';
      const FILE = 'It is not a regular file';
      assert.deepEqual(
        Object.fromEntries(problems.map(({ path, message }) => [path.slice(folder.length + 4), message])),
        {
          devices: FOLDER,
          fds: FOLDER,
          root: FOLDER,
          status: FILE,
          sys: FOLDER,
          zero: FILE,
        },
      );
      assert.deepEqual(host.listTree(`${folder}/whole`), {
        files: [],
        problems: [{ path: `${folder}/whole`, message: FOLDER }],
      });
      const without = host.listTree(`${folder}/fn`, (path) => path.endsWith('/out'));
      assert.deepEqual(
        without.problems.map(({ message }) => message),
        [FILE, FILE],
      );
    }));
});
