import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { main } from '../../src/cli/main.js';
import { inLine } from '../../src/lib/foreign-text.js';
import { HOSTILE_NAMES, ODD_NAMES, projectOf } from '../support/hostile-names.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const NAMES = [...HOSTILE_NAMES, ...ODD_NAMES];

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** What a CI system obeys: at the beginning of a line, white space aside, or anywhere in it. */
const COMMAND = /^\s*::|##\w*\[/;

/** Lines that somebody else has made ours do. */
function forged(text: string): readonly string[] {
  return text.split('\n').filter((line) => STEERING.test(line) || COMMAND.test(line));
}

function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  return text.replaceAll(/\u001b\[\d+m/g, '');
}

type Names = (stdout: string) => readonly string[];

/** Names out of an attribute of XML. */
const inAttributes: Names = (xml) =>
  [...xml.matchAll(/ classname="src\/([^"]*)\.js"/g)].map(([, name]) =>
    name!
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replace(/&(lt|gt|quot|amp);/g, (_, entity) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[entity as 'lt']!),
  );

const inUris: Names = (sarif) =>
  JSON.parse(sarif).runs[0].results.map(
    ({
      locations: [{ physicalLocation }],
    }: {
      locations: [{ physicalLocation: { artifactLocation: { uri: string } } }];
    }) => decodeURIComponent(physicalLocation.artifactLocation.uri).slice('src/'.length, -'.js'.length),
  );

const inFunctions: Names = (json) => JSON.parse(json).functions.map(({ name }: { name: string }) => name);

/** XML cannot hold them. */
function inXml(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return name.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\uFFFD');
}

const REPORTS: readonly (readonly [args: readonly string[], names?: Names, spelled?: (name: string) => string])[] = [
  [['lint']],
  [['lint', '--format', 'json'], inFunctions],
  [['lint', '--format', 'sarif'], inUris],
  [['lint', '--format', 'junit'], inAttributes, inXml],
  [['lint', '--format', 'markdown']],
  [['lint', '--bundle', '--timing']],
  [['lint', '--fix-dry-run']],
  [['functions']],
  [['functions', '--format', 'json'], inFunctions],
  [['bundle']],
  [['bundle', '--what-if', 'minify', '--cross-check']],
  [['bundle', '--compare', 'base.json']],
  [['bundle', '--compare', 'base.json', '--format', 'markdown']],
  [['bundle', '--format', 'json'], inFunctions],
  [['bundle', '--format', 'markdown', '--what-if', 'minify']],
  [['coldstart']],
  [['coldstart', '--format', 'json'], inFunctions],
  [['coldstart', '--format', 'markdown', '--invocations', '1000000']],
];

const base = {
  name: 'x\n::error::x',
  functionId: 'x\n::error::x',
  declaredIn: { file: 'x\u001b[1m', line: 1, kind: 'sam' },
};
const BASE = {
  schemaVersion: 1,
  functions: [{ ...base, zippedBytes: 1, unzippedBytes: 1, packages: [], own: [], assets: [] }],
  problems: [],
};
const PROJECT: Files = { ...projectOf(NAMES), 'base.json': JSON.stringify(BASE) };

describe('hostile names forge nothing', () => {
  it('in no report, and machines read them as they are', () =>
    withTempFolder(PROJECT, async (folder) => {
      for (const [args, names, spelled = (name: string) => name] of REPORTS) {
        const { stdout, stderr } = await runCli(args, folder);
        assert.deepEqual([...forged(stdout), ...forged(stderr)], [], args.join(' '));
        assert.ok(stdout.length > 100, args.join(' '));
        if (names)
          assert.deepEqual(
            NAMES.map(spelled).filter((name) => !names(stdout).includes(name)),
            [],
            args.join(' '),
          );
        else if (!args.includes('base.json') && !args.includes('--fix-dry-run'))
          for (const name of ODD_NAMES)
            assert.ok(stdout.replaceAll(/\\(?=[[\]])/g, '').includes(name), `${args.join(' ')}: ${name}`);
      }
    }));

  it('at a terminal, whose colours are ours alone', () =>
    withTempFolder(PROJECT, async (folder) => {
      for (const args of [['lint'], ['functions'], ['bundle'], ['coldstart'], ['lint', '--fix-dry-run']]) {
        const { stdout } = await runCli(args, folder, { FORCE_COLOR: '1' });
        assert.match(stdout, STEERING);
        assert.deepEqual(forged(withoutColors(stdout)), [], args.join(' '));
      }
    }));

  it('at a terminal without colours', () =>
    withTempFolder({ ...PROJECT, 'src/[id].js': `${PROJECT['src/[id].js']}// \u001b[2K##[error]x` }, async (folder) => {
      for (const args of [['lint'], ['lint', '--fix-dry-run']]) {
        const { stdout } = await runCli(args, folder, { NO_COLOR: '1' }, true);
        assert.ok(stdout.includes('src/[id].js'));
        assert.deepEqual(forged(stdout), [], args.join(' '));
      }
    }));

  it('in commands of GitHub, of which there is one for each finding and problem', () =>
    withTempFolder(PROJECT, async (folder) => {
      const { stdout } = await runCli(['lint', '--format', 'github'], folder);
      const { findings, problems } = JSON.parse((await runCli(['lint', '--format', 'json'], folder)).stdout);
      const lines = stdout.trimEnd().split('\n');
      assert.equal(lines.length, findings.length + problems.length + 1);
      for (const line of lines.slice(0, -1)) {
        assert.match(
          line,
          /^::warning file=src\/[^:,]+\.js,line=\d+,(endLine=\d+,)?col=\d+,(endColumn=\d+,)?title=[a-z-]+::/,
        );
        assert.doesNotMatch(line, STEERING);
      }
      assert.doesNotMatch(stdout, /##\w*\[/);
      assert.ok(stdout.includes('file=src/a%0A%3A%3Aerror file=a.ts%3A%3Aforged.js,'));
      for (const name of ODD_NAMES) assert.ok(stdout.includes(`file=src/${name.replaceAll(':', '%3A')}.js,`), name);
    }));

  it('in pages, whose data stand on one line', () =>
    withTempFolder(PROJECT, async (folder) => {
      for (const command of ['bundle', 'coldstart']) {
        const { stdout } = await runCli([command, '--format', 'html'], folder);
        const [, data = ''] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(stdout) ?? [];
        assert.deepEqual(forged(data), []);
        const text = JSON.stringify(JSON.parse(data));
        for (const name of NAMES) assert.ok(text.includes(JSON.stringify(name).slice(1, -1)), name);
      }
    }));

  it('in patches, which git applies to the files that they name', () =>
    withTempFolder(PROJECT, async (folder) => {
      const { stdout } = await runCli(['lint', '--fix-dry-run', '-o', 'fixes.patch'], folder);
      assert.equal(stdout, '');
      const patch = readFileSync(`${folder}/fixes.patch`, 'utf8');
      assert.deepEqual(forged(patch), []);
      const env = { ...process.env, GIT_CEILING_DIRECTORIES: folder };
      execFileSync('git', ['apply', 'fixes.patch'], { cwd: folder, env });
      await withTempFolder(PROJECT, async (other) => {
        await runCli(['lint', '--fix', '--force'], other);
        for (const name of NAMES) {
          const [applied, fixed] = [folder, other].map((each) => readFileSync(`${each}/src/${name}.js`, 'utf8'));
          assert.match(applied!, /;\n\nconst client = new DynamoDBClient/, name);
          assert.equal(applied, fixed, name);
        }
      });
    }));

  for (const [what, line] of [
    ['a command', 'const text = "##[add-mask]the";'],
    ['a command of Azure', '// ##vso[task.setvariable variable=a]b'],
    ['an escape', 'const text = "\u001b]0;title\u0007";'],
    ['a turn of letters', '// \u202egnp'],
    ['a carriage return', '// one\r  export const x = 1; // two'],
  ] as const) {
    const code = (extra: string) =>
      `const { S3Client } = require('@aws-sdk/client-s3');\nexports.handler = async (event) => {\n${extra}\n  const s3 = new S3Client({});\n  return s3.send(event);\n};\n`;
    it(`in patches that go to a log, around whose changes stands ${what}`, () =>
      withTempFolder({ '.git/HEAD': '', 'a.js': code(line), 'b.js': code('') }, async (folder) => {
        const { stdout, stderr, exitCode } = await runCli(['lint', '--fix-dry-run'], folder);
        assert.deepEqual(forged(stdout), []);
        assert.match(stdout, /^--- a\/b\.js\n/);
        assert.doesNotMatch(stdout, /a\/a\.js/);
        assert.match(
          stderr,
          /\ncoldlens: a\.js is left out of the patch, .* Use --output-file to write it unchanged\.\n/,
        );
        assert.equal(exitCode, 2);
        await runCli(['lint', '--fix-dry-run', '-o', 'fixes.patch'], folder);
        const env = { ...process.env, GIT_CEILING_DIRECTORIES: folder };
        execFileSync('git', ['apply', 'fixes.patch'], { cwd: folder, env });
        assert.match(readFileSync(`${folder}/a.js`, 'utf8'), /;\n\nconst s3 = new S3Client/);
        assert.ok(readFileSync(`${folder}/a.js`, 'utf8').includes(line));
      }));
  }
});

describe('hostile names in what goes wrong forge nothing', () => {
  const bad = 'x\n::error::y\u001b[1m##[error]z';
  const shown = 'x\\n::error::y\\u{1b}[1m#\\#[error]z';
  // Its place begins a line.
  const lost = { [`${bad.slice(2)}/serverless.yml`]: 'service: x\nprovider: aws\nfunctions: [\n' };
  const project = projectOf(['a']);
  const cases: readonly (readonly [args: readonly string[], files?: Readonly<Record<string, string>>])[] = [
    [['lint', bad]],
    [['lint', '--config', bad]],
    [['lint', '--rule', bad]],
    [['lint', '--format', bad]],
    [['lint', `--${bad}`]],
    [[bad]],
    [['explain', bad]],
    [['bundle', '--function', bad]],
    [['bundle', '--artifact', bad]],
    [['bundle', '--compare', bad], { ...project, [bad]: 'no JSON' }],
    [['bundle', '--what-if', bad]],
    [['lint'], { 'coldlens.config.json': JSON.stringify({ [bad]: 1 }) }],
    [['lint'], { 'coldlens.config.json': JSON.stringify({ preset: bad }) }],
    [['lint'], { 'coldlens.config.mjs': `throw new Error(${JSON.stringify(bad)});` }],
    [['lint'], lost],
    [['bundle'], lost],
  ];
  for (const [args, files = project] of cases) {
    it(inLine(`${args.join(' ')} (${Object.keys(files).at(-1)})`), () =>
      withTempFolder({ '.git/HEAD': '', ...files }, async (folder) => {
        const { stdout, stderr, exitCode } = await runCli(args, folder);
        assert.notEqual(exitCode, 0);
        assert.deepEqual(forged(stdout + stderr), []);
        assert.match(stdout + stderr, /:\\?:error::y\\u(\{1b\}|001b)\[1m#\\#\[error\]z/);
      }),
    );
  }

  it('in a fault of our own', async () => {
    let text = '';
    const write = async (part: string): Promise<void> => {
      text += part;
    };
    const stderr = { isTTY: false, write };
    const stdout = { isTTY: false, write: () => Promise.reject(new Error(bad)) };
    assert.equal(await main(['explain', 'await-in-loop'], { cwd: process.cwd(), env: {}, stdout, stderr }), 2);
    assert.equal(text.split('\n')[0], `coldlens: internal error: Error: ${shown}`);
    assert.match(text, /\n +at /);
    assert.deepEqual(forged(text), []);
  });
});
