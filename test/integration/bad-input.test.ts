import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { withoutPrivileges } from '../support/without-privileges.js';

const goodHandler = 'export const handler = async () => 1;\n';

/** A project with one good function and one whose handler is `src/odd.ts`. */
const project = {
  '.git/HEAD': '',
  'template.yaml': ['Good', 'Odd']
    .map(
      (name) =>
        `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Handler: src/${name.toLowerCase()}.handler }\n`,
    )
    .reduce((text, resource) => text + resource, 'Resources:\n'),
  'src/good.ts': goodHandler,
};

/** Lints, and answers the problems as `kind place`, sorted and each once, with the exit code. */
async function lintProblems(folder: string) {
  const { exitCode, stdout, stderr } = await withoutPrivileges(() => runCli(['lint', '--format', 'json'], folder));
  assert.equal(stderr, '');
  const { problems, functions } = JSON.parse(stdout);
  for (const { message } of problems) {
    assert.ok(!message.includes('\n'), message);
  }
  const texts = problems.map(({ kind, file, line }: Record<string, unknown>) =>
    [kind, file, line].filter(Boolean).join(' '),
  );
  const names: string[] = functions.map(({ name }: { name: string }) => name);
  return { exitCode, problems: [...new Set<string>(texts)].sort(), isGoodThere: names.includes('Good') };
}

describe('bad input is a problem with a place, and the rest is analysed', () => {
  // What is imported late is read now: the checkout may be closed to others.
  before(() =>
    withTempFolder({ ...project, 'src/odd.ts': goodHandler }, (folder) => runCli(['lint', '--format', 'json'], folder)),
  );

  const cases: readonly [title: string, files: Files, problems: readonly string[]][] = [
    ['nothing bad', { 'src/odd.ts': goodHandler }, []],
    [
      'a syntax error',
      { 'src/odd.ts': 'export const handler = async () => {\n  const a = ;\n};\n' },
      ['syntax-error src/odd.ts 2'],
    ],
    [
      'an import that leads nowhere',
      { 'src/odd.ts': `import './gone';\n${goodHandler}` },
      ['unresolved-import src/odd.ts 1'],
    ],
    ['an import cycle', { 'src/odd.ts': `import './odd2';\n${goodHandler}`, 'src/odd2.ts': "import './odd';\n" }, []],
    ['a binary file', { 'src/odd.ts': Uint8Array.of(1, 0, 2) }, ['unreadable-file src/odd.ts']],
    ['a file that is not UTF-8', { 'src/odd.ts': Uint8Array.of(0x22, 0xe9, 0x22) }, ['unreadable-file src/odd.ts']],
    [
      'a file of more than 5 MB',
      { 'src/odd.ts': goodHandler + '//x\n'.repeat(1_400_000) },
      ['unreadable-file src/odd.ts'],
    ],
    [
      'a broken template',
      {
        'src/odd.ts': goodHandler,
        'b/template.yaml': 'Resources:\n  A:\n    Type: AWS::Serverless::Function\n   B: x: y\n',
      },
      ['syntax-error b/template.yaml 4'],
    ],
    ['an empty file', { 'src/odd.ts': '' }, []],
    ['CRLF and a byte order mark', { 'src/odd.ts': `\uFEFF${goodHandler.replaceAll('\n', '\r\n')}` }, []],
  ];
  for (const [title, files, problems] of cases) {
    it(title, async () => {
      await withTempFolder({ ...project, ...files }, async (folder) => {
        chmodSync(folder, 0o755);
        assert.deepEqual(await lintProblems(folder), { exitCode: 0, problems, isGoodThere: true });
      });
    });
  }

  it('a folder without permission', async () => {
    await withTempFolder({ ...project, 'src/odd.ts': goodHandler, 'secret/x.ts': '' }, async (folder) => {
      chmodSync(folder, 0o755);
      chmodSync(`${folder}/secret`, 0o000);
      assert.deepEqual(await lintProblems(folder), {
        exitCode: 0,
        problems: ['unreadable-file secret'],
        isGoodThere: true,
      });
    });
  });

  it('a file without permission', async () => {
    await withTempFolder({ ...project, 'src/odd.ts': goodHandler }, async (folder) => {
      chmodSync(folder, 0o755);
      chmodSync(`${folder}/src/odd.ts`, 0o000);
      assert.deepEqual(await lintProblems(folder), {
        exitCode: 0,
        problems: ['unreadable-file src/odd.ts'],
        isGoodThere: true,
      });
    });
  });

  it('a loop of symbolic links', async () => {
    await withTempFolder({ ...project, 'src/odd.ts': goodHandler }, async (folder) => {
      chmodSync(folder, 0o755);
      symlinkSync('..', `${folder}/src/loop`);
      assert.deepEqual(await lintProblems(folder), { exitCode: 0, problems: [], isGoodThere: true });
    });
  });
});
