import { main } from '../../src/cli/main.js';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as if in `cwd` and not at a terminal. */
export async function runCli(
  argv: readonly string[],
  cwd: string = process.cwd(),
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({
    isTTY: false,
    write: async (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await main(argv, { cwd, env, stdout: output('stdout'), stderr: output('stderr') });
  return { exitCode, ...written };
}
