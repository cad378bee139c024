import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeHost } from '../../../src/host/node-host.js';
import { readRegularFile } from '../../../src/host/read-file.js';
import { runCli } from '../../support/run-cli.js';
import { withTempFolder } from '../../support/temp-folder.js';

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: a.handler, Runtime: nodejs20.x }
`;
const FILES = { 'a.ts': 'export const handler = async () => 1;\n', 'template.yaml': TEMPLATE };

type Make = (path: string) => void;
const fifo: Make = (path) => void execFileSync('mkfifo', [path]);
const linkTo =
  (target: string): Make =>
  (path) =>
    symlinkSync(target, path);

/** Reading any of the first three takes for ever, or all memory. */
const SPECIALS: Readonly<Record<string, Make>> = {
  'a pipe': fifo,
  'a link to a pipe': (path) => {
    fifo(`${path}.pipe`);
    symlinkSync(`${path}.pipe`, path);
  },
  'a link to /dev/zero': linkTo('/dev/zero'),
  'a link to /dev/null': linkTo('/dev/null'),
};

describe('a special file', () => {
  if (process.platform === 'win32') return;

  for (const [what, make] of Object.entries(SPECIALS)) {
    for (const name of ['.gitignore', 'other/.gitignore', 'package.json', 'tsconfig.json', 'serverless.yml', 'b.ts']) {
      it(`costs one problem: ${what} as ${name}`, () =>
        withTempFolder({ ...FILES, 'other/b.txt': '' }, async (folder) => {
          make(join(folder, name));
          const { stdout, exitCode } = await runCli(['lint', '--format', 'json'], folder);
          const { problems, summary } = JSON.parse(stdout);
          assert.deepEqual(
            problems.filter(({ file }: { file: string }) => file === name),
            [{ kind: 'unreadable-file', file: name, message: 'is not a regular file' }],
          );
          assert.deepEqual([summary.functions, exitCode], [1, 0]);
        }));
    }

    it(`cannot be read: ${what}`, () =>
      withTempFolder({}, async (folder) => {
        const path = join(folder, 'x');
        make(path);
        assert.equal(readRegularFile(path, 100), undefined);
        assert.equal(createNodeHost().readText(path), undefined);
        await assert.rejects(createNodeHost().readBytes(path), { message: 'is not a regular file' });
      }));
  }

  it('nor one of /proc that says it is empty and never ends', () => {
    if (process.platform !== 'linux') return;
    for (const path of ['/proc/self/mem', '/proc/self/pagemap', '/proc/kmsg'])
      assert.throws(() => readRegularFile(path, 1024 * 1024), /cannot be read|is larger than 1 MB/);
    assert.ok(readRegularFile('/proc/self/status', 1024 * 1024)!.length > 0);
  });

  it('is none that is as large as allowed, and a byte more is refused', () =>
    withTempFolder({}, (folder) => {
      const path = join(folder, 'x');
      writeFileSync(path, 'abc');
      assert.equal(String(readRegularFile(path, 3)), 'abc');
      assert.throws(() => readRegularFile(path, 2), /is larger than/);
    }));
});
