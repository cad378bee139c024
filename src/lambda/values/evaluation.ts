import type { ts } from 'ts-morph';
import type { CallNode, FunctionNode } from '../../ast/nodes.js';
import type { ClassIndex } from '../modules/class-index.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { AssignmentIndex } from './assignments.js';
import type { Memory } from './memory.js';
import type { Denoted } from './value.js';

/**
 * What the questions of this folder share: the code, its indexes, and the answers so far. Expressions, declarations, members and types ask
 * each other, so each file asks this for what the files above it know.
 */
export interface Evaluation {
  readonly graph: ModuleGraph;
  readonly assigned: AssignmentIndex;
  readonly classes: ClassIndex;
  readonly memory: Memory;
  callSitesOf(callee: FunctionNode): readonly CallNode[];
  /** What an expression denotes. */
  of(expression: ts.Expression): readonly Denoted[];
  /** What the declaration of a name stands for. */
  declared(node: ts.Declaration): readonly Denoted[];
  membersOf(values: readonly Denoted[], name: string): readonly Denoted[];
  returnsOf(callee: FunctionNode): readonly Denoted[];
}

export const NONE: readonly Denoted[] = [];
