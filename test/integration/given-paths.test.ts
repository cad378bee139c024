import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { formatters } from '../../src/report/index.js';
import { monorepo } from '../support/monorepo.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { terraformZip } from '../support/terraform.js';

/** Finding: line 4. */
const STORE = monorepo('orders')['packages/shared/src/db.ts'] as string;
const serviceOf = (handler: string): string => `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  go: { handler: ${handler} }
`;
const handlerOf = (from: string): string =>
  `import { load } from '${from}';\n\nexport const handler = async (event: { id: string }) => load(event.id);\n`;
/** Finding: line 3. */
const OWN = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export const handler = async () => {
  const s3 = new S3Client({});
  return s3.send(new ListBucketsCommand({}));
};
`;
const TERRAFORM = terraformZip('${path.module}/src', 'a.handler');

/** A service and code beside it, with nothing around them that makes them one project. */
const bare: Files = {
  'api/serverless.yml': serviceOf('src/a.handler'),
  'api/src/a.ts': handlerOf('../../shared/db'),
  'shared/db.ts': STORE,
};
const SHARED = 'shared/db.ts:4';
/** A service, and code below it that may be another repository. */
const service: Files = {
  'serverless.yml': serviceOf('src/a.handler'),
  'src/a.ts': handlerOf('../shared/src/db'),
  'shared/src/db.ts': STORE,
};
const IN_SHARED = 'shared/src/db.ts:4';
const inGit = (files: Files): Files => ({ '.git/HEAD': '', ...files });
const marked: Files = { ...bare, 'package.json': '{ "private": true }' };
const linked: Files = {
  'orders/serverless.yml': serviceOf('src/a.handler'),
  'orders/src/a.ts': handlerOf('../common/db'),
  'common/db.ts': STORE,
};
const toCommon = { 'orders/common': 'common' };

interface Case {
  readonly files: Files;
  readonly at: string;
  /** Link → where it leads. */
  readonly links?: Readonly<Record<string, string>>;
  /** Command lines, which have the same answer. `TOP` is the absolute folder around all. */
  readonly args: readonly string[];
  /** From the folder around all. */
  readonly root: string;
  readonly findings: readonly string[];
  /** They are not among what was to be fixed. */
  readonly isLeft?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'in a folder of no project': {
    files: bare,
    at: 'api',
    args: [
      '../shared/db.ts',
      './../shared/db.ts',
      'TOP/shared/db.ts',
      'src/../../shared/db.ts',
      '../shared',
      '../shared/',
    ],
    root: 'api',
    findings: [SHARED],
  },
  'in one project': {
    files: marked,
    at: 'api',
    args: ['../shared/db.ts', 'TOP/shared/db.ts', '../shared/', 'src/a.ts ../shared/db.ts', '. ../shared/db.ts'],
    root: '.',
    findings: [SHARED],
  },
  'in one checkout': {
    files: inGit(bare),
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: '.',
    findings: [SHARED],
  },
  'in the current folder, which only functions beside it reach, in one checkout': {
    files: inGit(bare),
    at: 'shared',
    args: ['db.ts', './db.ts', '.', 'TOP/shared/db.ts', 'TOP/shared'],
    root: '.',
    findings: [SHARED],
  },
  'in the current folder, which only functions beside it reach, in one workspace': {
    files: {
      ...bare,
      'package.json': '{ "workspaces": ["api", "shared"] }',
      'api/package.json': '{ "name": "api" }',
      'shared/package.json': '{ "name": "shared" }',
    },
    at: 'shared',
    args: ['db.ts', '.'],
    root: '.',
    findings: [SHARED],
  },
  'in the current folder, which has a function itself': {
    files: inGit({ ...bare, 'shared/serverless.yml': serviceOf('own.handler'), 'shared/own.ts': OWN }),
    at: 'shared',
    args: ['own.ts', '.'],
    root: 'shared',
    findings: ['shared/own.ts:3'],
  },
  'in a package that has a function itself, which does not reach it': {
    files: inGit({ ...bare, 'shared/serverless.yml': serviceOf('own.handler'), 'shared/own.ts': OWN }),
    at: 'shared',
    args: ['db.ts', 'TOP/shared/db.ts'],
    root: '.',
    findings: [SHARED],
  },
  'in a package, beside a file that a function of its own reaches': {
    files: inGit({ ...bare, 'shared/serverless.yml': serviceOf('own.handler'), 'shared/own.ts': OWN }),
    at: 'shared',
    args: ['db.ts own.ts'],
    root: '.',
    findings: [SHARED, 'shared/own.ts:3'],
  },
  'in a package whose own function cannot be resolved': {
    files: inGit({ ...bare, 'shared/serverless.yml': serviceOf('gone.handler') }),
    at: 'shared',
    args: ['db.ts'],
    root: '.',
    findings: [SHARED],
  },
  'beside files that nobody reaches': {
    files: inGit({
      ...bare,
      'shared/serverless.yml': serviceOf('own.handler'),
      'shared/own.ts': OWN,
      'shared/idle.ts': STORE,
      'shared/own.test.ts': '',
    }),
    at: 'shared',
    args: ['own.ts idle.ts', 'own.ts own.test.ts', 'idle.ts own.test.ts own.ts'],
    root: 'shared',
    findings: ['shared/own.ts:3'],
  },
  'around which code alone shows the functions': {
    files: inGit({
      'api/a.ts': `import type { Handler } from 'aws-lambda';\nimport { load } from '../shared/db';\nexport const handler: Handler = async (event) => load(event.id);\n`,
      'shared/db.ts': STORE,
    }),
    at: 'shared',
    args: ['db.ts'],
    root: '.',
    findings: [SHARED],
  },
  ...Object.fromEntries(
    ['coldlens.config.mjs', 'nx.json', 'lerna.json'].map((name): [string, Case] => [
      `in one project, marked by ${name}`,
      {
        files: { ...bare, [name]: name.endsWith('.mjs') ? 'export default {};\n' : '{}' },
        at: 'api',
        args: ['../shared/db.ts'],
        root: '.',
        findings: [SHARED],
      },
    ]),
  ),
  'in the current folder, which is a work tree of git': {
    files: { ...bare, '.git': 'gitdir: elsewhere' },
    at: '.',
    args: ['shared/db.ts', 'shared', './shared/'],
    root: '.',
    findings: [SHARED],
  },
  'in another checkout, to whose top a link leads': {
    files: { ...linked, 'common/.git/HEAD': '' },
    at: 'orders',
    links: toCommon,
    args: ['common/db.ts', 'common'],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in one checkout, from a folder of the service': {
    files: inGit(bare),
    at: 'api/src',
    args: ['../../shared/db.ts'],
    root: '.',
    findings: [SHARED],
  },
  'in several folders, of which one is elsewhere': {
    files: inGit({ ...bare, 'more/other.ts': '' }),
    at: 'api',
    args: ['src/a.ts ../shared/db.ts', '../shared/db.ts ../more/other.ts', '../more ../shared'],
    root: '.',
    findings: [SHARED],
  },
  'in another checkout, which has no functions': {
    files: { ...bare, 'api/.git/HEAD': '', 'shared/.git/HEAD': '' },
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: 'api',
    findings: [SHARED],
  },
  'in a submodule': {
    files: inGit({ ...bare, 'shared/.git': 'gitdir: ../.git/modules/shared' }),
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: '.',
    findings: [SHARED],
  },
  'in a submodule of the current project': {
    files: {
      ...inGit(service),
      'shared/.git': 'gitdir: ../.git/modules/shared',
    },
    at: '.',
    args: ['shared', './shared/', 'shared/src', 'shared/src/db.ts', 'TOP/shared'],
    root: '.',
    findings: [IN_SHARED],
  },
  'in a submodule of a project that is no checkout': {
    files: { ...service, 'shared/.git/HEAD': '' },
    at: '.',
    args: ['shared', 'shared/src'],
    root: '.',
    findings: [IN_SHARED],
  },
  'in a submodule that has a function, too': {
    files: {
      ...inGit(service),
      'shared/.git/HEAD': '',
      'shared/serverless.yml': serviceOf('own.handler'),
      'shared/own.ts': "export const handler = async () => 'fine';\n",
    },
    at: '.',
    args: ['shared', 'shared/src'],
    root: '.',
    findings: [IN_SHARED],
  },
  'in a submodule of a submodule': {
    files: { ...inGit(service), 'shared/.git': 'gitdir: a', 'shared/src/.git': 'gitdir: b' },
    at: '.',
    args: ['shared/src', 'shared'],
    root: '.',
    findings: [IN_SHARED],
  },
  'in a clone that git ignores, which only holds code': {
    files: { ...inGit(service), '.gitignore': '/shared\n', 'shared/.git/HEAD': '' },
    at: '.',
    args: ['shared', 'shared/src'],
    root: '.',
    findings: [IN_SHARED],
  },
  'in a clone that git ignores, which has functions': {
    files: {
      ...inGit(service),
      '.gitignore': '/clones\n',
      'clones/other/.git/HEAD': '',
      'clones/other/serverless.yml': serviceOf('own.handler'),
      'clones/other/own.ts': OWN,
    },
    at: '.',
    args: ['clones/other', 'clones/other/own.ts'],
    root: 'clones/other',
    findings: ['clones/other/own.ts:3'],
  },
  'in one of the checkouts that a folder holds': {
    files: {
      ...Object.fromEntries(Object.entries(inGit(service)).map(([name, text]) => [`a/${name}`, text])),
      'b/.git/HEAD': '',
      'b/serverless.yml': serviceOf('own.handler'),
      'b/own.ts': OWN,
    },
    at: '.',
    args: ['a', 'a/', 'a/shared', 'a/shared/src/db.ts'],
    root: 'a',
    findings: [`a/${IN_SHARED}`],
  },
  'in another checkout, which has functions': {
    files: {
      ...bare,
      'api/.git/HEAD': '',
      'other/.git/HEAD': '',
      'other/serverless.yml': serviceOf('src/own.handler'),
      'other/src/own.ts': OWN,
    },
    at: 'api',
    args: ['../other/src/own.ts', '../other/src'],
    root: 'other',
    findings: ['other/src/own.ts:3'],
  },
  'in the folder of another function': {
    files: inGit({ ...bare, 'api2/serverless.yml': serviceOf('own.handler'), 'api2/own.ts': OWN }),
    at: 'api',
    args: ['../api2/own.ts', 'src/a.ts ../api2/own.ts'],
    root: '.',
    findings: ['api2/own.ts:3'],
  },
  'in a folder that declares functions': {
    files: inGit({ ...bare, 'api2/serverless.yml': serviceOf('own.handler'), 'api2/own.ts': OWN }),
    at: 'api',
    args: ['../api2', '../api2/'],
    root: 'api2',
    findings: ['api2/own.ts:3'],
  },
  'in a folder with settings of its own, which hold': {
    files: inGit({ ...bare, 'shared/coldlens.config.json': '{ "rules": { "client-in-handler": "off" } }' }),
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: '.',
    findings: [],
  },
  'that the settings of the current folder ignore': {
    files: inGit({ ...bare, 'api/coldlens.config.json': '{ "ignore": ["../shared"] }' }),
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: '.',
    findings: [],
  },
  'of functions that the settings of the current folder name': {
    files: inGit({
      'api/coldlens.config.json': '{ "handlers": [{ "file": "src/a.ts", "export": "work" }] }',
      'api/src/a.ts': handlerOf('../../shared/db').replaceAll('handler', 'work'),
      'shared/db.ts': STORE,
    }),
    at: 'api',
    args: ['../shared/db.ts'],
    root: '.',
    findings: [SHARED],
  },
  'of functions that Terraform declares': {
    files: { 'api/main.tf': TERRAFORM, 'api/src/a.ts': handlerOf('../../shared/db'), 'shared/db.ts': STORE },
    at: 'api',
    args: ['../shared/db.ts', '../shared'],
    root: 'api',
    findings: [SHARED],
  },
  'below the current folder, whose functions Terraform declares': {
    files: { 'main.tf': TERRAFORM, 'src/a.ts': handlerOf('../lib/db'), 'lib/db.ts': STORE },
    at: '.',
    args: ['lib/db.ts', './lib', 'lib/db.ts src/a.ts'],
    root: '.',
    findings: ['lib/db.ts:4'],
  },
  'in a folder that is linked into the current one': {
    files: linked,
    at: 'orders',
    links: toCommon,
    args: [
      'common/db.ts',
      'common',
      './common/',
      'TOP/orders/common/db.ts',
      'src/a.ts common/db.ts',
      '../common/db.ts',
    ],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in a linked folder, from a folder around the service': {
    files: { ...linked, 'orders/package.json': '{}' },
    at: '.',
    links: toCommon,
    args: ['orders/common/db.ts', 'orders/common'],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in a linked folder of a checkout': {
    files: inGit(linked),
    at: 'orders',
    links: toCommon,
    args: ['common/db.ts', 'common'],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in a linked package': {
    files: { ...linked, 'common/package.json': '{ "name": "common", "main": "db.ts" }', 'orders/package.json': '{}' },
    at: 'orders',
    links: toCommon,
    args: ['common/db.ts', 'common'],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in a package that is linked below node_modules': {
    files: {
      ...linked,
      'orders/src/a.ts': handlerOf('@shop/common'),
      'common/package.json': '{ "name": "@shop/common", "main": "db.ts" }',
      'orders/package.json': '{ "dependencies": { "@shop/common": "workspace:*" } }',
      'package.json': '{ "workspaces": ["orders", "common"] }',
    },
    at: 'orders',
    links: { 'orders/node_modules/@shop/common': 'common' },
    args: ['node_modules/@shop/common/db.ts', 'node_modules/@shop/common'],
    root: 'orders',
    findings: ['common/db.ts:4'],
    isLeft: true,
  },
  'in a service that the current folder only links to': {
    files: { ...marked, 'elsewhere/notes.md': '' },
    at: 'elsewhere',
    links: { 'elsewhere/link': 'api' },
    args: ['link', './link/', 'TOP/elsewhere/link'],
    root: 'api',
    findings: [SHARED],
    isLeft: true,
  },
  'by an absolute path through a link to the current folder': {
    files: { ...bare, 'api/src/own.ts': OWN, 'api/serverless.yml': serviceOf('src/own.handler') },
    at: 'api',
    links: { 'more/link': 'api' },
    args: ['TOP/more/link/src/own.ts', '../more/link/src'],
    root: 'api',
    findings: ['api/src/own.ts:3'],
  },
};

function inCase<T>({ files, at, links = {} }: Case, use: (folder: string, top: string) => Promise<T>): Promise<T> {
  return withTempFolder(files, async (top) => {
    for (const [link, target] of Object.entries(links)) {
      mkdirSync(dirname(join(top, link)), { recursive: true });
      symlinkSync(join(top, target), join(top, link));
    }
    return use(join(top, at), top);
  });
}

async function lint(args: string, folder: string, top: string, ...flags: string[]) {
  return runCli(['lint', ...args.replaceAll('TOP', top).split(' '), ...flags], folder);
}

const placesIn = (root: string, findings: readonly Finding[]): string[] =>
  findings.map(({ file, line }) => `${join(root, file)}:${line}`);

describe('code that is asked for', () => {
  for (const [title, each] of Object.entries(cases)) {
    it(`has the findings of the functions that reach it: ${title}`, () =>
      inCase(each, async (folder, top) => {
        for (const args of each.args) {
          const { stdout, stderr, exitCode } = await lint(args, folder, top, '--format', 'json');
          assert.notEqual(stdout, '', `${args}: ${stderr}`);
          const { root, findings } = JSON.parse(stdout);
          assert.equal(root, join(top, each.root), args);
          assert.deepEqual(
            placesIn(root, findings),
            each.findings.map((place) => join(top, place)),
            args,
          );
          assert.equal(exitCode, each.findings.length > 0 ? 1 : 0, args);
        }
      }));

    it(`is fixed, and nothing else: ${title}`, () =>
      inCase(each, async (folder, top) => {
        const names = Object.keys(each.files);
        const read = () => new Map(names.map((name) => [name, readFileSync(join(top, name), 'utf8')]));
        const before = read();
        const wanted = each.isLeft ? [] : each.findings.map((place) => place.replace(/:\d+$/, ''));
        await lint(each.args[0]!, folder, top, '--fix', '--force');
        const changed = [...read()].filter(([name, text]) => text !== before.get(name)).map(([name]) => name);
        assert.deepEqual(changed, wanted);
      }));
  }

  it('is fixed by where it is, where a link leads out of the root to it, which is said', () =>
    inCase(cases['in a folder that is linked into the current one']!, async (folder, top) => {
      const { stdout } = await lint('common/db.ts', folder, top);
      assert.match(stdout, /\), fixable with --fix \. \.\.\/common · .*\n$/);
      await lint('. ../common', folder, top, '--fix', '--force');
      assert.match(readFileSync(join(top, 'common/db.ts'), 'utf8'), /^const \w+ = new /m);
    }));

  it('is left alone where a folder that was asked for only links to it', () =>
    inCase(cases['in a linked folder of a checkout']!, async (_, top) => {
      const before = readFileSync(join(top, 'common/db.ts'), 'utf8');
      await lint('orders', top, top, '--fix', '--force');
      await lint('.', join(top, 'orders'), top, '--fix', '--force');
      assert.equal(readFileSync(join(top, 'common/db.ts'), 'utf8'), before);
    }));

  it('outside of the root has its name in every format', () =>
    inCase(cases['in a folder of no project']!, async (folder, top) => {
      for (const format of Object.keys(formatters)) {
        const { stdout, exitCode } = await lint('../shared/db.ts', folder, top, '--format', format);
        assert.equal(exitCode, 1, format);
        assert.ok(stdout.includes('../shared/db.ts') || stdout.includes(`${top}/shared/db.ts`), format);
      }
      const { stdout, stderr } = await lint('../shared/db.ts', folder, top);
      assert.match(stdout, /\), fixable with --fix · .*\n$/);
      assert.equal(stderr, '');
    }));

  it('has a root that is told in every format that does not hold it', () =>
    inCase(cases['in one checkout']!, async (folder, top) => {
      for (const format of Object.keys(formatters)) {
        const { stderr } = await lint('../shared/db.ts', folder, top, '--format', format);
        const isHeld = ['json', 'sarif', 'github'].includes(format);
        assert.equal(stderr, isHeld ? '' : 'coldlens: Paths are relative to the folder ..\n', format);
      }
    }));

  for (const [title, at] of [
    ['in a folder of no project', '..'],
    ['in one checkout', '..'],
    ['by an absolute path through a link to the current folder', '.'],
  ] as const) {
    it(`has a patch that can be applied where it is said: ${title}`, () =>
      inCase(cases[title]!, async (folder, top) => {
        const [args = ''] = cases[title]!.args;
        const { stdout, stderr } = await lint(args, folder, top, '--fix-dry-run');
        assert.equal(/Apply the patch in the folder \.\.$/m.test(stderr), at === '..', stderr);
        writeFileSync(join(top, 'fixes.patch'), stdout);
        execFileSync('git', ['apply', join(top, 'fixes.patch')], { cwd: join(folder, at) });
        const [file = ''] = cases[title]!.findings[0]!.split(':');
        assert.match(readFileSync(join(top, file), 'utf8'), /^const \w+ = new /m);
      }));
  }

  for (const [title, args, fixed] of [
    ['beside files that nobody reaches', ['own.ts', 'idle.ts'], 1],
    ['in a package, beside a file that a function of its own reaches', ['own.ts', 'db.ts'], 2],
  ] as const)
    it(`is fixed, whatever changes there are around the package: ${title}`, () =>
      withTempFolder(cases[title]!.files, async (top) => {
        const git = (...args: string[]) =>
          execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: top });
        rmSync(join(top, '.git'), { recursive: true });
        git('init', '-q');
        git('add', '-A');
        git('commit', '-qm', 'a');
        appendFileSync(join(top, 'api/src/a.ts'), '// more\n');
        const { stderr } = await runCli(['lint', '--fix', ...args], join(top, 'shared'));
        assert.match(stderr, new RegExp(`Fixed ${fixed} findings? in ${fixed} file`));
      }));

  it('outside of the root is left alone while it has changes that are not committed', () =>
    withTempFolder({ ...bare, 'shared/more.ts': '' }, async (top) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: join(top, 'shared') });
      git('init', '-q');
      const run = () => runCli(['lint', '--fix', '../shared/db.ts'], join(top, 'api'));
      assert.match((await run()).stderr, /git does not track: \.\.\/shared\/db\.ts/);
      git('add', '-A');
      git('commit', '-qm', 'a');
      writeFileSync(join(top, 'shared/db.ts'), `${STORE}// more\n`);
      assert.match((await run()).stderr, /uncommitted changes: \.\.\/shared\/db\.ts/);
      git('commit', '-qam', 'b');
      const done = await run();
      assert.match(done.stderr, /Fixed 1 finding in 1 file/);
      assert.equal(done.exitCode, 0);
    }));

  it('in a folder without functions, in no checkout or workspace, is a failure', () =>
    inCase({ ...cases['in a folder of no project']!, at: 'shared' }, async (folder, top) => {
      const { exitCode, stderr } = await lint('db.ts', folder, top);
      assert.match(stderr, /No Lambda function found in db\.ts/);
      assert.equal(exitCode, 2);
    }));

  it('is how code is looked at that functions around the current folder reach, which is said', () =>
    inCase({ ...cases['in one checkout']!, at: 'shared' }, async (folder) => {
      const { exitCode, stderr } = await runCli(['lint'], folder);
      assert.match(stderr, /The folder \.\. declares functions: "coldlens lint \." checks what they reach here\./);
      assert.equal(exitCode, 2);
    }));

  it('that no function reaches is no failure', () =>
    inCase(cases['in a folder of no project']!, async (folder, top) => {
      mkdirSync(join(top, 'idle'));
      writeFileSync(join(top, 'idle/x.ts'), STORE);
      const { exitCode, stderr } = await lint('../idle/x.ts', folder, top);
      assert.match(stderr, /No Lambda function reaches any code in \.\.\/idle\/x\.ts/);
      assert.equal(exitCode, 0);
    }));
});
