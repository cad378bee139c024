import type { PackageShare } from './bundle.js';

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
  /** Those whose bytes differ, the greatest difference first. */
  readonly causes: readonly SizeCause[];
}

/** A run against an earlier state of the same project. */
export interface BundleComparison {
  /** What was compared with, as the user named it. */
  readonly base: string;
  /** Functions whose sizes differ, the most grown first. */
  readonly changed: readonly FunctionComparison[];
  /** Functions that weigh the same. */
  readonly unchanged: number;
}
