import type { RewrittenModule, Substitute } from '../what-if/substitute.js';
import type { BundlerOptions } from './bundler-options.js';
import type { HandledImport } from './module-graph.js';
import type { SpecialFileGuardInput } from './special-files.js';

/** What is to be built together. */
export interface BuildRequest extends SpecialFileGuardInput {
  /** Each path once. */
  readonly entries: readonly EntryPoint[];
  readonly options: BundlerOptions;
  /** Absolute folder that paths in the options, and those in the metafile, are relative to. */
  readonly folder: string;
  /** For the build of a variant. */
  readonly substitutes?: readonly Substitute[];
  readonly rewritten?: readonly RewrittenModule[];
  /** Imports that an earlier build has told of: once their names are left out for others, no build does any more. */
  readonly handled?: readonly HandledImport[];
}

export interface EntryPoint {
  /** Absolute. */
  readonly path: string;
  /** Where it would be built, relative to the folder; `*` stands for a folder of its own. Nothing is written there. */
  readonly builtAt: string;
}

/** Each file once, however many functions it holds. */
export function entryPointsOf(
  plans: readonly { readonly entry: string; readonly builtAt: string }[],
): readonly EntryPoint[] {
  return [...new Map(plans.map(({ entry, builtAt }) => [entry, { path: entry, builtAt }])).values()];
}

/** Where an entry is built, relative to the folder. */
export function outputOf({ builtAt }: EntryPoint, index: number): string {
  return builtAt.replace('*', String(index));
}

/** The same request, with names that are left out of the bundles. */
export function withoutNames(request: BuildRequest, names: readonly string[]): BuildRequest {
  const { options } = request;
  return { ...request, options: { ...options, external: [...(options.external ?? []), ...names] } };
}
