import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Files, withTempFolder } from '../temp-folder.js';
import type { Answer, Job, Result } from './invoke-handler.js';

export interface HandlerRun {
  readonly files: Files;
  /** `index.ts` unless told. */
  readonly entry?: string;
  /** `handler` unless told. */
  readonly export?: string;
  /** CommonJS unless told, which SDK v2's named imports need; ES modules for `await` at the top level. */
  readonly format?: 'cjs' | 'esm';
  /** Otherwise Node loads the files as they are, one by one. */
  readonly isBundled?: boolean;
  /** Given to each of the invocations. */
  readonly event?: unknown;
  /** How often the handler is invoked in the one process, one after another; once unless told. */
  readonly invocations?: number;
  /** One for each invocation, instead of `event` and `invocations`. */
  readonly events?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  /** For the whole run; unless told, what only a run takes that hangs. */
  readonly timeoutMs?: number;
}

export interface HandlerOutcome {
  /** One for each invocation. */
  readonly results: readonly Result[];
  /** One for each invocation that ended. */
  readonly wallMs: readonly number[];
  /** What loading the module took. */
  readonly initMs: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Two sides of it are less than what a test may take. */
const HANGS_MS = 50_000;

/** Bundles a handler and invokes it in a fresh Node process that sees nothing of this one's environment. */
export function runHandler(run: HandlerRun): Promise<HandlerOutcome> {
  const { files, entry = 'index.ts', format = 'cjs', isBundled = true, event = {}, timeoutMs = HANGS_MS } = run;
  return withTempFolder(files, async (folder) => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    await bundle(folder, entry, format);
    const extension = format === 'cjs' ? 'cjs' : 'mjs';
    const job: Job = {
      file: join(folder, isBundled ? `out/handler.${extension}` : entry),
      export: run.export ?? 'handler',
      events: run.events ?? Array.from({ length: run.invocations ?? 1 }, () => event),
      timeoutMs,
    };
    return invoke(join(folder, `out/invoke.${extension}`), job, { HOME: folder, ...run.env });
  });
}

/** The SDKs stay outside of the bundle, as in Lambda, where the runtime brings one. */
async function bundle(folder: string, entry: string, format: 'cjs' | 'esm'): Promise<void> {
  const invoker = fileURLToPath(new URL('invoke-handler.ts', import.meta.url));
  const requireInModules =
    "import { createRequire as makeRequire } from 'node:module'; globalThis.require ??= makeRequire(import.meta.url);";
  await build({
    entryPoints: { handler: join(folder, entry), invoke: invoker },
    outdir: join(folder, 'out'),
    outExtension: { '.js': format === 'cjs' ? '.cjs' : '.mjs' },
    bundle: true,
    format,
    platform: 'node',
    target: 'node20',
    external: ['aws-sdk', '@aws-sdk/*', '@smithy/*'],
    ...(format === 'esm' && { banner: { js: requireInModules } }),
    logLevel: 'silent',
  });
}

async function invoke(script: string, job: Job, env: Readonly<Record<string, string>>): Promise<HandlerOutcome> {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_LAMBDA_FUNCTION_NAME: 'local',
      // Both SDKs would print that they are old, or that Node is.
      AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...env,
    },
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, job.timeoutMs);
  const stdout = collect(child.stdout!);
  const stderr = collect(child.stderr!);
  const answers = await converse(child, job);
  const invocations = answers.flatMap((answer) => ('result' in answer ? [answer] : []));
  clearTimeout(timer);
  const missing = isLate
    ? { name: 'Sandbox.Timedout', message: `Task timed out after ${job.timeoutMs} ms` }
    : { name: 'Runtime.ExitError', message: `The process ended with ${child.exitCode ?? child.signalCode}` };
  return {
    results: job.events.map((_, index) => invocations[index]?.result ?? { error: missing }),
    wallMs: invocations.map(({ wallMs }) => wallMs),
    initMs: answers.flatMap((answer) => ('initMs' in answer ? [answer.initMs] : []))[0] ?? 0,
    stdout: stdout(),
    stderr: stderr(),
  };
}

/** Waits until the child has ended, as it does after its last answer. */
function converse(child: ChildProcess, job: Job): Promise<readonly Answer[]> {
  return new Promise((done, fail) => {
    const answers: Answer[] = [];
    child.on('error', fail);
    child.on('message', (answer: Answer) => {
      answers.push(answer);
    });
    child.on('close', () => done(answers));
    child.send(job);
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
