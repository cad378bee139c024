import type { CallNode, FunctionNode } from '../../ast/nodes.js';
import type { ClassIndex } from '../class-index.js';
import type { ModuleGraph } from '../modules.js';
import type { Value } from '../value.js';
import type { AssignmentIndex } from './assignments.js';
import type { Memory } from './memory.js';

/** What the questions of this folder share: the code, its indexes, and the answers so far. */
export interface Evaluation {
  readonly graph: ModuleGraph;
  readonly assigned: AssignmentIndex;
  readonly classes: ClassIndex;
  readonly memory: Memory;
  callSitesOf(callee: FunctionNode): readonly CallNode[];
}

export const NONE: readonly Value[] = [];
