import { ts } from 'ts-morph';
import type { FunctionNode } from '../../ast/nodes.js';
import { NONE } from './evaluation.js';
import type { Denoted } from './value.js';

/** What `new` makes of it; nothing where that is not known. */
export function constructedFrom(value: Denoted, node?: ts.NewExpression): readonly Denoted[] {
  if (value.kind === 'class') return [{ kind: 'instance', node: value.node }];
  if (value.kind === 'function') return isConstructor(value.node) ? [{ kind: 'constructed', node: value.node }] : NONE;
  if (value.kind === 'external' || value.kind === 'member') return [{ kind: 'made', by: value, node }];
  return NONE;
}

/** Arrow functions and methods cannot be called with `new`. */
function isConstructor(node: FunctionNode): boolean {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
}
