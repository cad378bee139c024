import type { Owner } from '../ast/nodes.js';
import type { LambdaFunction } from '../model/function.js';
import type { CallGraph } from './calls/call-graph.js';
import type { OwnerFacts } from './modules/file-facts.js';
import type { Module, ModuleGraph } from './modules/modules.js';
import type { Reach } from './reach/reach.js';
import type { Values } from './values/values.js';

/** The first facts of a run, which all others ask: the code, what its names stand for, who calls whom, and what invocations come to. */
export interface Foundation {
  readonly root: string;
  readonly functions: readonly LambdaFunction[];
  readonly modules: ReadonlyMap<string, Module>;
  readonly graph: ModuleGraph;
  /** What names stand for as sure as code can tell; enough to change code. */
  readonly values: Values;
  /** Also what lists, maps and callbacks may hand on; enough to follow calls. */
  readonly possible: Values;
  readonly calls: CallGraph;
  readonly reach: Reach;
  factsOf(owner: Owner): OwnerFacts;
  /** The functions whose module graph holds the file. */
  functionsLoading(path: string): readonly LambdaFunction[];
}
