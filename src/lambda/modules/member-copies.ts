import { ts } from 'ts-morph';
import { type CallNode, memberName, unwrap } from '../../ast/nodes.js';

/** A call that gives an object the members of others: `Object.assign(a, b)`, `inherits(A, B)`. */
export interface MemberCopy {
  readonly target: ts.Expression;
  readonly sources: readonly ts.Expression[];
  /** From what `new Source()` would give, to what `new Target()` gives. */
  readonly isOfPrototypes: boolean;
}

/** Of `Object`, of `util`, of lodash; `__extends` is what compilers write for `class A extends B`. */
const COPYING = /^(assign|assignIn|extend|mixin|setPrototypeOf|_extends)$/;
const INHERITING = /^(inherits|__extends|_inherits|_inheritsLoose)$/;

export function memberCopiesOf(call: CallNode): readonly MemberCopy[] {
  const [target, ...sources] = call.arguments ?? [];
  const callee = unwrap(call.expression);
  const name = ts.isIdentifier(callee) ? callee.text : memberName(callee);
  if (!target || sources.length === 0 || name === undefined) return [];
  const isOfPrototypes = INHERITING.test(name);
  return isOfPrototypes || COPYING.test(name) ? [{ target, sources, isOfPrototypes }] : [];
}
