/** One output of the process. */
export interface Output {
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
}

/** All that the command line needs of the process that it runs in; `nodeIo` in the host is the real one. */
export interface CliIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}
