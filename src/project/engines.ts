import { posix } from 'node:path';
import type { LambdaFunction, Unfound } from '../model/function.js';
import { getForeignRuntimeReason } from './declared.js';
import { findModuleAt, findStarted } from './start-script.js';
import type { Workspace } from './workspace.js';

type Engine = NonNullable<LambdaFunction['engine']>;

/**
 * What runs JavaScript instead of Node.js in a runtime that only brings an operating system, as far as layers and what else stands beside it
 * are called so: LLRT, Bun or Deno.
 */
function engineOf(runtime: string | undefined, beside: unknown): Engine | undefined {
  if (!runtime?.startsWith('provided')) return undefined;
  const text = typeof beside === 'string' ? beside : (JSON.stringify(beside) ?? '');
  return ENGINES.find((name) => isNamedIn(text, name));
}

/** What runs a function, or why it is none of ours. */
export interface RunBy {
  readonly engine?: Engine;
  readonly foreign?: Unfound;
}

export interface RuntimeEvidence {
  readonly runtime: string | undefined;
  /** What stands beside the function and may be called like an engine: its layers, the commands of its build. */
  readonly beside?: unknown;
  /** Folders with its code; absolute. */
  readonly folders?: readonly string[];
  readonly handler?: string;
  /** Its build compiles JavaScript, whatever runs that. */
  readonly isBuiltAsJavaScript?: boolean;
}

/** A runtime that only brings an operating system runs what `bootstrap` says, which may be a script beside the code. */
export function runBy(workspace: Workspace, { runtime, beside, folders = [], ...given }: RuntimeEvidence): RunBy {
  const foreign = getForeignRuntimeReason(runtime);
  if (foreign === undefined || !runtime?.startsWith('provided')) return foreign ? { foreign } : {};
  const script = folders.map((folder) => scriptIn(workspace, folder)).find((text) => text !== undefined);
  const engine = engineOf(runtime, beside) ?? (script === undefined ? undefined : engineOf(runtime, script));
  if (engine) return { engine };
  const isStarted =
    script !== undefined &&
    (isNamedIn(script, 'node') ||
      'file' in findStarted(workspace, { kind: 'handler-string', folders, handler: BOOTSTRAP }));
  const isProgram = script === undefined && folders.some((folder) => workspace.isFile(posix.join(folder, BOOTSTRAP)));
  const isNamed = !isProgram && isModuleNamed(workspace, folders, given.handler);
  const isOurs = given.isBuiltAsJavaScript || isStarted || isNamed;
  return isOurs ? {} : { foreign };
}

/** `app.handler` beside an `app.mjs`, whatever brings Node.js along; a handler of PHP is called after its file. */
function isModuleNamed(workspace: Workspace, folders: readonly string[], handler = ''): boolean {
  const stem = /^([\w./@-]+)\.(?!php$|rb$|py$|jar$)\w+$/.exec(handler)?.[1];
  return (
    stem !== undefined && folders.some((folder) => findModuleAt(workspace, posix.join(folder, stem)) !== undefined)
  );
}

const BOOTSTRAP = 'bootstrap';

/** A program of another language is called the same. */
function scriptIn(workspace: Workspace, folder: string): string | undefined {
  const text = workspace.text(posix.join(folder, BOOTSTRAP));
  return text?.startsWith('#!') ? text : undefined;
}

const ENGINES: readonly Engine[] = ['llrt', 'bun', 'deno'];

/** As a word, or as a part of a name in camel case: `bun-x64`, `LlrtLayer`, but not `bundle`. */
function isNamedIn(text: string, name: string): boolean {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return new RegExp(`(?<![A-Za-z])${name}(?![a-z])|${capital}(?![a-z])|(?<![A-Z])${name.toUpperCase()}(?![A-Z])`).test(
    text,
  );
}

/** Bun calls `fetch` of what a module exports by default, and names it after the file: `index.fetch`. */
export function defaultFetch(handler: string): readonly string[] {
  const file = handler.replace(/\.[^./]*$/, '');
  return [`${file}.default.fetch`, `${file}.default`];
}
