import type { Severity } from '../model/finding.js';
import type { AnalysisResult } from '../model/result.js';

/** What a report says about a rule. A rule's metadata has this shape. */
export interface ReportedRule {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly category: string;
}

/** What a formatter knows besides the result. */
export interface ReportContext {
  readonly version: string;
  readonly rules: readonly ReportedRule[];
  /** Whether the output may hold terminal colours. */
  readonly useColors: boolean;
  /** Findings that the threshold keeps out of the report. */
  readonly hiddenByThreshold?: number;
  /** The run fails, for what is shown or for what is not. */
  readonly hasFailed?: boolean;
  /** Absolute folder that hints for the command line start from, when that is not the analysed one. */
  readonly cwd?: string;
  /** Absolute: what was asked to look at and may be fixed, when that is not all of the root. */
  readonly paths?: readonly string[];
  readonly fixPlaces?: FixPlaces;
  /** Absolute folder that a CI system's paths are relative to, when that is not the analysed one. */
  readonly workspace?: string;
}

/** What a command line names so that files are fixed, too, that this run leaves alone; absolute. */
export interface FixPlaces {
  /** What this run was asked for. */
  readonly asked: readonly string[];
  /** By file as results name it: the file itself, or a folder around it in which nothing else is fixed that was not meant. */
  readonly of: ReadonlyMap<string, string>;
}

/** Pure: the whole output as one string that ends with a line break. */
export type Formatter = (result: AnalysisResult, context: ReportContext) => string;
