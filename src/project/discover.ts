import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { DeclaredHandler } from '../model/options.js';
import type { Problem } from '../model/problem.js';

export interface DiscoveryOptions {
  /** Absolute. */
  readonly root: string;
  /** Globs relative to the root. */
  readonly ignore: readonly string[];
  readonly handlers: readonly DeclaredHandler[];
}

export interface Discovery {
  /** Sorted by id, ids unique. */
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  readonly problems: readonly Problem[];
}

/** Finds the functions of every project below the root; throws only for bugs. */
export async function discoverFunctions(_options: DiscoveryOptions, _host: Host): Promise<Discovery> {
  return { functions: [], unresolved: [], problems: [] };
}
