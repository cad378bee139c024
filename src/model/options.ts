import type { Severity } from './finding.js';
import type { BuildSettings } from './function.js';

export type RuleLevel = Severity | 'off';

export interface RuleSetting {
  readonly level: RuleLevel;
  readonly options: Readonly<Record<string, unknown>>;
  /** Also what the rule tells in the preset `strict` only. */
  readonly isStrict?: boolean;
}

/** Rule settings for the files that match; later entries win over earlier ones. */
export interface Override {
  /** Absolute folder that the globs are relative to. */
  readonly base: string;
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, Partial<RuleSetting>>>;
}

/** A client that a project wants treated like an SDK client: made by `new NAME()` or `NAME()` from that module. */
export interface ClientSpec {
  readonly module: string;
  /** Export names; `default` for the default export. */
  readonly exports: readonly string[];
  readonly description?: string;
}

/** A function that the deployment files do not show, named in the config. */
export interface DeclaredHandler {
  /** Glob of handler files, relative to the root. */
  readonly file: string;
  readonly export: string;
}

/** A size in bytes, or a share of what it is compared with. */
export type Growth = { readonly bytes: number } | { readonly percent: number };

/** Which functions something in a config file is about, and where it stands. */
export interface FunctionFilter {
  /** Absolute folder of the config file: functions that are declared elsewhere are none of its business. */
  readonly base: string;
  /** Globs of function names. */
  readonly functions: readonly string[];
  readonly place?: ConfigPlace;
}

/** Where something stands in a config file. */
export interface ConfigPlace {
  /** Absolute. */
  readonly path: string;
  /** 1-based; the first of a config file that is code. */
  readonly line: number;
}

/** What functions may weigh. Sizes are in bytes. */
export interface Budget extends FunctionFilter {
  readonly zippedBytes?: number;
  readonly unzippedBytes?: number;
  /** What the estimate of its Init Duration may be, in the middle of its range; of a lower bound, the low end. */
  readonly coldStartMs?: number;
  /** Package → what it may weigh in each function; 0 keeps it out. */
  readonly packages: Readonly<Record<string, number>>;
  /** How much the zip may grow against the base that a run is compared with. */
  readonly growth?: Growth;
}

/** Build settings that no deployment file states. */
export interface GivenBuild extends FunctionFilter {
  readonly runtime?: string;
  readonly build: Partial<BuildSettings>;
}

export interface BundleOptions {
  readonly budgets: readonly Budget[];
  /** Later ones win. */
  readonly builds: readonly GivenBuild[];
}

/** Validated, defaulted and absolute: made in one place (`src/config/resolve-options.ts`), trusted everywhere else. */
export interface Options {
  /** Absolute folder that is analysed; paths in results are relative to it. */
  readonly root: string;
  /** Absolute files or folders: findings elsewhere are left out. Empty means the root. */
  readonly paths: readonly string[];
  /** Of these, what only a link leads to: it is looked at, and not changed, as others may reach it who are not seen from here. */
  readonly linkedPaths?: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly Override[];
  /** Globs relative to the root that are neither searched for functions nor reported on. */
  readonly ignore: readonly string[];
  readonly clients: readonly ClientSpec[];
  readonly handlers: readonly DeclaredHandler[];
  readonly bundle: BundleOptions;
  readonly requireSuppressionReason: boolean;
  readonly reportUnusedSuppressions: boolean;
}
