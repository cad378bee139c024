import type { Spread } from '../model/cold-start.js';
/** What of a figure is published for one runtime. */
export interface Floor {
  /** `nodejs22.x arm64 zip`. */
  readonly key: string;
  /** Milliseconds of Init Duration of a handler that loads nothing. */
  readonly ms: Spread;
  readonly source: string;
}

/**
 * Everything the model knows in numbers, made by `npm run calibrate`. Local milliseconds are those of the machine that measured the
 * packages; factors turn them into milliseconds on Lambda.
 */
export interface Parameters {
  readonly floors: readonly Floor[];
  /** Lambda ms per local ms of loading a bundle that was started here. */
  readonly bundleFactor: Spread;
  /** Lambda ms per local ms of loading files that no bundler joined, started here. */
  readonly filesFactor: Spread;
  /** Lambda ms per local ms that the table of packages gives for a bundle; reading it is not among them. */
  readonly tableBundleFactor: Spread;
  /** Lambda ms per local ms that the table of packages gives for files. */
  readonly tableFilesFactor: Spread;
  /** Init Duration against the size of one loaded file: above the floor, at these bytes, between which it is interpolated. */
  readonly reading: readonly (readonly [bytes: number, ms: number])[];
  readonly readingSource: string;
  /** The first client of SDK v3 that the runtime brings, and each further one. */
  readonly runtimeClient: Spread;
  readonly furtherRuntimeClient: Spread;
  /** The whole SDK v2 that the runtime brings (up to nodejs16.x). */
  readonly runtimeV2: Spread;
  readonly runtimeSource: string;
  /** Local ms against those of the Node version that measured the packages, by major version. */
  readonly nodeFactors: Readonly<Record<string, number>>;
  /** Sources that took part, for those who ask where a factor comes from. */
  readonly factorSource: string;
}
