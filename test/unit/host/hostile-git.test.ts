import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { git } from '../../support/git.js';
import {
  addHooks,
  append,
  commitAll,
  executable,
  hostileConfig,
  type Trap,
  touchAll,
  withTrap,
} from '../../support/hostile-repository.js';
import { type CliRun, runCli } from '../../support/run-cli.js';

const WASTEFUL = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';

export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({});
  return s3.send(new GetObjectCommand({ Bucket: 'files', Key: event.key }));
};
`;
const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: a.handler, Runtime: nodejs20.x }
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [a.ts], External: ['@aws-sdk/*'] } }
`;
const FILES = {
  'a.ts': WASTEFUL,
  'b.ts': 'export const b = 1;\n',
  'c.ts': 'export const c = 1;\n',
  'template.yaml': TEMPLATE,
};
const NAMES = Object.keys(FILES);
const ATTRIBUTES = 'a.ts filter=any diff=any merge=any\nb.ts filter=dotted.name\nc.ts filter=long\n';

/** `lint --fix` last, as it changes what the others look at. */
const COMMANDS = [
  ['lint'],
  ['functions'],
  ['lint', '--fix-dry-run'],
  ['bundle', '--compare', 'HEAD'],
  ['lint', '--fix'],
];

async function runAll(trap: Trap, folder = trap.project): Promise<CliRun> {
  let last: CliRun | undefined;
  for (const command of COMMANDS) {
    touchAll(folder, NAMES);
    last = await runCli(command, folder);
    assert.deepEqual(trap.sprung(), [], `${command.join(' ')}\n${last.stdout}\n${last.stderr}`);
  }
  return last!;
}

/** What git gives for a comparison is the commit, whatever its filters would have made of it. */
async function assertCompares(folder: string): Promise<void> {
  const { stdout, stderr } = await runCli(['bundle', '--compare', 'HEAD'], folder);
  assert.match(stdout, /All functions weigh the same as in HEAD/, stderr);
}

function assertFixed(folder: string, { stderr, stdout, exitCode }: CliRun): void {
  assert.match(readFileSync(join(folder, 'a.ts'), 'utf8'), /^const s3 = /m, `${stderr}${stdout}`);
  assert.equal(exitCode, 0);
}

/** An own repository whose config and hooks are of somebody else, as in an archive. */
async function inRepository(use: (trap: Trap) => Promise<void>): Promise<void> {
  await withTrap({ ...FILES, '.gitattributes': ATTRIBUTES }, async (trap) => {
    commitAll(trap.project);
    await use(trap);
  });
}

describe('a hostile repository', () => {
  it('springs the trap that the tests set, so that they can fail', () =>
    inRepository(async (trap) => {
      append(join(trap.project, '.git/config'), `[filter "any"]\n\tclean = ${trap.command('clean')}`);
      touchAll(trap.project, NAMES);
      git(trap.project, 'status');
      assert.deepEqual(trap.sprung(), ['clean']);
    }));

  it('runs no command of its config', () =>
    inRepository(async (trap) => {
      append(join(trap.project, '.git/config'), hostileConfig(trap));
      await assertCompares(trap.project);
      assertFixed(trap.project, await runAll(trap));
    }));

  it('runs none of a config that the config includes, of a work tree, or with attributes from elsewhere', () =>
    inRepository(async (trap) => {
      const at = (name: string) => join(trap.project, '.git', name);
      writeFileSync(at('inc'), `[filter "inc"]\n\tclean = ${trap.command('include')}\n\trequired = true\n`);
      writeFileSync(
        at('cond'),
        `[filter "cond"]\n\tprocess = ${trap.command('includeIf')}\n[hook "inc"]\n\tcommand = ${trap.command('hook')}\n\tevent = post-index-change\n`,
      );
      writeFileSync(at('config.worktree'), `[filter "tree"]\n\tclean = ${trap.command('worktree')}\n`);
      writeFileSync(at('attributes'), 'b.ts filter=tree\n');
      writeFileSync(at('info/attributes'), 'a.ts filter=inc\nc.ts filter=cond\n');
      append(
        at('config'),
        `[include]\n\tpath = inc\n[includeIf "gitdir:**"]\n\tpath = cond\n[extensions]\n\tworktreeConfig = true\n[core]\n\trepositoryformatversion = 1\n\tattributesFile = ${at('attributes')}\n`,
      );
      assertFixed(trap.project, await runAll(trap));
    }));

  for (const place of ['.git/hooks', 'hooks']) {
    it(`runs no hook of ${place}`, () =>
      inRepository(async (trap) => {
        addHooks(join(trap.project, place), trap);
        if (place === 'hooks') git(trap.project, 'config', 'core.hooksPath', join(trap.project, place));
        assertFixed(trap.project, await runAll(trap));
      }));
  }

  it('runs nothing where .git is a file that leads to a folder elsewhere', () =>
    inRepository(async (trap) => {
      renameSync(join(trap.project, '.git'), join(trap.project, 'elsewhere'));
      writeFileSync(join(trap.project, '.git'), 'gitdir: elsewhere\n');
      append(join(trap.project, 'elsewhere/config'), hostileConfig(trap));
      assertFixed(trap.project, await runAll(trap));
    }));

  it('fetches nothing that a partial clone lacks', () =>
    inRepository(async (trap) => {
      const blob = git(trap.project, 'rev-parse', 'HEAD:b.ts').trim();
      rmSync(join(trap.project, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
      append(
        join(trap.project, '.git/config'),
        `[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ${trap.project}/.git\n\tpromisor = true\n\tuploadpack = ${trap.command('uploadpack')}`,
      );
      assertFixed(trap.project, await runAll(trap));
    }));

  it('refuses a filter that cannot be switched off', () =>
    inRepository(async (trap) => {
      append(join(trap.project, '.git/config'), `[filter "a=b"]\n\tclean = ${trap.command('clean')}`);
      append(join(trap.project, '.git/info/attributes'), 'a.ts filter=a=b');
      const { exitCode, stderr } = await runAll(trap);
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^coldlens: git could not say what has changed here \(filter\.a=b cannot be switched off\)[^\n]*\n$/,
      );
    }));

  it('does not wait for a device that its config names to end', () =>
    inRepository(async (trap) => {
      git(trap.project, 'config', 'core.attributesFile', '/dev/zero');
      touchAll(trap.project, NAMES);
      const { exitCode, stderr } = await runCli(['lint', '--fix'], trap.project);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^coldlens: git could not say what has changed here \(fatal: [Oo]ut of memory[^\n]*\n$/);
    }));

  it('asks each submodule without its filters, and still sees what has changed in it', () =>
    inRepository(async (trap) => {
      const module = join(trap.project, '../module');
      mkdirSync(module);
      writeFileSync(join(module, 'm.ts'), 'export const m = 1;\n');
      writeFileSync(join(module, '.gitattributes'), '*.ts filter=own\n');
      commitAll(module);
      git(trap.project, 'submodule', '--quiet', 'add', module, 'sub');
      git(trap.project, 'commit', '--quiet', '--message', 'sub');
      const config = join(trap.project, '.git/modules/sub/config');
      append(config, `${hostileConfig(trap)}\n[filter "own"]\n\tclean = ${trap.command('submodule-clean')}`);
      addHooks(join(trap.project, '.git/modules/sub/hooks'), trap);
      writeFileSync(join(trap.project, 'sub/m.ts'), 'export const m = 2;\n');
      const { exitCode, stderr } = await runAll(trap);
      assert.equal(exitCode, 2);
      assert.match(stderr, /uncommitted changes: sub\/m\.ts\. /);
      writeFileSync(join(trap.project, 'sub/m.ts'), 'export const m = 1;\n');
      touchAll(trap.project, ['sub/m.ts']);
      assertFixed(trap.project, await runAll(trap));
    }));
});

describe('a bare repository in the tree', () => {
  it('is refused with one line, and nothing is written', () =>
    withTrap(FILES, async (trap) => {
      commitAll(trap.project);
      // As it comes with a clone: the insides of a repository, committed as ordinary files.
      const bare = join(trap.project, 'svc');
      cpSync(join(trap.project, '.git'), bare, { recursive: true });
      for (const name of NAMES) cpSync(join(trap.project, name), join(bare, name));
      writeFileSync(join(bare, '.gitattributes'), ATTRIBUTES);
      append(join(bare, 'config'), `[core]\n\tbare = false\n\tworktree = .\n${hostileConfig(trap)}`);
      addHooks(join(bare, 'hooks'), trap);
      rmSync(join(trap.project, '.git'), { recursive: true });
      const { exitCode, stderr } = await runAll(trap, bare);
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^coldlens: git could not say what has changed here \([^\n]*bare repository[^\n]*\)\. [^\n]*\n$/,
      );
      assert.equal(readFileSync(join(bare, 'a.ts'), 'utf8'), WASTEFUL);
    }));
});

/** As `npm run` sets it. */
async function withPath(folders: readonly string[], use: () => Promise<void>): Promise<void> {
  const before = process.env.PATH;
  process.env.PATH = [...folders, before].join(delimiter);
  try {
    await use();
  } finally {
    process.env.PATH = before;
  }
}

describe('a program of the project', () => {
  const fakes = ['git', 'node', 'npm', 'unshare', 'true', 'sh', 'env'];
  const places = ['node_modules/.bin', 'bin', 'packages/api/node_modules/.bin'];

  for (const place of places) {
    it(`of ${place} is never run, though it leads the PATH`, () =>
      inRepository(async (trap) => {
        const folder = join(trap.project, place);
        mkdirSync(folder, { recursive: true });
        for (const name of fakes) executable(join(folder, name), trap.command(name));
        append(join(trap.project, '.git/info/exclude'), 'node_modules\nbin\npackages');
        await withPath([folder, '', '.'], async () => {
          await assertCompares(trap.project);
          assertFixed(trap.project, await runAll(trap));
        });
      }));
  }

  it('is named where there is no other, and nothing is written', () =>
    inRepository(async (trap) => {
      const folder = join(trap.project, 'node_modules/.bin');
      mkdirSync(folder, { recursive: true });
      executable(join(folder, 'git'), trap.command('git'));
      const before = process.env.PATH;
      process.env.PATH = folder;
      try {
        const { exitCode, stderr } = await runAll(trap);
        assert.equal(exitCode, 2);
        assert.match(
          stderr,
          /^coldlens: git is only found in \S+node_modules\/\.bin, which belongs to a project; [^\n]*\n$/,
        );
      } finally {
        process.env.PATH = before;
      }
      assert.equal(readFileSync(join(trap.project, 'a.ts'), 'utf8'), WASTEFUL);
    }));

  it('leaves no node for a measurement to ask', () =>
    inRepository(async (trap) => {
      const folder = join(trap.project, 'node_modules/.bin');
      mkdirSync(folder, { recursive: true });
      for (const name of fakes) executable(join(folder, name), trap.command(name));
      // A version that is not the one that runs this, so that others are looked for.
      writeFileSync(join(trap.project, 'template.yaml'), TEMPLATE.replace('nodejs20.x', 'nodejs18.x'));
      const cache = join(trap.project, '../cache');
      await withPath([folder], async () => {
        const { XDG_CACHE_HOME: before, NPM_CONFIG_OFFLINE: wasOffline } = process.env;
        Object.assign(process.env, { XDG_CACHE_HOME: cache, NPM_CONFIG_OFFLINE: 'true' });
        try {
          await runCli(['coldstart', '--measure', '--runs', '1'], trap.project);
        } finally {
          if (before === undefined) delete process.env.XDG_CACHE_HOME;
          else process.env.XDG_CACHE_HOME = before;
          if (wasOffline === undefined) delete process.env.NPM_CONFIG_OFFLINE;
          else process.env.NPM_CONFIG_OFFLINE = wasOffline;
        }
      });
      assert.deepEqual(trap.sprung(), []);
    }));
});
