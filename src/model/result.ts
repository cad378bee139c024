import type { Finding, Fix } from './finding.js';
import type { LambdaFunction, UnresolvedFunction } from './function.js';
import type { Problem } from './problem.js';

interface Summary {
  /** Code files that a function reaches; with `Options.paths`, those below them. */
  readonly filesAnalysed: number;
  readonly functions: number;
  /** Active findings that `Options.paths` leave out. */
  readonly findingsElsewhere: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly durationMs: number;
}

export interface Timing {
  readonly kind: 'phase' | 'rule';
  readonly name: string;
  readonly ms: number;
}

export interface AnalysisResult {
  readonly root: string;
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  /** Sorted by file, line, column, rule. Suppressed ones are included and marked. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly summary: Summary;
  readonly timing: readonly Timing[];
}

export interface FileChange {
  /** Relative to the root. */
  readonly file: string;
  /** Without byte order mark. */
  readonly before: string;
  readonly after: string;
}

export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
  /** What a transformation leaves for a person to do. */
  readonly notes: readonly string[];
}

export interface FixOutcome {
  /** Sorted by file. */
  readonly changes: readonly FileChange[];
  readonly applied: readonly AppliedFix[];
  /** Of the code with the fixes in it; a fix that had to be given up is among its problems. */
  readonly result: AnalysisResult;
}
