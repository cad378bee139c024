import type { BundleGraph } from './module-graph.js';

/** What a build came to; each entry is either in the bundles or in the problems. */
export interface BuildOutcome {
  readonly bundles: ReadonlyMap<string, BuiltBundle>;
  /** Why an entry could not be built, in esbuild's own words. */
  readonly problems: ReadonlyMap<string, readonly BuildProblem[]>;
  /** Packages that are not installed; they are left out of the bundles. */
  readonly missing: readonly string[];
}

/** One built function, in memory. */
export interface BuiltBundle {
  readonly code: Uint8Array;
  readonly sourceMap?: Uint8Array;
  readonly graph: BundleGraph;
  /** What loaders write beside the code, and texts of licences: name → content. */
  readonly further: Readonly<Record<string, Uint8Array>>;
  /** Where the project's own code loads a module by a name that is known only when it runs. */
  readonly unfollowed: readonly BuildPlace[];
}

/** Absolute, 1-based. */
export interface BuildPlace {
  readonly path: string;
  readonly line: number;
}

export interface BuildProblem {
  readonly message: string;
  /** Relative to the folder. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}
