/** The only way the core touches the outside world. Paths are absolute and use `/`. */
export interface Host {
  /** The text of a file, decoded as UTF-8 without its byte order mark; `undefined` when it does not exist. Throws `UnreadableFileError` otherwise. */
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /**
   * Files below `root` that match one of the globs, sorted. Never enters `node_modules`, `.git` or what
   * `.gitignore` names, and does not follow symbolic links. Folders that cannot be read are reported through `onProblem`.
   */
  listFiles(root: string, globs: readonly string[], options?: ListOptions): Promise<readonly string[]>;
  /** Milliseconds from an arbitrary start. */
  now(): number;
  log(level: LogLevel, message: string): void;
}

export type LogLevel = 'debug' | 'info' | 'warn';

export interface ListOptions {
  /** Globs to leave out, relative to the root. */
  readonly ignore?: readonly string[];
  /** Also list what `.gitignore` names (for `cdk.out`). */
  readonly includeGitIgnored?: boolean;
  readonly onProblem?: (path: string, message: string) => void;
}
