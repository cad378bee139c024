import { ts } from 'ts-morph';
import { TEMPLATE_NAMES } from '../cloudformation/settings.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { FunctionValue, InstanceValue, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { isCdkModule, libraryObjectBehind } from './constructs.js';

/** Something that a visitor of all constructs may write into a function. Which ones it meets, and when, is not followed. */
interface Visited {
  readonly steps: readonly string[];
  readonly value: Unknown;
  readonly node: ts.Node;
  readonly isMerged: true;
}

/** What an aspect may write, and where. */
interface Visitor {
  readonly scope: Value;
  readonly writings: readonly Visited[];
}

/** What `Aspects.of(scope).add(aspect)` may write into a function in that scope. */
export function writtenByAspects(evaluator: Evaluator, object: LibraryObject): readonly Visited[] {
  return visitorsOf(evaluator).flatMap(({ scope, writings }) => (mayBeIn(object, scope) ? writings : []));
}

/** Every function asks for them, and programs make thousands of calls. */
const known = new WeakMap<Evaluator['calls'], { readonly count: number; readonly visitors: readonly Visitor[] }>();

function visitorsOf({ calls }: Evaluator): readonly Visitor[] {
  const before = known.get(calls);
  if (before?.count === calls.length) return before.visitors;
  const visitors = calls.flatMap(aspectsIn);
  known.set(calls, { count: calls.length, visitors });
  return visitors;
}

function aspectsIn({ owner, method, args }: Evaluator['calls'][number]): readonly Visitor[] {
  if (method !== 'add') return [];
  const made = libraryObjectBehind(owner);
  if (made?.type.path.slice(-2).join('.') !== 'Aspects.of' || !isCdkModule(made.type.module)) return [];
  const writings = args.flatMap(codeOfVisitor).flatMap(writingsIn);
  return writings.length === 0 ? [] : [{ scope: made.args[0], writings }];
}

function codeOfVisitor(visitor: Value): readonly ts.Node[] {
  if (visitor instanceof InstanceValue) return [visitor.type.node];
  if (!(visitor instanceof ObjectValue)) return [];
  return [...visitor.properties.values()].flatMap((each) => (each instanceof FunctionValue ? [each.node] : []));
}

/** Names of settings as templates have them, and as JavaScript does. */
const PROPERTIES = new Set(Object.values(TEMPLATE_NAMES).map((name) => name.split('.')[0]!));

const writingsOf = new WeakMap<ts.Node, readonly Visited[]>();

/** Stages add the same aspect anew. */
function writingsIn(code: ts.Node): readonly Visited[] {
  const all = writingsOf.get(code) ?? findWritings(code);
  writingsOf.set(code, all);
  return all;
}

function findWritings(code: ts.Node): readonly Visited[] {
  const found: Visited[] = [];
  const visit = (node: ts.Node) => {
    const name = writtenName(node);
    if (name !== undefined && PROPERTIES.has(name))
      found.push({ steps: [name], value: new Unknown('an aspect may write it'), node, isMerged: true });
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

/** `MemorySize` of `cfn.memorySize = …` and of `cfn.addPropertyOverride('MemorySize', …)`. */
function writtenName(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) ? left.name.text.replace(/^./, (char) => char.toUpperCase()) : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [path] = node.arguments;
  const isOverride = /^add(Property)?(Deletion)?Override$/.test(node.expression.name.text);
  if (!isOverride || path === undefined || !ts.isStringLiteralLike(path)) return undefined;
  return path.text.replace(/^Properties\./, '').split('.')[0];
}

/** Is it made in that scope, as far as anybody can tell? */
function mayBeIn(object: LibraryObject, scope: Value): boolean {
  const root = scope instanceof InstanceValue ? scope : libraryObjectBehind(scope);
  if (root === undefined || (scope !== root && !(scope instanceof InstanceValue))) return true;
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
