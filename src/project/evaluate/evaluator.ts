import type { ts } from 'ts-morph';
import type { Workspace } from '../workspace.js';
import type { ModuleRecord } from './modules.js';
import type { ClassValue, Frame, FunctionValue, LibraryMember, LibraryObject, Value } from './values.js';

/** A method that was called on something from a package. */
export interface LibraryCall {
  readonly owner: LibraryObject | LibraryMember;
  readonly method: string;
  readonly args: readonly Value[];
}

/**
 * Runs deployment code in the head: follows imports, calls, classes and loops as far as they are static, takes both
 * branches of a condition that is not, and notes what is made of library classes. Nothing of the program is executed.
 */
export interface Evaluator {
  readonly workspace: Workspace;
  /** What `process.cwd()` is for this code. */
  readonly cwd: string;
  readonly modules: Map<string, ModuleRecord>;
  /** Everything made of a library's class, in order. */
  readonly created: LibraryObject[];
  readonly calls: LibraryCall[];
  /** Functions and classes that some call or `new` entered. */
  readonly entered: Set<ts.Node>;
  /** Everything callable that was seen, for those that nothing calls. */
  readonly seen: Map<ts.Node, FunctionValue | ClassValue>;
  readonly frames: Frame[];
  /** Expressions that may still be evaluated; bounds endless recursion and huge loops. */
  fuel: number;
  /** Expressions inside expressions at the moment; bounds the stack. */
  nesting: number;
}

/** Large programs of the field use a tenth of it. */
const FUEL = 300_000;

export function createEvaluator(workspace: Workspace, cwd: string): Evaluator {
  return {
    workspace,
    cwd,
    modules: new Map(),
    created: [],
    calls: [],
    entered: new Set(),
    seen: new Map(),
    frames: [],
    fuel: FUEL,
    nesting: 0,
  };
}
