import { posix } from 'node:path';
import { isWithin } from '../../lib/paths.js';
import { toRecord } from '../../sources/manifest.js';
import type { CodeTarget, ImageTarget } from '../declared.js';
import { splitHandler } from '../handler-string.js';
import { isSourcePath } from '../source-file.js';
import { startCommand } from '../start-script.js';
import type { Workspace } from '../workspace.js';
import { parseDockerfile, type Stage, TASK_ROOT } from './dockerfile.js';

/** What a Dockerfile makes of a function of Node.js. */
export interface ImageCode {
  /** Absolute. */
  readonly dockerfile: string;
  /** Where the handler's code may be in the project, and what it is called there. */
  readonly target: Exclude<CodeTarget, ImageTarget>;
  /** Where the program may be that serves requests behind the Web Adapter; absolute. */
  readonly started?: readonly string[];
  readonly engine?: 'bun' | 'deno';
  /** Such as `nodejs22.x`. */
  readonly runtime?: { readonly name: string; readonly line: number };
  /** Where the handler, or else the image, is named. */
  readonly line: number;
}

/** Dockerfiles of the project. */
export function dockerfilesIn({ files }: Workspace): readonly string[] {
  return files.filter((file) => isDockerfile(posix.basename(file)));
}

function isDockerfile(name: string): boolean {
  return /^(Docker|Container)file(\.|$)|\.(docker|container)file$/i.test(name) && !name.endsWith('.dockerignore');
}

/** The Dockerfile that a declaration means: the one that it names, or the only one in a folder that is called like its image. */
export function dockerfileOf(workspace: Workspace, { folder, file, name }: ImageTarget): string | undefined {
  if (folder !== undefined) {
    const path = posix.resolve(folder, file ?? 'Dockerfile');
    return workspace.isFile(path) ? path : undefined;
  }
  if (name === undefined) return undefined;
  const [only, ...others] = dockerfilesIn(workspace).filter(
    (path) => posix.basename(posix.dirname(path)) === name || posix.basename(path).split('.').includes(name),
  );
  return others.length === 0 ? only : undefined;
}

/** Where the code of an image comes from; nothing where the Dockerfile makes none of Node.js, or does not tell. */
export function imageCode(workspace: Workspace, target: ImageTarget): ImageCode | undefined {
  const dockerfile = dockerfileOf(workspace, target);
  const stages = dockerfile === undefined ? [] : parseDockerfile(workspace.text(dockerfile) ?? '');
  const stage =
    target.stage === undefined ? stages.at(-1) : stages.find(({ name }) => name === target.stage?.toLowerCase());
  if (dockerfile === undefined || !stage) return undefined;
  const context = target.folder ?? posix.dirname(dockerfile);
  const words = commandOf(stage, target);
  const engine = engineIn(stage, words) ?? (isBunCompiled(stages) ? 'bun' : undefined);
  const base = engine ? '' : nodeIn(stage);
  const isServed = hasWebAdapter(stage);
  if (words.length === 0 || base === undefined) return undefined;
  const folder = target.workdir ?? (stage.folder === '/' ? TASK_ROOT : stage.folder);
  const served = isServed ? startedBy(workspace, words, context) : undefined;
  const handler = isServed ? served : handlerOf(words);
  if (handler === undefined || (!isServed && !/^[\w@./-]+\.\w+$/.test(handler))) return undefined;
  const inside = posix.resolve(folder, handler);
  const places = placesOf(inside, stage, stages, context, 0);
  const name = posix.basename(handler);
  const folders = [...new Set([...places.map(posix.dirname), context, posix.join(context, 'src')])];
  const found = folders.filter((each) => isWithin(each, workspace.root));
  return {
    dockerfile,
    target: targetOf(name, found, buildsIn(workspace, stages, context)),
    ...(served !== undefined && { started: found.map((each) => posix.join(each, name)) }),
    ...(engine && { engine }),
    ...(base !== '' && { runtime: { name: `nodejs${base}.x`, line: stage.line } }),
    line: stage.commandLine ?? stage.line,
  };
}

/** One file that is made of one entry has the exports of that. */
function targetOf(handler: string, folders: readonly string[], builds: readonly Built[]): ImageCode['target'] {
  for (const { file, export: exported } of splitHandler(handler)) {
    const made = builds.find(({ outfile = '' }) => posix.parse(outfile).name === file);
    const [only, ...others] = made?.entries ?? [];
    if (only !== undefined && others.length === 0) return { kind: 'entry', file: only, export: exported };
  }
  return { kind: 'handler-string', folders, handler, entryPoints: builds.flatMap(({ entries }) => entries) };
}

function commandOf(stage: Stage, { entrypoint, command }: ImageTarget): readonly string[] {
  const entry = entrypoint ?? stage.entrypoint;
  const words = command ?? stage.command;
  return hasWebAdapter(stage) ? [...entry, ...words] : words.length > 0 ? words : entry.slice(1);
}

/** The interface client of Lambda is given the handler last. */
function handlerOf(words: readonly string[]): string | undefined {
  return words.at(-1);
}

/** A program of Bun or Deno is the last file that its command names. */
function startedBy(workspace: Workspace, words: readonly string[], context: string): string | undefined {
  return startCommand(workspace, words.join(' '), context, 0) ?? words.findLast(isSourcePath);
}

/** The image brings it, or the command calls what was copied into one. */
function engineIn({ base }: Stage, [program = '']: readonly string[]): ImageCode['engine'] {
  const [, brought] = /(?:^|\/)(?:oven\/(bun)|denoland\/(deno))(?::|$)/i.exec(base)?.filter(Boolean) ?? [];
  const name = brought ?? posix.basename(program);
  return name === 'bun' || name === 'deno' ? name : undefined;
}

/** A custom runtime that a stage compiles with Bun. */
function isBunCompiled(stages: readonly Stage[]): boolean {
  return stages.some(({ runs }) => runs.some((run) => /\bbun\s+build\b.*--compile\b.*\bbootstrap\b/.test(run)));
}

/** The major version of Node.js in the image, empty where nobody can tell; nothing for another language. */
function nodeIn(stage: Stage): string | undefined {
  const image = stage.base.toLowerCase();
  if (
    /(?:^|\/)(?:aws-)?lambda[-/](?:python|java|go|ruby|dotnet|provided)|^(?:[\w.]+\/)*(?:python|golang|openjdk|ruby|rust|denoland\/deno|oven\/bun)(?::|$)/.test(
      image,
    )
  )
    return undefined;
  const [, ofLambda] = /lambda[-/]nodejs:(\d+)/.exec(image) ?? [];
  const [, ofNode] = /(?:^|\/)node:(\d+)/.exec(image) ?? [];
  return ofLambda ?? ofNode ?? '';
}

/** Does the image say by itself that it is a function: by its base, or by the Web Adapter in it? */
export function isLambdaImage(workspace: Workspace, dockerfile: string): boolean {
  const stage = parseDockerfile(workspace.text(dockerfile) ?? '').at(-1);
  return stage !== undefined && (isForLambda(stage) || hasWebAdapter(stage));
}

/** Does nothing but Lambda start it? With the Web Adapter, it also runs as a server. */
export function isOnlyForLambda(workspace: Workspace, dockerfile: string): boolean {
  const stage = parseDockerfile(workspace.text(dockerfile) ?? '').at(-1);
  return stage !== undefined && isForLambda(stage);
}

function isForLambda({ base, entrypoint, command }: Stage): boolean {
  const isOfLambda = /lambda[-/]nodejs:\d/.test(base.toLowerCase()) || entrypoint.some(isInterfaceClient);
  return isOfLambda && command.length > 0;
}

/** What speaks with Lambda in an image that does not start from one of AWS. */
function isInterfaceClient(word: string): boolean {
  return /(^|\/)aws-lambda-ric$|lambda-runtime-interface/.test(word);
}

function hasWebAdapter({ copies }: Stage): boolean {
  return copies.some(
    ({ from = '', sources }) => /lambda-adapter/.test(from) || sources.some((each) => /lambda-adapter/.test(each)),
  );
}

/** Stages that copy from each other deeper than this go in circles. */
const MAX_STAGES = 8;

/** Where a path of an image may come from in the project, without its ending; what is copied last first. */
function placesOf(path: string, stage: Stage, stages: readonly Stage[], context: string, depth: number): string[] {
  if (depth > MAX_STAGES) return [];
  return [...stage.copies].reverse().flatMap(({ sources, to, from }) =>
    sources.flatMap((source) => {
      const inside = insideOf(path, source, to);
      if (inside === undefined) return [];
      if (from === undefined) return [posix.resolve(context, `./${inside}`)];
      const other = stages.find(({ name }, index) => name === from || String(index) === from);
      if (!other) return [];
      const there = posix.resolve(other.folder, inside);
      // What a stage makes may be called like what it is made of.
      const made = isWithin(there, other.folder) ? [posix.join(context, posix.relative(other.folder, there))] : [];
      return [...placesOf(there, other, stages, context, depth + 1), ...made];
    }),
  );
}

/** The path in the source of a copy that becomes a path of the image. */
function insideOf(path: string, source: string, to: string): string | undefined {
  const name = posix.basename(source);
  const isFile = /\.\w+$/.test(name) || name.includes('*');
  if (isFile) {
    const folder = posix.dirname(source);
    const target = to.endsWith('/')
      ? posix.dirname(path) === to.slice(0, -1)
      : posix.dirname(path) === posix.dirname(to);
    return target ? posix.join(folder, posix.basename(path)) : undefined;
  }
  const below = posix.relative(to, path);
  return below.startsWith('..') ? undefined : posix.join(source, below);
}

/** `--name=value`, `--name value`. */
function optionIn(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return (
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? (at < 0 ? undefined : words[at + 1])
  );
}

interface Built {
  /** Absolute. */
  readonly entries: readonly string[];
  /** The file that is made, where it is one; as the command names it. */
  readonly outfile?: string;
}

/** What esbuild, or Bun, is given to start from, by a command of the image or by a script of package.json that one runs. */
function buildsIn(workspace: Workspace, stages: readonly Stage[], context: string): Built[] {
  const scripts = toRecord(workspace.json(posix.join(context, 'package.json')).scripts);
  const commands = stages
    .flatMap(({ runs }) => runs)
    .flatMap((run) => {
      const [, name = ''] = /\b(?:npm|pnpm|yarn)\s+(?:run\s+)?([\w:-]+)/.exec(run) ?? [];
      const script = scripts[name];
      return typeof script === 'string' ? [run, script] : [run];
    });
  return commands
    .flatMap((command) => command.split(/&&|;/))
    .filter((command) => /\besbuild\b|\bbun\s+build\b(?!.*--compile)/.test(command))
    .map((command) => {
      const words = command.trim().split(/\s+/);
      const entries = words.filter((word) => !word.startsWith('-') && isSourcePath(word));
      const outfile = optionIn(words, '--outfile');
      return { entries: entries.map((word) => posix.resolve(context, word)), ...(outfile && { outfile }) };
    });
}
