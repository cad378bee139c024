import type { ts } from 'ts-morph';
import { NONE } from './evaluation.js';
import type { Denoted } from './value.js';

/** What `new` makes of it; nothing where that is not known. */
export function constructedFrom(value: Denoted, node?: ts.NewExpression): readonly Denoted[] {
  if (value.kind === 'class') return [{ kind: 'instance', node: value.node }];
  if (value.kind === 'external' || value.kind === 'member') return [{ kind: 'made', by: value, node }];
  return NONE;
}
