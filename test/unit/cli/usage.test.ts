import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parseJson } from '../../../src/sources/manifest.js';
import { runCli } from '../../support/run-cli.js';
import { withTempFolder } from '../../support/temp-folder.js';

describe('a wrong command line', () => {
  const cases: readonly [argv: readonly string[], stderr: string | RegExp][] = [
    [['lnt'], "unknown command 'lnt' (Did you mean lint?)"],
    [['lint', '--fromat', 'json'], "unknown option '--fromat' (Did you mean --format?)"],
    [
      ['lint', '--format', 'serif'],
      "option '--format <name>' argument 'serif' is invalid. It must be one of stylish, json, sarif, github, junit, markdown. Did you mean \"sarif\"?",
    ],
    [['lint', '--severity', 'warn'], /It must be one of info, warning, error\.$/],
    [['lint', '--max-warnings', 'many'], /It must be a whole number, or -1 for any number\.$/],
    [['lint', 'nowhere'], 'There is no file or folder "nowhere".'],
    [['lint', '--rule', 'no-such-rule-at-all'], 'There is no rule "no-such-rule-at-all".'],
    [['lint', '--config', 'none.json'], /^There is no config file .*\/none\.json$/],
    [['explain'], "missing required argument 'rule'"],
    [['explain', 'no-such-rule-at-all'], /^There is no rule "no-such-rule-at-all"\./],
  ];
  for (const [argv, expected] of cases) {
    it(`is one line and exit code 2: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await runCli(argv);
      assert.deepEqual([exitCode, stdout], [2, '']);
      const [line, ...rest] = stderr.split('\n');
      assert.deepEqual(rest, ['']);
      assert.ok(line!.startsWith('coldlens: '));
      const message = line!.slice('coldlens: '.length);
      if (typeof expected === 'string') {
        assert.equal(message, expected);
      } else {
        assert.match(message, expected);
      }
    });
  }
});

it('--help and --version exit with 0', async () => {
  const help = await runCli(['--help']);
  assert.equal(help.exitCode, 0);
  assert.match(help.stdout, /^Usage: coldlens/);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.deepEqual(await runCli(['--version']), { exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

describe('a folder without functions', () => {
  it('is exit code 2 for lint, with one line', async () => {
    await withTempFolder({ '.git/HEAD': '', 'readme.md': 'x' }, async (folder) => {
      const { exitCode, stdout, stderr } = await runCli(['lint'], folder);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, /^coldlens: No Lambda function found in .*\n$/);
    });
  });

  it('is exit code 2 for functions', async () => {
    await withTempFolder({ '.git/HEAD': '' }, async (folder) => {
      const { exitCode, stdout } = await runCli(['functions'], folder);
      assert.deepEqual([exitCode, stdout], [2, 'No function found\n']);
    });
  });
});

describe('files that no function reaches, as a hook hands them over', () => {
  const project = {
    'template.yaml':
      'Resources: { A: { Type: AWS::Serverless::Function, Properties: { Handler: src/a.handler, Runtime: nodejs22.x } } }',
    'src/a.ts': 'export const handler = async () => 1;\n',
    'src/unused.ts': 'export const unused = 1;\n',
    'docs/NOTES.md': '# Notes\n',
  };
  for (const paths of [['docs/NOTES.md'], ['docs'], ['src/unused.ts'], ['src/unused.ts', 'docs/NOTES.md']]) {
    for (const options of [[], ['--format', 'json'], ['--fix', '--force'], ['--fix-dry-run']]) {
      it(`are no failure, and one line says so: ${[...options, ...paths].join(' ')}`, () =>
        withTempFolder(project, async (folder) => {
          const { exitCode, stderr } = await runCli(['lint', ...options, ...paths], folder);
          assert.equal(exitCode, 0, stderr);
          const line = `coldlens: No Lambda function reaches any code in ${paths.join(', ')}; nothing to check.`;
          assert.ok(stderr.split('\n').includes(line), stderr);
        }));
    }
  }

  it('have no such line beside a file that one reaches', () =>
    withTempFolder(project, async (folder) => {
      const { exitCode, stderr } = await runCli(['lint', 'docs/NOTES.md', 'src/a.ts'], folder);
      assert.deepEqual([exitCode, stderr], [0, '']);
    }));

  it('are exit code 2 where the whole project has no function', () =>
    withTempFolder({ 'docs/NOTES.md': '# Notes\n' }, async (folder) => {
      assert.equal((await runCli(['lint', 'docs/NOTES.md'], folder)).exitCode, 2);
    }));
});

it('a broken config is exit code 2, with its place', async () => {
  await withTempFolder({ 'coldlens.config.json': '{\n"presett": "strict" }' }, async (folder) => {
    const { exitCode, stderr } = await runCli(['lint'], folder);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^coldlens: .*coldlens\.config\.json:2: Unknown key "presett" in the config\. Did you mean "preset"\?\n$/,
    );
  });
});

describe('init', () => {
  it('proposes what a framework serves that nothing puts on Lambda', async () => {
    const files = {
      'package.json': '{ "dependencies": { "next": "15" } }',
      'app/a/[id]/route.ts': 'export const GET = async () => 1;\n',
      'app/b/route.ts': 'export const GET = async () => 1;\nexport const POST = async () => 1;\n',
      'app/page.tsx': "'use client';\nexport default function Page() {}\n",
      'app/layout.tsx': 'export default function Layout() {}\n',
    };
    await withTempFolder(files, async (folder) => {
      const { stdout } = await runCli(['init'], folder);
      assert.match(stdout, /Under "handlers" it lists what Next\.js may serve on Lambda\./);
      const written = readFileSync(`${folder}/coldlens.config.json`, 'utf8');
      const [, handlers = ''] = /"handlers": (\[[\s\S]*?\n {2}\])/.exec(written) ?? [];
      assert.deepEqual(parseJson(handlers), [
        { file: '{,src/}app/**/route.{ts,tsx,js,jsx}', export: 'GET' },
        { file: 'app/b/route.ts', export: 'POST' },
        { file: 'app/layout.tsx', export: 'default' },
      ]);
      const { exitCode, stdout: listed } = await runCli(['functions', '--format', 'json'], folder);
      const { functions, problems } = JSON.parse(listed);
      assert.deepEqual([exitCode, functions.length, problems], [0, 4, []]);
    });
  });

  it('proposes nothing where something does', async () => {
    const files = {
      'package.json': '{ "dependencies": { "next": "15", "@opennextjs/aws": "3" } }',
      'app/route.ts': 'export const GET = async () => 1;\n',
    };
    await withTempFolder(files, async (folder) => {
      await runCli(['init'], folder);
      assert.match(readFileSync(`${folder}/coldlens.config.json`, 'utf8'), /"handlers": \[\],/);
    });
  });

  it('writes a config that is accepted', async () => {
    await withTempFolder({ '.git/HEAD': '' }, async (folder) => {
      assert.equal((await runCli(['init'], folder)).exitCode, 0);
      assert.ok(existsSync(`${folder}/coldlens.config.json`));
      const { stderr } = await runCli(['lint'], folder);
      assert.match(stderr, /^coldlens: No Lambda function found/);
    });
  });

  it('never overwrites', async () => {
    await withTempFolder({ 'coldlens.config.json': 'mine' }, async (folder) => {
      const { exitCode, stderr } = await runCli(['init'], folder);
      assert.deepEqual(
        [exitCode, stderr],
        [2, 'coldlens: coldlens.config.json already exists; nothing was written.\n'],
      );
      assert.equal(readFileSync(`${folder}/coldlens.config.json`, 'utf8'), 'mine');
    });
  });
});
