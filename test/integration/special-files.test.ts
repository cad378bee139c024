import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleReport } from '../../src/model/bundle.js';
import { LspClient } from '../support/lsp-client.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

/** `Good` loads what can be loaded, the others what can never be read to its end. */
const SPECIFIERS = { Good: './lib/one', Pipe: './lib/pipe', Zero: './lib/zero', Device: 'device', Packed: 'packed' };

const SERVICE = `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
functions:
${Object.keys(SPECIFIERS)
  .map((name) => `  ${name}: { handler: src/${name}.handler }\n`)
  .join('')}`;

async function withSpecialFiles(use: (folder: string) => void | Promise<void>): Promise<void> {
  const sources = Object.entries(SPECIFIERS).map(([name, specifier]) => [
    `src/${name}.ts`,
    `import { x } from '${specifier}';\nexport const handler = async () => x;\n`,
  ]);
  const files = {
    'serverless.yml': SERVICE,
    'src/lib/one.ts': 'export const x = 1;\n',
    ...Object.fromEntries(sources),
  };
  await withTempFolder(files, async (folder) => {
    const inside = (path: string): string => join(folder, path);
    for (const name of ['device', 'packed']) {
      mkdirSync(inside(`node_modules/${name}`), { recursive: true });
      writeFileSync(inside(`node_modules/${name}/package.json`), `{ "name": "${name}", "version": "1.0.0" }`);
    }
    symlinkSync('/dev/zero', inside('.gitignore'));
    symlinkSync('/dev/zero', inside('src/lib/zero.ts'));
    symlinkSync('/dev/urandom', inside('node_modules/device/index.js'));
    execFileSync('mkfifo', [inside('src/lib/pipe.ts'), inside('node_modules/packed/index.js')]);
    await use(folder);
  });
}

describe('what can never be read to its end', () => {
  if (process.platform === 'win32') return;

  it('costs its functions a reason each in a build, and the others nothing', () =>
    withSpecialFiles((folder) => {
      const { exitCode, stdout } = runBin(['bundle', '--format', 'json'], folder);
      const { functions, problems } = JSON.parse(stdout) as BundleReport;
      assert.deepEqual(
        functions.map(({ name }) => name),
        ['Good'],
      );
      assert.deepEqual(problems.map(({ file, line, message }) => `${file}:${line ?? ''} ${message}`).sort(), [
        '.gitignore: is not a regular file',
        'src/Device.ts:1 Device: /dev/urandom is not a regular file',
        'src/Packed.ts:1 Packed: node_modules/packed/index.js is not a regular file',
        'src/Pipe.ts:1 Pipe: src/lib/pipe.ts is not a regular file',
        'src/Zero.ts:1 Zero: /dev/zero is not a regular file',
        'src/lib/pipe.ts: is not a regular file',
        'src/lib/zero.ts: is not a regular file',
      ]);
      assert.equal(exitCode, 0);
    }));

  it('costs one problem in an analysis', () =>
    withSpecialFiles((folder) => {
      const { stdout } = runBin(['lint', '--format', 'json'], folder);
      assert.deepEqual(
        JSON.parse(stdout).problems.map(({ file }: { file: string }) => file),
        ['.gitignore', 'src/lib/pipe.ts', 'src/lib/zero.ts'],
      );
    }));

  for (const name of ['package.json', 'tsconfig.json']) {
    it(`is found before a build reads it: ${name}`, () =>
      withSpecialFiles((folder) => {
        symlinkSync('/dev/zero', join(folder, name));
        const { stdout } = runBin(['bundle', '--format', 'json'], folder);
        const { problems } = JSON.parse(stdout) as BundleReport;
        const told = problems.map(({ message }) => message);
        assert.ok(told.includes(`Good: ${name} is not a regular file`), told.join('\n'));
      }));
  }

  it('is no config, and no run goes on without one', () =>
    withSpecialFiles((folder) => {
      symlinkSync('coldlens.config.json', join(folder, 'coldlens.config.json'));
      const { exitCode, stderr } = runBin(['lint'], folder);
      assert.match(stderr, /coldlens\.config\.json is not a regular file\.\n$/);
      assert.equal(exitCode, 2);
    }));

  it('is no config in a folder below either, and a link to a regular file is one', () =>
    withSpecialFiles((folder) => {
      writeFileSync(join(folder, 'shared.json'), '{ "rule": {} }');
      symlinkSync('../shared.json', join(folder, 'src/coldlens.config.json'));
      const linked = runBin(['lint'], folder);
      assert.match(linked.stderr, /src\/coldlens\.config\.json:1: .*"rule"/);
      execFileSync('mkfifo', [join(folder, 'src/lib/coldlens.config.mjs')]);
      rmSync(join(folder, 'src/coldlens.config.json'));
      const { exitCode, stderr } = runBin(['lint'], folder);
      assert.match(stderr, /src\/lib\/coldlens\.config\.mjs is not a regular file\.\n$/);
      assert.equal(exitCode, 2);
    }));

  for (const place of ['.', 'src']) {
    it(`is no config where a link leads nowhere: ${place}`, () =>
      withSpecialFiles((folder) => {
        symlinkSync('../missing/coldlens.config.json', join(folder, place, 'coldlens.config.json'));
        const { exitCode, stderr } = runBin(['lint'], folder);
        assert.match(stderr, /coldlens\.config\.json is a link that leads nowhere\.\n$/);
        assert.equal(exitCode, 2);
      }));
  }

  for (const args of [
    ['lint', 'pipe'],
    ['lint', '--config', 'pipe'],
    ['lint', '--config', 'src'],
    ['bundle', '--artifact', 'pipe'],
    ['bundle', '--artifact', '/dev/zero'],
    ['bundle', '--compare', 'pipe'],
  ]) {
    it(`is told as what it is when it is named: ${args.join(' ')}`, () =>
      withSpecialFiles((folder) => {
        execFileSync('mkfifo', [join(folder, 'pipe')]);
        const { exitCode, stdout, stderr } = runBin(args, folder);
        assert.match(stderr, /^coldlens: .*(pipe|src|zero)"? is not a regular file\.\n/);
        assert.equal(stdout, '');
        assert.equal(exitCode, 2);
      }));
  }

  it('is a link that leads round in a circle, and one below a file', () =>
    withSpecialFiles((folder) => {
      symlinkSync('b.ts', join(folder, 'src/a.ts'));
      symlinkSync('a.ts', join(folder, 'src/b.ts'));
      symlinkSync('Good.ts/x', join(folder, 'src/c.ts'));
      const { exitCode, stdout } = runBin(['lint', '--format', 'json'], folder);
      const files = JSON.parse(stdout).problems.map(({ file }: { file: string }) => file);
      assert.deepEqual(
        ['src/a.ts', 'src/b.ts', 'src/c.ts'].filter((file) => !files.includes(file)),
        [],
      );
      assert.equal(exitCode, 0);
    }));

  it('keeps a server from nothing', () =>
    withSpecialFiles(async (folder) => {
      const settings = { codeLens: { findings: false, settings: false, coldStart: false } };
      const editor = await LspClient.start({ folders: [folder], settings });
      try {
        const [good, pipe] = ['src/Good.ts', 'src/Pipe.ts'].map((name) => join(folder, name)) as [string, string];
        await editor.open(good);
        assert.equal((await editor.functions()).functions.length, 5);
        await editor.untilLenses(good, ['2: 643 B zipped']);
        await editor.open(pipe);
        const [problem] = await editor.untilDiagnostics(pipe, (each) => each.length > 0);
        assert.match(String(problem!.message), /src\/lib\/pipe\.ts is not a regular file/);
        assert.equal(await editor.stop(), 0);
      } finally {
        editor.process.kill();
      }
    }));
});

/** Two functions, of which `Good` stands and imports apart. A pipe stands at `pipe`. */
const APART: Files = {
  'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
functions:
  Good: { handler: good/Good.handler }
  Bad: { handler: bad/Bad.handler }
`,
  'good/Good.ts': 'export const handler = async () => 1;\n',
  'bad/Bad.ts': 'export const handler = async () => 2;\n',
};

const importing = (specifier: string): Files => ({
  'bad/Bad.ts': `import { x } from '${specifier}';\nexport const handler = async () => x;\n`,
});

interface Form {
  readonly files: Files;
  /** Relative to the folder of the test. */
  readonly pipe: string;
  readonly links?: Readonly<Record<string, string>>;
  /** `FILE:LINE:COLUMN` of the problem. */
  readonly at: string;
  readonly isNamedBy?: string;
}

const MANIFEST = '{ "name": "x", "version": "1.0.0" }';
const PACKAGE = 'bad/node_modules/@tsconfig/x';

const FORMS: Readonly<Record<string, Form>> = {
  'a config that is extended': {
    files: { 'bad/tsconfig.json': '{\n  "extends": "./base.json"\n}' },
    pipe: 'bad/base.json',
    at: 'bad/tsconfig.json:2:14',
  },
  'one of several that are extended': {
    files: { 'bad/tsconfig.json': '{ "extends": ["./a", "../b"] }', 'bad/a.json': '{}' },
    pipe: 'b.json',
    at: 'bad/tsconfig.json:1:22',
  },
  'one that is extended over several steps, with comments': {
    files: {
      'bad/tsconfig.json': '// First.\n{ "extends": "./a.json", }',
      'bad/a.json': '{ "extends": "./b.json" }',
      'bad/b.json': '{ /* Last. */ "extends": "./sub" }',
    },
    pipe: 'bad/sub.json',
    at: 'bad/b.json:1:26',
  },
  'one in a package': {
    files: { 'bad/tsconfig.json': '{ "extends": "@tsconfig/x" }', [`${PACKAGE}/package.json`]: MANIFEST },
    pipe: 'bad/pipe',
    links: { [`${PACKAGE}/tsconfig.json`]: '../../../pipe' },
    at: 'bad/tsconfig.json:1:14',
    isNamedBy: `${PACKAGE}/tsconfig.json`,
  },
  'one in a package by its path': {
    files: { 'bad/tsconfig.json': '{ "extends": "@tsconfig/x/strict" }', [`${PACKAGE}/package.json`]: MANIFEST },
    pipe: `${PACKAGE}/strict.json`,
    at: 'bad/tsconfig.json:1:14',
  },
  'one that a package exports': {
    files: {
      'bad/tsconfig.json': '{ "extends": "@tsconfig/x/strict" }',
      [`${PACKAGE}/package.json`]:
        '{ "name": "@tsconfig/x", "exports": { "./strict": { "default": "./lib/s.json" } } }',
    },
    pipe: `${PACKAGE}/lib/s.json`,
    at: 'bad/tsconfig.json:1:14',
  },
  'the manifest of a package with one': {
    files: { 'bad/tsconfig.json': '{ "extends": "@tsconfig/x" }' },
    pipe: `${PACKAGE}/package.json`,
    at: 'bad/tsconfig.json:1:14',
  },
  'the manifest beside a module': {
    files: { ...importing('../shared/x'), 'shared/x.ts': 'export const x = 1;\n' },
    pipe: 'shared/package.json',
    at: 'bad/Bad.ts:1:19',
  },
  'a config that is extended beside a module': {
    files: {
      ...importing('../shared/lib/x'),
      'shared/lib/x.ts': 'export const x = 1;\n',
      'shared/tsconfig.json': '{ "extends": "./base.json" }',
    },
    pipe: 'shared/base.json',
    at: 'bad/Bad.ts:1:19',
  },
  'the manifest of a package that is linked': {
    files: { ...importing('shared/x'), 'packages/shared/x.ts': 'export const x = 1;\n' },
    pipe: 'packages/shared/package.json',
    links: { 'bad/node_modules/shared': '../../packages/shared' },
    at: 'bad/Bad.ts:1:19',
    isNamedBy: 'bad/node_modules/shared/package.json',
  },
};

describe('a config that can never be read to its end', () => {
  if (process.platform === 'win32') return;

  for (const [name, { files, pipe, links = {}, at, isNamedBy = pipe }] of Object.entries(FORMS)) {
    it(`costs its function a reason, and the others nothing: ${name}`, () =>
      withTempFolder({ ...APART, ...files }, (folder) => {
        mkdirSync(dirname(join(folder, pipe)), { recursive: true });
        execFileSync('mkfifo', [join(folder, pipe)]);
        for (const [link, target] of Object.entries(links)) {
          mkdirSync(dirname(join(folder, link)), { recursive: true });
          symlinkSync(target, join(folder, link));
        }
        const { stdout } = runBin(['bundle', '--format', 'json'], folder);
        const { functions, problems } = JSON.parse(stdout) as BundleReport;
        assert.deepEqual(
          functions.map((each) => each.name),
          ['Good'],
        );
        const told = problems.filter(({ kind }) => kind === 'unbuilt');
        assert.deepEqual(
          told.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
          [`${at} Bad: ${isNamedBy} is not a regular file`],
        );
      }));
  }

  it('costs no bundle where it is absent, or leads round in a circle', () =>
    withTempFolder(
      {
        ...APART,
        'bad/tsconfig.json': '{ "extends": ["./a.json", "./gone.json", "@gone/x", 1] }',
        'bad/a.json': '{ "extends": "./tsconfig.json" }',
        'good/tsconfig.json': '[]',
      },
      (folder) => {
        const { stdout } = runBin(['bundle', '--format', 'json'], folder);
        const { functions, problems } = JSON.parse(stdout) as BundleReport;
        assert.equal(functions.length, 2);
        assert.deepEqual(
          problems.map(({ kind, file }) => `${kind} ${file}`),
          ['unreadable-file bad/tsconfig.json'],
        );
      },
    ));
});

describe('a folder that the system makes up, in what is shipped as files', () => {
  if (process.platform !== 'linux') return;

  const fn = (name: string, code: string): string =>
    `  ${name}:\n    Type: AWS::Lambda::Function\n    Properties: { Code: ${code}, Handler: index.handler, Runtime: nodejs22.x }\n`;

  it('costs one problem, and is not counted', () =>
    withTempFolder(
      {
        'template.yaml': `Resources:\n${fn('A', 'fn')}${fn('B', 'fn')}${fn('Whole', 'made')}`,
        'fn/index.js': 'exports.handler = async () => 1;\n',
        'shared/s.js': '12345',
      },
      (folder) => {
        symlinkSync('/proc', join(folder, 'fn/processes'));
        symlinkSync('/dev/zero', join(folder, 'fn/zero.bin'));
        symlinkSync('../shared', join(folder, 'fn/shared'));
        symlinkSync('/sys', join(folder, 'made'));
        const { stdout } = runBin(['bundle', '--format', 'json'], folder);
        const { functions, problems } = JSON.parse(stdout) as BundleReport;
        assert.deepEqual(
          functions.map(({ name, unzippedBytes }) => [name, unzippedBytes]),
          [
            ['A', 38],
            ['B', 38],
          ],
        );
        assert.deepEqual(
          problems.map(({ file, message }) => `${file}: ${message}`),
          [
            'template.yaml: Whole: no source file made/index.{ts,js,…} was found',
            'fn/processes: It leads into a virtual file system, such as /proc',
            'fn/zero.bin: It is not a regular file',
          ],
        );
      },
    ));
});
