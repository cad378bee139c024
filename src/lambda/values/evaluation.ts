import type { ts } from 'ts-morph';
import type { CallNode, FunctionNode } from '../../ast/nodes.js';
import type { ClassIndex } from '../modules/class-index.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { AssignmentIndex } from './assignments.js';
import type { CallSites } from './call-sites.js';
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
  readonly lists: Lists;
  readonly injection: Injection;
  readonly sites: CallSites;
  /** What an expression denotes. */
  of(expression: ts.Expression): readonly Denoted[];
  /** What the declaration of a name stands for. */
  declared(node: ts.Declaration): readonly Denoted[];
  membersOf(values: readonly Denoted[], name: string): readonly Denoted[];
  returnsOf(callee: FunctionNode): readonly Denoted[];
}

/** What lists, sets and maps hold, and what is handed from there to loops and callbacks. */
export interface Lists {
  /** `new Map()`, `new Set()`; undefined where it makes none. */
  made(node: ts.NewExpression): readonly Denoted[] | undefined;
  /** What a call of a list's method, or of a function of the language that makes lists, gives; undefined where it is neither. */
  called(call: ts.CallExpression): readonly Denoted[] | undefined;
  /** What iterating over a value yields. */
  elementsOf(value: Denoted): readonly Denoted[];
  /** The element at a place. */
  elementAt(value: Denoted, index: number): readonly Denoted[];
  /** What a function that is handed to a call is given in place of one of its parameters. */
  handed(call: ts.CallExpression, index: number): readonly Denoted[];
  /** All that is behind `value[name]` for a name that only the run knows. */
  anyMember(value: Denoted): readonly Denoted[];
}

/** What containers were told to give. */
export interface Injection {
  /** Under a key: a string, a symbol, a class, or the name that holds one. */
  given(key: ts.Expression | string): readonly Denoted[];
  /** Objects of the classes of ours that a call of a package is given: `plainToInstance(Order, body)`. */
  madeBy(call: CallNode): readonly Denoted[];
  /** Is the class or function handed all that the container knows, by name? */
  isMadeByNames(node: ts.Node): boolean;
}

export const NONE: readonly Denoted[] = [];
