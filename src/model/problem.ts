import type { LambdaFunction } from './function.js';

/** A function by what tells it from all others, and by what people call it. */
export type FunctionRef = Pick<LambdaFunction, 'id' | 'name'>;

/** Something that kept a part of the input from being analysed. One line to the user, with a place; the rest goes on. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The function that it is about; the message does not name it again. */
  readonly function?: FunctionRef;
  /** The functions that it is about, where it may be about several. */
  readonly functions?: readonly FunctionRef[];
  /** Relative to the root, with `/`. Absent only when no file is to blame. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export type ProblemKind =
  | 'syntax-error' // code or template that does not parse
  | 'unreadable-file' // no permission, binary, not UTF-8, too large
  | 'unresolved-import' // a first-party import that leads nowhere
  | 'unresolved-handler' // a declared handler whose file or export is missing
  | 'unfollowed-call' // a call of which nobody can tell what it enters, although there is code that it may mean
  | 'unused-suppression'
  | 'invalid-suppression'
  | 'invalid-config' // only where a run goes on without it: it is about no function, or the last good config can stand in
  | 'unbuilt' // a function whose bundle is not known, or not all of it
  | 'unmeasured' // a function that could not be started to measure its init
  | 'unfixable' // a fix that was asked for and cannot be made
  | 'internal'; // our own fault: names the rule and the file
