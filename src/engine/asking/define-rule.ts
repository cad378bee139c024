import type { ts } from 'ts-morph';
import type { Module } from '../../lambda/modules/modules.js';
import type { Program } from '../../lambda/program.js';
import type { InitCost, StartCosts } from '../../model/cold-start.js';
import type { Finding, Fix, Impact, MessageData, Severity } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';

interface RuleOption {
  /** JSON schema fragment, without default. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: unknown;
  readonly description: string;
}

interface Evidence {
  readonly claim: string;
  readonly source: string;
}

/** A message that is told by other settings than its rule is. */
export interface OwnMessage {
  readonly text: string;
  /** In the place of the rule's; a config that makes the rule milder makes this milder, too. */
  readonly severity?: Severity;
  /** Told only where the config takes this preset, though the rule runs without it. */
  readonly preset?: 'strict';
}

export interface RuleMeta<MessageId extends string = string> {
  readonly id: string;
  /** One line, no full stop: what the rule reports. */
  readonly summary: string;
  readonly category: 'latency' | 'cold-start' | 'cost';
  readonly severity: Severity;
  readonly preset: 'recommended' | 'strict' | 'experimental';
  readonly fix: 'safe' | 'suggestion' | 'none';
  /** The version it appeared in. */
  readonly since: string;
  /** `{name}` is replaced by the problem's data. What is wrong, why it matters, what to do. */
  readonly messages: Readonly<Record<MessageId, string | OwnMessage>>;
  readonly options: Readonly<Record<string, RuleOption>>;
  /** Figures that the page and the messages stand on. */
  readonly evidence: readonly Evidence[];
  /** Code that it reports is struck through in editors. */
  readonly isAboutDeprecated?: boolean;
  /** Its fixes take code along that fixes of other rules would change; the other way round, they would find nothing more to do. */
  readonly isFixedFirst?: boolean;
  /** What of a budget it watches over. */
  readonly budget?: 'size' | 'start';
}

export interface Related {
  readonly node: ts.Node;
  readonly message: string;
  /** It is what the problem is about, as much as the problem's own place: a comment at either speaks of both. */
  readonly isPart?: boolean;
}

export interface RuleProblem<MessageId extends string = string> {
  /** The call, the await, the construction, the import: no more than what is wrong. What belongs to it is related. */
  readonly node: ts.Node;
  readonly messageId: MessageId;
  readonly data?: MessageData;
  readonly related?: readonly Related[];
  readonly impact?: Impact;
  /** What it is about, where that is a package: what a function was found to take of it then stands in the place of the impact. */
  readonly package?: string;
  /** Overrides the configured level downwards, never upwards: for a claim that the rule cannot fully prove. */
  readonly severity?: 'info';
  /** `load`: the code costs where its module is loaded, not where it is called. */
  readonly reach?: 'call' | 'load' | LoadReach;
  /** Ways to mend it, the best first; asked for once. Their edits name files by absolute path. */
  readonly fixes?: () => readonly Fix[];
}

/** Code that costs the functions that load it before they serve; the call path leads to where it is used. */
interface LoadReach {
  readonly functions: readonly LambdaFunction[];
  readonly use: ts.Node;
}

interface RuleContext {
  readonly program: Program;
  /** The file that is asked about. */
  readonly module: Module;
  /** The rule's options for this file, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Rule<MessageId extends string = string> {
  readonly meta: RuleMeta<MessageId>;
  /** Pure: yields problems of one file, reports nothing, changes nothing. */
  check(context: RuleContext): Iterable<RuleProblem<MessageId>>;
  /**
   * What there is to say once the functions of a finding were built: what they themselves take, in the place of what is known in general.
   * `undefined` where that is nothing new.
   */
  refine?(finding: Finding, taking: CostLookup, options: RuleContext['options']): Refinement | undefined;
}

/** What the functions of a finding, as far as they were built, take of something at their start. */
export type CostLookup = (costOf: (start: StartCosts) => InitCost | undefined) => StartShare | undefined;

interface StartShare {
  /** From the lowest to the highest; the middle and the words are those of the function where it is the largest. */
  readonly cost: InitCost;
  /** Of all functions that the finding reaches. */
  readonly isOfAll: boolean;
}

interface Refinement {
  /** It is not worth a word. */
  readonly isNothing?: boolean;
  readonly impact?: Impact;
  /** In the place of what the message was filled in with. */
  readonly data?: MessageData;
}

/** Identity function that keeps message ids as literal types, so that a misspelled id does not compile. */
export function defineRule<const MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> {
  return rule;
}
