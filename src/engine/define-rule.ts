import type { ts } from 'ts-morph';
import type { FunctionNode, Program } from '../lambda/program.js';
import type { Impact, Severity } from '../model/finding.js';

export interface RuleOption {
  /** JSON schema fragment, without default. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: unknown;
  readonly description: string;
}

export interface Evidence {
  readonly claim: string;
  readonly source: string;
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
  readonly messages: Readonly<Record<MessageId, string>>;
  readonly options: Readonly<Record<string, RuleOption>>;
  /** Figures that the page and the messages stand on. */
  readonly evidence: readonly Evidence[];
}

export interface Problem<MessageId extends string = string> {
  readonly node: ts.Node;
  /** Where the report ends, when it covers more than one node. */
  readonly endNode?: ts.Node;
  readonly messageId: MessageId;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly related?: readonly { readonly node: ts.Node; readonly message: string }[];
  readonly impact?: Impact;
  /** Overrides the configured level downwards, never upwards: for a claim that the rule cannot fully prove. */
  readonly severity?: 'info';
  /** The function whose callers are the reach; the innermost function around `node` when absent. */
  readonly within?: FunctionNode;
}

export interface RuleContext {
  readonly program: Program;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Rule<MessageId extends string = string> {
  readonly meta: RuleMeta<MessageId>;
  /** Pure: yields problems, reports nothing, changes nothing. Called once per run. */
  check(context: RuleContext): Iterable<Problem<MessageId>>;
}

/** Identity function that keeps message ids as literal types, so that a misspelled id does not compile. */
export function defineRule<const MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> {
  return rule;
}
