import type { Severity } from '../model/finding.js';
import type { BuildSettings } from '../model/function.js';
import type { ClientSpec, DeclaredHandler, RuleLevel } from '../model/options.js';

/** `"warning"`, or `["warning", { "option": 1 }]`. */
type RawRuleSetting = RuleLevel | readonly [RuleLevel, Readonly<Record<string, unknown>>];

export type RawRules = Readonly<Record<string, RawRuleSetting>>;

export type Preset = 'recommended' | 'strict';

/** A config file as its author wrote it, after validation. The JSON schema of the same shape is in `schema.ts`. */
export interface RawConfig {
  readonly $schema?: string;
  readonly root?: boolean;
  readonly preset?: Preset;
  readonly rules?: RawRules;
  readonly ignore?: readonly string[];
  readonly clients?: readonly ClientSpec[];
  readonly handlers?: readonly DeclaredHandler[];
  readonly bundle?: { readonly budgets?: readonly RawBudget[]; readonly builds?: readonly RawBuild[] };
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: RawRules }[];
  readonly suppressions?: { readonly requireReason?: boolean; readonly reportUnused?: boolean };
}

/** Sizes are numbers of bytes, or texts such as `1 MB`. */
export interface RawBudget {
  readonly functions?: readonly string[];
  readonly zipped?: number | string;
  readonly unzipped?: number | string;
  readonly packages?: Readonly<Record<string, number | string>>;
  readonly growth?: number | string;
  readonly coldStartMs?: number;
}

export interface RawBuild extends Partial<BuildSettings> {
  readonly functions?: readonly string[];
  readonly runtime?: string;
}

/** What the config needs to know of a rule; a rule's metadata has this shape. */
export interface ConfigurableRule {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly preset: 'recommended' | 'strict' | 'experimental';
  readonly options: Readonly<
    Record<
      string,
      { readonly schema: Readonly<Record<string, unknown>>; readonly default: unknown; description: string }
    >
  >;
}
