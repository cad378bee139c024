import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { bin, runBin, runShell } from '../support/run-bin.js';
import { withTempFolder } from '../support/temp-folder.js';

/** A SAM project with so many functions that their list does not fit into a pipe's buffer. */
function largeProject(functions: number): Readonly<Record<string, string>> {
  const resources = Array.from(
    { length: functions },
    (_, index) =>
      `  Function${index}:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Handler: main.handler }\n`,
  );
  return {
    '.git/HEAD': '',
    'main.ts': 'export const handler = async () => 1;\n',
    'template.yaml': `Resources:\n${resources.join('')}`,
  };
}

it('a large report reaches a pipe whole', async () => {
  await withTempFolder(largeProject(3000), (folder) => {
    const { exitCode, stdout } = runBin(['functions', '--format', 'json'], folder);
    assert.equal(exitCode, 0);
    assert.equal(JSON.parse(stdout).functions.length, 3000);
  });
});

it('a reader that leaves early is no error', async () => {
  await withTempFolder(largeProject(3000), (folder) => {
    const { stdout, stderr } = runShell(`"${process.execPath}" "${bin}" functions --format json | head -c 1`, folder);
    assert.deepEqual([stdout, stderr], ['{', '']);
  });
});

it('a lint without findings exits with 0 and says what it looked at', async () => {
  await withTempFolder(largeProject(2), (folder) => {
    const { exitCode, stdout } = runBin(['lint'], folder);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^✔ No findings · 2 functions, 1 file analysed in /);
  });
});

it('a lint writes nothing but the report that it was asked for', async () => {
  await withTempFolder(largeProject(2), (folder) => {
    const before = readdirSync(folder);
    assert.equal(runBin(['lint', '--format', 'json'], folder).exitCode, 0);
    assert.deepEqual(readdirSync(folder), before);
    const { exitCode, stdout } = runBin(['lint', '--format', 'json', '--output-file', 'out/deep/report.json'], folder);
    assert.deepEqual([exitCode, stdout, readdirSync(`${folder}/out/deep`)], [0, '', ['report.json']]);
    assert.equal(JSON.parse(readFileSync(`${folder}/out/deep/report.json`, 'utf8')).summary.functions, 2);
  });
});

it('--timing goes to stderr and leaves the report alone', async () => {
  await withTempFolder(largeProject(2), (folder) => {
    const { stdout, stderr } = runBin(['lint', '--format', 'json', '--timing'], folder);
    assert.equal(JSON.parse(stdout).summary.functions, 2);
    assert.match(stderr, /^whole process +\d+\.\d ms$/m);
  });
});

it('a checkout that is not built says so in one line', async () => {
  const files = { 'bin/coldlens.js': readFileSync(bin, 'utf8'), 'package.json': '{ "type": "module" }' };
  await withTempFolder(files, (folder) => {
    const { status, stderr } = spawnSync(process.execPath, [`${folder}/bin/coldlens.js`], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.equal(stderr, 'coldlens: this checkout is not built yet; run "npm run build" first.\n');
  });
});

it('the package holds what it runs on, and no sources', () => {
  runBin(['--version']);
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
  const [packed] = JSON.parse(stdout);
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  for (const needed of ['bin/coldlens.js', 'dist/cli.js', 'schema/coldlens.schema.json', 'LICENSE', 'README.md']) {
    assert.ok(paths.includes(needed), `The package lacks ${needed}.`);
  }
  assert.deepEqual(
    paths.filter((path) => /^(src|test|scripts|examples)\//.test(path)),
    [],
  );
});
