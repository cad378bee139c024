import type { FunctionBundle, PackageShare } from './bundle.js';
import type { Problem } from './problem.js';

export interface Sizes {
  readonly zippedBytes: number;
  readonly unzippedBytes: number;
}

/** One package, or one file of the project's own, that weighs more or less than before. */
export interface SizeCause {
  /** Of a package, or the path of a file relative to the root. */
  readonly name: string;
  readonly kind: 'package' | 'own';
  /** 0 where it was not there. */
  readonly before: number;
  /** 0 where it is gone. */
  readonly after: number;
  /** Missing where there is none, or the package does not say. */
  readonly versionBefore?: string;
  readonly versionAfter?: string;
  /** The import that brings a package in now. */
  readonly entrance?: PackageShare['entrance'];
}

export interface FunctionComparison {
  readonly functionId: string;
  readonly name: string;
  /** Missing for a function that is new. */
  readonly before?: Sizes;
  /** Missing for a function that is gone. */
  readonly after?: Sizes;
  /** Packages that are not there, on either side; with any, sizes are lower bounds. */
  readonly missing?: readonly string[];
  /** Those whose bytes differ, the greatest difference first. */
  readonly causes: readonly SizeCause[];
}

/** A function of which one side is not known, or lacks what the other has, so that figures would mislead. */
export interface IncomparableFunction {
  readonly functionId: string;
  readonly name: string;
  readonly reason: string;
}

/** What a run is compared with. */
export interface ComparisonBase {
  /** As the user named it. */
  readonly name: string;
  readonly functions: readonly FunctionBundle[];
  /** Why functions are missing there, with places as they were there. */
  readonly problems: readonly Problem[];
}

/** A run against an earlier state of the same project. */
export interface BundleComparison {
  /** What was compared with, as the user named it. */
  readonly base: string;
  /** Functions whose sizes differ, the most grown first. */
  readonly changed: readonly FunctionComparison[];
  /** Functions of which it is not known whether they changed; they count nowhere else. */
  readonly incomparable: readonly IncomparableFunction[];
  /** Functions that weigh the same. */
  readonly unchanged: number;
  /** Of these, those that lack the same packages on both sides. */
  readonly unchangedInPart?: number;
}
