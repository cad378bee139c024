import type { FunctionBundle } from '../../model/bundle.js';
import type { ColdStartEstimate, StartCosts } from '../../model/cold-start.js';
import type { Impact, MessageData } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Budget } from '../../model/options.js';
import type { RuleMeta } from './define-rule.js';

export interface BundleProblem<MessageId extends string = string> {
  readonly messageId: MessageId;
  readonly data?: MessageData;
  /** The import to point at; without one, the function's declaration. */
  readonly entrance?: { readonly file: string; readonly specifier: string };
  /** Bytes at stake. Of functions that share a cause the heaviest is told, and the others are counted. */
  readonly bytes: number;
  /** Tells causes of one rule apart that are found at the same place: a package's name. */
  readonly cause?: string;
  /**
   * Functions with the same cause are told once for a deployment file, whose settings they share; for each by itself where each has a limit to
   * keep; or once for all where a whole project follows a habit.
   */
  readonly scope?: 'function' | 'file' | 'project';
  readonly impact?: Impact;
  /** Overrides the configured level downwards, never upwards. */
  readonly severity?: 'info';
}

export interface BundleRuleContext {
  readonly bundle: FunctionBundle;
  readonly fn: LambdaFunction;
  /** What its cold start is estimated to take. */
  readonly coldStart: ColdStartEstimate;
  /** What parts of it take of that. */
  readonly costs: StartCosts;
  /** Those whose globs match the function. */
  readonly budgets: readonly Budget[];
  /** The same function in the base that this run is compared with. */
  readonly base?: FunctionBundle;
  /** The rule's options for the file of the declaration, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A rule about what a function ships, not about its code. */
export interface BundleRule<MessageId extends string = string> {
  readonly meta: RuleMeta<MessageId>;
  /** Pure: yields problems of one function, reports nothing, changes nothing. */
  check(context: BundleRuleContext): Iterable<BundleProblem<MessageId>>;
  /** Whether it may find more in a run that is compared with a base, so that one that is not says little of comments about it. */
  findsMoreWithBase?(budgets: readonly Budget[]): boolean;
}

/** Identity function that keeps message ids as literal types, so that a misspelled id does not compile. */
export function defineBundleRule<const MessageId extends string>(rule: BundleRule<MessageId>): BundleRule<MessageId> {
  return rule;
}
