import { main } from '../../src/cli/main.js';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as if in `cwd`; at a terminal if it is said. */
export async function runCli(
  argv: readonly string[],
  cwd: string = process.cwd(),
  env: Readonly<Record<string, string>> = {},
  isTTY = false,
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({
    isTTY,
    write: async (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await main(argv, { cwd, env, stdout: output('stdout'), stderr: output('stderr') });
  return { exitCode, ...written };
}
