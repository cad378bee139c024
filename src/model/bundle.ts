import type { Declaration } from './function.js';
import type { Problem } from './problem.js';

/** What one package adds to a function's bundle. Bytes are those in the built file, after minification and tree shaking. */
export interface PackageShare {
  /** `@aws-sdk/client-s3`. */
  readonly name: string;
  /** Of each copy in the bundle, sorted; more than one is a duplicate. Empty where no package.json says. */
  readonly versions: readonly string[];
  readonly bytes: number;
  /** What would leave the bundle if nobody imported the package: itself, and what only it brings in. */
  readonly onlyThroughBytes: number;
  readonly modules: number;
  readonly format: 'esm' | 'cjs' | 'mixed';
  /** Modules on the shortest way from the handler to the package, both included; relative to the root. */
  readonly chain: readonly string[];
}

/** A module of the project's own. */
export interface OwnModule {
  /** Relative to the root. */
  readonly file: string;
  readonly bytes: number;
}

export interface FunctionBundle {
  readonly functionId: string;
  readonly name: string;
  readonly declaredIn: Declaration;
  /** All files that are deployed, layers not counted. */
  readonly unzippedBytes: number;
  /** Of a real zip with deflate. */
  readonly zippedBytes: number;
  readonly sourceMapBytes: number;
  readonly modules: number;
  /** The largest first. */
  readonly packages: readonly PackageShare[];
  readonly own: readonly OwnModule[];
  /** Packages and built-in modules that the bundle expects to find where it runs. */
  readonly external: readonly string[];
  /** What the deployment file does not say and was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
}

export interface BundleReport {
  readonly root: string;
  /** In the order of the functions. */
  readonly functions: readonly FunctionBundle[];
  /** What kept a function from being built, or a part of it from being counted. */
  readonly problems: readonly Problem[];
}

/** Of a deployment package: the zip that is uploaded directly, and everything unpacked with its layers. */
export const LIMITS = { zippedBytes: 50 * 1024 * 1024, unzippedBytes: 250 * 1024 * 1024 } as const;
