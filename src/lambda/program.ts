import type { ts } from 'ts-morph';

/** Anything with a body of its own that can be entered. */
export type FunctionNode = ts.FunctionLikeDeclaration;

/** All facts of one run; what rules ask. */
export interface Program {
  readonly files: ReadonlyMap<string, ts.SourceFile>;
}
