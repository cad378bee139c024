import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, runBin } from '../support/run-bin.js';
import { withTempFolder } from '../support/temp-folder.js';

const handler = (index: number) => `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';

export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({});
  return s3.send(new GetObjectCommand({ Bucket: 'bucket-${index}', Key: event.key }));
};
`;
const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`src/f${index}.ts`, handler(index)]));

/** Starts a fix, and kills it as soon as so many files are written. */
async function killAfter(folder: string, written: number): Promise<void> {
  const child = spawn(process.execPath, [bin, 'lint', '--fix'], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let isRunning = true;
  void ended.then(() => {
    isRunning = false;
  });
  while (isRunning && fixedIn(folder).length < written) await new Promise((resolve) => setImmediate(resolve));
  child.kill('SIGKILL');
  await ended;
}

const textsIn = (folder: string) =>
  readdirSync(join(folder, 'src'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`src/${name}`, readFileSync(join(folder, 'src', name), 'utf8')] as const);

const fixedIn = (folder: string) => textsIn(folder).filter(([name, text]) => text !== files[name]);

describe('a fix that is killed', () => {
  for (const written of [1, 20]) {
    it(`after ${written} of 60 files leaves each of them old or new`, () =>
      withTempFolder(files, async (folder) => {
        await killAfter(folder, written);
        assert.equal(textsIn(folder).length, 60);
        for (const [name, text] of fixedIn(folder)) {
          assert.match(text, /^const s3 = new S3Client\(\{\}\);$/m, name);
          assert.ok(text.endsWith('};\n'), `${name} is cut off`);
        }
        assert.equal(runBin(['lint', '--fix'], folder).exitCode, 0);
        assert.equal(fixedIn(folder).length, 60);
      }));
  }
});
