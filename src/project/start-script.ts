import { posix } from 'node:path';
import { foldersUpwards, isWithin } from '../lib/paths.js';
import type { Unfound } from '../model/function.js';
import { toRecord } from '../sources/manifest.js';
import { findCompiledSource } from './compiled-source.js';
import type { StringTarget } from './declared.js';
import { findSourcePath, isSourcePath, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** Scripts that start each other deeper than this go in circles. */
const MAX_DEPTH = 5;

/** Is the handler a program to start, as the Lambda Web Adapter and custom runtimes have it, and no `file.export`? */
export function isStartScript(handler: string): boolean {
  return /\.(sh|bash)$/.test(handler) || /(^|\/)bootstrap$/.test(handler);
}

/** The module that a start script runs: a web server that registers its routes while it loads. */
export function findStarted(workspace: Workspace, target: StringTarget): { file: string } | Unfound {
  const script = findScript(workspace, target);
  if (script === undefined) return unfound(`no script ${target.handler} was found beside its code`);
  const shown = workspace.relative(script);
  const command = startCommand(workspace, workspace.text(script) ?? '', posix.dirname(script), 0);
  if (command === undefined) return unfound(`${shown} runs no JavaScript file that could be identified`);
  const found = [...target.folders, posix.dirname(script)]
    .map((folder) => findModuleAt(workspace, posix.join(folder, command)))
    .find(Boolean);
  return found === undefined
    ? unfound(`${shown} starts ${command}, for which no source file was found`)
    : { file: found };
}

function unfound(reason: string): Unfound {
  return { reason, cause: 'not-found' };
}

/** Beside the code, or in a folder above it from where a build copies it. */
function findScript(workspace: Workspace, { folders, handler }: StringTarget): string | undefined {
  const beside = folders.map((folder) => posix.join(folder, handler));
  const above = folders.flatMap((folder) =>
    foldersUpwards(folder, workspace.root).map((each) => posix.join(each, posix.basename(handler))),
  );
  return [...beside, ...above].find((path) => isWithin(path, workspace.root) && workspace.isFile(path));
}

/** The file that the last command of a script gives to Node.js, relative to the code folder. */
export function startCommand(workspace: Workspace, text: string, folder: string, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const commands = text
    .split(/\n|&&|;/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  for (const command of commands.reverse()) {
    const words = command.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
    const started = startedBy(words) ?? fromPackage(workspace, words, folder, depth);
    if (started !== undefined) return started;
  }
  return undefined;
}

/** `exec node --flag app.js`, `NODE_ENV=x npx tsx app.ts`, `/var/lang/bin/node /var/task/app.mjs`. */
function startedBy(words: readonly string[]): string | undefined {
  const program = words.findIndex((word) => /(^|\/)(node|nodejs|tsx|ts-node|bun)$/.test(word));
  if (program < 0) return undefined;
  const file = words.slice(program + 1).find((word, index, rest) => !isFlag(word) && !takesValue(rest[index - 1]));
  return file?.replace(/^(\/var\/task|"?\$\{?LAMBDA_TASK_ROOT\}?"?|\.)\//, '');
}

function isFlag(word: string): boolean {
  return word.startsWith('-') || word === 'run' || word === 'watch';
}

function takesValue(flag: string | undefined): boolean {
  return flag !== undefined && /^(-r|--require|--import|--loader|--env-file)$/.test(flag);
}

/** `npm start`, `npm run serve`, `yarn serve`: what the package's script of that name starts. */
function fromPackage(
  workspace: Workspace,
  words: readonly string[],
  folder: string,
  depth: number,
): string | undefined {
  const manager = words.findIndex((word) => /(^|\/)(npm|yarn|pnpm)$/.test(word));
  if (manager < 0) return undefined;
  const name = words.slice(manager + 1).find((word) => !word.startsWith('-') && word !== 'run');
  const home = foldersUpwards(folder, workspace.root).find((each) =>
    workspace.isFile(posix.join(each, 'package.json')),
  );
  const script = home === undefined || name === undefined ? undefined : scriptOf(workspace, home, name);
  return script === undefined ? undefined : startCommand(workspace, script, folder, depth + 1);
}

function scriptOf(workspace: Workspace, home: string, name: string): string | undefined {
  const script = toRecord(workspace.json(posix.join(home, 'package.json')).scripts)[name];
  return typeof script === 'string' ? script : undefined;
}

export function findModuleAt(workspace: Workspace, path: string): string | undefined {
  if (!isWithin(path, workspace.root)) return undefined;
  const stem = withoutExtension(path);
  const found = findCompiledSource(workspace, stem) ?? findSourcePath(workspace, path);
  return found !== undefined && isSourcePath(found) ? found : undefined;
}
