import { CommanderError } from 'commander';
import { packageVersion } from '../host/paths.js';
import { KnownError, UnreadableFileError } from '../model/errors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { createProgram } from './program.js';
import { tell } from './tell.js';

const failed = 2;

/**
 * Runs one command line, `argv` without `node` and the script. Expected failures are one line on stderr; whatever else is thrown is
 * our own fault and shows its stack.
 *
 * @returns the exit code: 0 nothing at or above the threshold, 1 findings, 2 the tool could not do its job.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode = 0;
  const writes: Promise<void>[] = [];
  const program = createProgram(io, packageVersion(), (code) => {
    exitCode = code;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => writes.push(deliver(text, undefined, io)),
      writeErr: (text) => writes.push(tell(io.stderr, ...text.trimEnd().split('\n'))),
      outputError: (text, write) => write(usageLine(text)),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    exitCode = await report(error, io);
  }
  await Promise.all(writes);
  return exitCode;
}

/** Commander puts its suggestion on a second line. */
function usageLine(text: string): string {
  return `coldlens: ${text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')}`;
}

async function report(error: unknown, io: CliIo): Promise<number> {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : failed;
  }
  const [first, ...others] = linesOf(error);
  await tell(io.stderr, `coldlens: ${first}`, ...others);
  return failed;
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof UnreadableFileError) return [`${error.path} ${error.message}`];
  if (error instanceof KnownError) return [error.message, ...error.details];
  const { stack = '' } = Object(error);
  // A message may have more lines than one, and any of them may look like ours.
  return [
    `internal error: ${error}`,
    ...String(stack)
      .split('\n')
      .filter((line) => /^ +at /.test(line)),
  ];
}
