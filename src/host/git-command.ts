import { execFileSync } from 'node:child_process';
import type { NonEmpty } from '../lib/non-empty.js';
import { findProgram, machineEnvironment } from './programs.js';

/** Asks git something in one folder. @throws {GitError} */
export type Git = (args: readonly string[], options?: GitOptions) => string;

interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
}

/** What git says against it, in its own words. */
export class GitError extends Error {
  constructor(
    message: string,
    readonly exitCode: number | undefined,
  ) {
    super(message);
  }

  get isNoRepository(): boolean {
    return /not a git repository/.test(this.message);
  }
}

/**
 * git for one folder, which runs nothing that the repository names, and fetches nothing. A repository's config is as foreign as its code: it may have come in
 * an archive, and a folder that was cloned may hold a bare repository with a config of its own. `undefined` where git is not installed.
 *
 * @param isOwn whether variables that lead git to another repository, as hooks of git set them, are meant for this folder.
 */
export function gitIn(folder: string, isOwn = true): Git | undefined {
  const path = findProgram('git', folder);
  if (path === undefined) return undefined;
  const inherited = machineEnvironment(folder);
  const env = isOwn ? inherited : withoutRepository(inherited);
  const quiet = (args: readonly string[], options?: GitOptions): string =>
    ask(path, folder, env, [...QUIET, ...args], options);
  let named: readonly string[] | undefined;
  return (args, options) => {
    named ??= settings(switchedOff(quiet));
    return quiet([...named, ...args], options);
  };
}

/** The switches that have a name of their own. */
const QUIET: readonly string[] = [
  '--no-pager',
  '--no-optional-locks',
  ...settings([
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.sshCommand=false',
    'core.gitProxy=',
    'core.askPass=',
    'credential.helper=',
    'diff.external=',
    'log.showSignature=false',
    'status.submoduleSummary=false',
    'submodule.recurse=false',
    'fetch.recurseSubmodules=false',
    'maintenance.auto=false',
    'gc.auto=0',
    'safe.bareRepository=explicit',
  ]),
];

/** A clone that lacks files would fetch them: newer versions of git know the one, older ones the other. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', GIT_TERMINAL_PROMPT: '0' };

/** Commands that only the config knows the names of, each of which can only be switched off by its name. */
const NAMED = '^(filter\\..*\\.(clean|smudge|process|required)|hook\\..*\\.(command|event|enabled))$';

function switchedOff(git: Git): readonly string[] {
  // Whether there is a repository, and one that git trusts, is the better thing to say.
  git(['rev-parse', '--git-dir']);
  const names = new Set(keysOf(git, NAMED).map((key) => key.slice(0, key.lastIndexOf('.'))));
  for (const name of names) {
    // What stands before the first `=` would be taken for its name.
    if (name.includes('=')) throw new GitError(`${name} cannot be switched off`, undefined);
  }
  return [...names].flatMap((name) =>
    name.startsWith('hook.')
      ? [`${name}.enabled=false`]
      : [`${name}.clean=`, `${name}.smudge=`, `${name}.process=`, `${name}.required=false`],
  );
}

function keysOf(git: Git, pattern: string): readonly string[] {
  try {
    return git(['config', '--null', '--name-only', '--get-regexp', pattern]).split('\0').filter(Boolean);
  } catch (error) {
    // That there is none.
    if (error instanceof GitError && error.exitCode === 1) return [];
    throw error;
  }
}

function settings(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => ['-c', value]);
}

/** Variables that name another repository than that of the folder. */
const LOCAL =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE)$/;

function withoutRepository(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !LOCAL.test(name)));
}

const LIMIT_MS = 20_000;

/** What a config names may be a device, which git would read until there is no memory left. 2 GB; what is mapped from files is not counted. */
const BOUNDED: NonEmpty<string> = ['/bin/sh', '-c', 'ulimit -d 2097152 2>/dev/null; exec "$0" "$@"'];

function ask(
  path: string,
  cwd: string,
  inherited: NodeJS.ProcessEnv,
  args: readonly string[],
  { env = {}, limitMs = LIMIT_MS }: GitOptions = {},
): string {
  const [program, ...all]: NonEmpty<string> =
    process.platform === 'win32' ? [path, ...args] : [...BOUNDED, path, ...args];
  try {
    return execFileSync(program, all, {
      cwd,
      env: { ...inherited, LC_ALL: 'C', ...OFFLINE, ...env },
      encoding: 'utf8',
      timeout: limitMs,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { code, status, stderr } = error as NodeJS.ErrnoException & { status?: number; stderr?: string };
    throw new GitError(reasonIn(stderr ?? '') ?? code ?? 'it failed', status ?? undefined);
  }
}

/** Warnings may come first. */
function reasonIn(stderr: string): string | undefined {
  const lines = stderr.trim().split('\n').filter(Boolean);
  return lines.find((line) => line.startsWith('fatal:')) ?? lines[0];
}
