/** An expected failure: its message is the whole answer to the user, and the exit code is 2. Anything else that is thrown is a bug. */
export class KnownError extends Error {
  override readonly name: string = 'KnownError';

  /** @param details further lines. */
  constructor(
    message: string,
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

export class UsageError extends KnownError {
  override readonly name = 'UsageError';
}

export class ConfigError extends KnownError {
  override readonly name = 'ConfigError';
}

/** What a problem says of a pipe or a device in the place of a file. */
export const NOT_REGULAR = 'is not a regular file';

/** A file that is there but cannot be used: no permission, binary, not UTF-8, too large. */
export class UnreadableFileError extends KnownError {
  override readonly name = 'UnreadableFileError';
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(reason);
  }
}
