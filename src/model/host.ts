/** The only way the core touches the outside world. Paths are absolute and use `/`. */
export interface Host {
  /** The text of a file, decoded as UTF-8 without its byte order mark; `undefined` when it does not exist. Throws `UnreadableFileError` otherwise. */
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Something is there, links followed, that is neither a regular file nor a folder: a pipe, a device. */
  isSpecial(path: string): boolean;
  /** What is so among the files that `listFiles` goes through, below `root` or a folder around it that was gone through already. */
  specialFiles(root: string): readonly string[];
  /** Symbolic links among what `listFiles` goes through below `root`. */
  linksBelow(root: string): readonly string[];
  /** A symbolic link is there, and nothing where it leads. */
  isBrokenLink(path: string): boolean;
  /**
   * Files below `root` that match one of the globs, sorted. Never enters `node_modules`, `.git` or what
   * `.gitignore` names, and does not follow symbolic links. Folders that cannot be read are reported through `onProblem`.
   */
  listFiles(root: string, globs: readonly string[], options?: ListOptions): Promise<readonly string[]>;
  /** The same at once, for who finds out in the midst of other work that it is needed. */
  listFilesSync(root: string, globs: readonly string[], options?: ListOptions): readonly string[];
  /**
   * Every file below a folder with its size, sorted: what `.gitignore` names and `node_modules` included, symbolic links followed unless they
   * lead round in a circle. `enters` keeps folders out. A path that is a file lists itself.
   */
  listTree(folder: string, enters?: (folder: string) => boolean): FileTree;
  /** The path without symbolic links on the way; the same path where nothing is. */
  realPath(path: string): string;
  /** What a file holds. @throws {UnreadableFileError} when it cannot be read. */
  readBytes(path: string): Promise<Uint8Array>;
  /** The user's home folder, without links on the way. It is no project, and neither is what is around it. */
  readonly home: string | undefined;
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
  /** Also list links, pipes and devices, as what they are named says more than what they are. */
  readonly ofAnyKind?: boolean;
  /** Enter only folders that lead to what the globs name: little is wanted of a tree that others do not ask about. */
  readonly isSparse?: boolean;
  readonly onProblem?: (path: string, message: string) => void;
}

export interface FileTree {
  readonly files: readonly TreeFile[];
  /** Folders that could not be read, or a folder that holds more files than anybody deploys; with the reason. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface TreeFile {
  /** As it is reached, through links. */
  readonly path: string;
  /** Without links on the way. */
  readonly realPath: string;
  readonly bytes: number;
}
