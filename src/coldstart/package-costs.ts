/** What loading one package took, by itself: without the packages that it depends on and without Node's own modules. */
export interface PackageCost {
  /** That was measured. */
  readonly version: string;
  /** Bundled and minified: bytes of it, and local ms of running them. One for each import that was measured: all of it, or a part. */
  readonly bundle: readonly Sample[];
  /** As files: bytes that are read of it, and local ms of finding, compiling and running them. */
  readonly files: readonly Sample[];
  /** Bundled, with all packages that it brings in; of packages that functions import by name. */
  readonly withAll?: Sample;
}

/** The one of the whole package: of parts there are others before it. */
export function wholeSample(samples: readonly Sample[]): Sample | undefined {
  return samples.at(-1);
}

export type Sample = readonly [bytes: number, ms: number];

/** Costs by kilobyte of packages that nobody measured, taken from those that were. */
export interface Fallback {
  /** Local ms by kB of minified code: the tenth percentile, the mean by bytes and the ninetieth percentile of packages of that kind. */
  readonly bundle: Readonly<Record<'esm' | 'cjs', readonly [low: number, mid: number, high: number]>>;
  /** Local ms by kB of files as they are published. */
  readonly files: readonly [low: number, mid: number, high: number];
}

/** Made by `npm run measure-packages`. Local ms are of one machine, at rest, with the Node version that is named. */
export interface MeasuredPackages {
  readonly date: string;
  readonly node: string;
  readonly costs: Readonly<Record<string, PackageCost>>;
  readonly fallback: Fallback;
  /** Bytes of a minified bundle by bytes of one that is not, and by bytes of the files it was made from. */
  readonly minified: { readonly ofBundle: number; readonly ofFiles: number };
}
