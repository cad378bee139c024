import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ChildRequest {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

export interface ChildEnd {
  /** What came through file descriptor 3. */
  readonly report: string;
  /** The end of what it wrote as errors. */
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly endSignal: string | null;
  readonly isKilled: boolean;
}

const STDERR_LENGTH = 4000;
/** A CPU profile of a long start takes some megabytes. */
const REPORT_LENGTH = 200_000_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a process with all that it starts; at the limit, when it is aborted, and when this process ends, all of them are killed. */
export function runChild({ command, cwd, env, limitMs, signal }: ChildRequest): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const options: SpawnOptions = { cwd, env, detached: true, windowsHide: true, stdio: STDIO };
    const child = spawn(command[0]!, command.slice(1), options);
    let isKilled = false;
    const stop = (): void => {
      isKilled = true;
      kill(child);
    };
    const timer = setTimeout(stop, limitMs);
    const release = killWithUs(child);
    signal?.addEventListener('abort', stop);
    const report = collect(child.stdio[3] as Readable, REPORT_LENGTH);
    const stderr = collect(child.stderr!, STDERR_LENGTH);
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      release();
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    // What it started itself would keep the pipes open.
    child.on('exit', () => kill(child));
    child.on('close', (exitCode, endSignal) => {
      done();
      if (signal?.aborted) reject(signal.reason);
      else resolve({ report: report(), stderr: stderr(), exitCode, endSignal, isKilled });
    });
  });
}

const STDIO: SpawnOptions['stdio'] = ['ignore', 'ignore', 'pipe', 'pipe'];

function collect(stream: Readable, length = Number.POSITIVE_INFINITY): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.length > 2 * length) text = text.slice(-length);
  });
  return () => text;
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // It leads a group of its own.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/** Being a group of its own, the child would outlive a Ctrl+C. */
function killWithUs(child: ChildProcess): () => void {
  const onExit = (): void => kill(child);
  const onSignal = (signal: NodeJS.Signals): void => {
    kill(child);
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off('exit', onExit);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.once('exit', onExit);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  return release;
}
