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

/** What `Aspects.of(scope).add(aspect)` may write into a function in that scope. */
export function writtenByAspects({ calls }: Evaluator, object: LibraryObject): readonly Visited[] {
  return calls.flatMap(({ owner, method, args }) => {
    const made = libraryObjectBehind(owner);
    const isAspect = method === 'add' && made?.type.path.slice(-2).join('.') === 'Aspects.of';
    if (!isAspect || !isCdkModule(made.type.module) || !mayBeIn(object, made.args[0])) return [];
    return args.flatMap(codeOfVisitor).flatMap(writingsIn);
  });
}

function codeOfVisitor(visitor: Value): readonly ts.Node[] {
  if (visitor instanceof InstanceValue) return [visitor.type.node];
  if (!(visitor instanceof ObjectValue)) return [];
  return [...visitor.properties.values()].flatMap((each) => (each instanceof FunctionValue ? [each.node] : []));
}

/** Names of settings as templates have them, and as JavaScript does. */
const PROPERTIES = new Set(Object.values(TEMPLATE_NAMES).map((name) => name.split('.')[0]!));

function writingsIn(code: ts.Node): readonly Visited[] {
  const found: Visited[] = [];
  const visit = (node: ts.Node) => {
    const name = writtenName(node);
    const value = new Unknown('an aspect may write it');
    if (name !== undefined && PROPERTIES.has(name)) found.push({ steps: [name], value, node, isMerged: true });
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
