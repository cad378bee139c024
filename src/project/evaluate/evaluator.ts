import type { ts } from 'ts-morph';
import type { Workspace } from '../workspace.js';
import type { Journal } from './journal.js';
import type {
  ClassValue,
  Frame,
  FunctionValue,
  LibraryMember,
  LibraryObject,
  ObjectValue,
  Scope,
  Value,
} from './values.js';

/** A method that was called on something from a package. */
interface EvaluatedCall {
  readonly owner: LibraryObject | LibraryMember;
  readonly method: string;
  readonly args: readonly Value[];
  /** Where it is called. */
  readonly node: ts.Node;
}

/** A loop over something from a package, of which nobody knows what is in it. */
interface OpenLoop {
  readonly owner: LibraryObject | LibraryMember;
  readonly node: ts.ForOfStatement;
  /** The names that its body sees. */
  readonly scope: Scope;
}

/** A method that was called on what is not known, and the calls that led there. */
interface OpenCall extends Omit<EvaluatedCall, 'owner'> {
  readonly frames: readonly Frame[];
}

export interface ModuleRecord {
  readonly scope: Scope;
  readonly exports: ObjectValue;
}

/**
 * Runs deployment code in the head: follows imports, calls, classes and loops as far as they are static, takes both
 * branches of a condition that is not and joins what they come to, and notes what is made of library classes. Nothing of the program is executed.
 * Expressions, calls, classes and statements hold each other, so each file asks this for what the others know.
 */
export interface Evaluator {
  readonly workspace: Workspace;
  /** What `process.cwd()` is for this code. */
  readonly cwd: string;
  readonly modules: Map<string, ModuleRecord>;
  /** Everything made of a library's class, in order. */
  readonly created: LibraryObject[];
  readonly calls: EvaluatedCall[];
  readonly loops: OpenLoop[];
  /** What sets defaults for something that a framework hands over (`app.setDefaultFunctionProps(…)`). */
  readonly openCalls: OpenCall[];
  /** Functions and classes that some call or `new` entered. */
  readonly entered: Set<ts.Node>;
  /** Functions that somebody else was given to call, by where they are written. */
  readonly calledBack: Map<ts.Node, Set<FunctionValue>>;
  /** Everything callable that was seen, for those that nothing calls. */
  readonly seen: Map<ts.Node, FunctionValue | ClassValue>;
  readonly frames: Frame[];
  /** Expressions that may still be evaluated; bounds endless recursion and huge loops. */
  fuel: number;
  /** Was a part of the program left out because it takes too many steps? */
  isCutShort: boolean;
  /** Expressions inside expressions at the moment; bounds the stack. */
  nesting: number;
  /** What is written where nobody knows whether it runs. */
  readonly journal: Journal;
  /** The value of an expression; its side effects on static values happen. */
  evaluate(node: ts.Expression, scope: Scope): Value;
  /** Calls a value. What is not ours gets its callbacks called once, so that what they make is seen. */
  call(callee: Value, args: readonly Value[], node: ts.Node): Value;
  /** Runs a function's body with the arguments bound; a parameter without an argument is unknown unless it has a default. */
  run(callee: FunctionValue, args: readonly Value[]): Value;
}
