import type { HandlerToRun } from './projects.js';

/** What the process that runs a handler is told. */
export interface RunOrder {
  /** Absolute: the checkout. */
  readonly root: string;
  readonly handler: HandlerToRun;
  /** Absolute: the compiled driver. */
  readonly driver: string;
}

/** A function of the project's code by its place in the source: offsets without leading comments. */
export interface SourcePlace {
  /** Relative to the checkout. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** What it found. */
export interface RunReport {
  readonly loaded: readonly SourcePlace[];
  readonly served: readonly SourcePlace[];
  /** Functions that ran and that no place in the source is known for, with the reason. */
  readonly unmapped: readonly string[];
  /** Initialisers of fields and static blocks that ran; these are no functions of the source. */
  readonly initializers: number;
  /** What each event came to: a status, an error. */
  readonly outcomes: readonly string[];
  /** Why the handler could not be loaded. */
  readonly failure?: string;
}
