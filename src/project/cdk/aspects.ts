import { ts } from 'ts-morph';
import type { Evaluator } from '../evaluate/evaluator.js';
import { InstanceValue, LibraryMember, LibraryObject, Unknown, type Value } from '../evaluate/values.js';
import { isCdkModule, libraryObjectBehind } from './constructs.js';
import { type Code, codeBroughtBy, writingsOf } from './visitor-code.js';

/** Something that a visitor of all constructs may write into a function. Which ones it meets, and when, is not followed. */
interface Visited {
  readonly steps: readonly string[];
  readonly value: Unknown;
  readonly node: ts.Node;
  readonly isMerged: true;
}

/** What code may write into the constructs that it meets, and where it meets them. */
interface Visitor {
  readonly scope: Value;
  readonly writings: readonly Visited[];
}

/** What visitors of all constructs may write into a function: aspects, and what goes through the children of a construct. */
export function writtenByVisitors(evaluator: Evaluator, object: LibraryObject): readonly Visited[] {
  return visitorsOf(evaluator).flatMap(({ scope, writings }) => (mayBeIn(object, scope) ? writings : []));
}

/** Every function asks for them, and programs make thousands of calls. */
const known = new WeakMap<Evaluator['calls'], { readonly count: number; readonly visitors: readonly Visitor[] }>();

function visitorsOf(evaluator: Evaluator): readonly Visitor[] {
  const { calls, loops } = evaluator;
  const before = known.get(calls);
  if (before?.count === calls.length) return before.visitors;
  const visits = [...calls.flatMap(visitsIn), ...loops.flatMap(visitsInLoop)];
  const visitors = visits.flatMap(({ scope, code }): Visitor[] => {
    const writings = writingsOf(evaluator, code).map(({ name, node }): Visited => {
      return { steps: [name], value: new Unknown('what visits all constructs may write it'), node, isMerged: true };
    });
    return writings.length === 0 ? [] : [{ scope, writings }];
  });
  known.set(calls, { count: calls.length, visitors });
  return visitors;
}

interface Visit {
  readonly scope: Value;
  readonly code: readonly Code[];
}

/** `Aspects.of(scope).add(aspect)`, `scope.node.findAll().forEach((each) => …)`. */
function visitsIn({ owner, method, args }: Evaluator['calls'][number]): readonly Visit[] {
  const scope = method === 'add' ? scopeOfAspects(owner) : scopeOfChildren(owner);
  return scope ? [{ scope: scope.value, code: args.flatMap(codeBroughtBy) }] : [];
}

/** `for (const each of scope.node.children) …`. */
function visitsInLoop({ owner, node, scope: names }: Evaluator['loops'][number]): readonly Visit[] {
  const scope = scopeOfChildren(owner);
  return scope ? [{ scope: scope.value, code: [{ node, scope: names }] }] : [];
}

function scopeOfAspects(owner: Value): { readonly value: Value } | undefined {
  const made = libraryObjectBehind(owner);
  if (made?.type.path.slice(-2).join('.') !== 'Aspects.of') return undefined;
  return isCdkModule(made.type.module) || made.type.module === 'cdktf' ? { value: made.args[0] } : undefined;
}

function scopeOfChildren(owner: Value): { readonly value: Value } | undefined {
  for (let current = owner; current instanceof LibraryMember; current = current.owner) {
    const { name, owner: node } = current;
    const isAll = name === 'children' || name === 'findAll';
    if (isAll && node instanceof LibraryMember && node.name === 'node') return { value: node.owner };
  }
  return undefined;
}

/** Is it made in that scope, as far as anybody can tell? */
function mayBeIn(object: LibraryObject, scope: Value): boolean {
  const root = scope instanceof InstanceValue ? scope : libraryObjectBehind(scope);
  if (root === undefined || (scope !== root && !(scope instanceof InstanceValue))) return true;
  // `Stack.of(this)` gives one that is made elsewhere.
  if (root instanceof LibraryObject && ts.isCallExpression(root.node) && root.type.path.at(-1) === 'of') return true;
  const seen = new Set<Value>();
  for (let current: Value = object; !seen.has(current); current = parentOf(current)) {
    seen.add(current);
    if (current === root || (root instanceof InstanceValue && current === root.base)) return true;
    if (current instanceof InstanceValue && current.base === root) return true;
    if (current === undefined) return false;
    if (!(current instanceof InstanceValue || current instanceof LibraryObject)) return true;
  }
  return false;
}

function parentOf(value: Value): Value {
  const made = value instanceof InstanceValue ? value.base : value;
  return made instanceof LibraryObject ? made.args[0] : made;
}
