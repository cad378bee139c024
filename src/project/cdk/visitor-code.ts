import { ts } from 'ts-morph';
import { TEMPLATE_NAMES } from '../cloudformation/settings.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { getMember } from '../evaluate/members.js';
import { ClassValue, FunctionValue, InstanceValue, ObjectValue, type Scope, type Value } from '../evaluate/values.js';

/** Something that code writes into whatever construct it is given. */
export interface CodeWriting {
  /** `MemorySize` */
  readonly name: string;
  readonly node: ts.Node;
}

/** Code, and the names that it sees. */
export interface Code {
  readonly node: ts.Node;
  readonly scope: Scope;
}

/** What code may write into a function, and the code of ours that it calls. */
export function writingsOf(evaluator: Evaluator, code: readonly Code[]): readonly CodeWriting[] {
  const seen = new Set<ts.Node>();
  const found: CodeWriting[] = [];
  const queue = [...code];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    const { writings, names } = lookInto(next.node);
    found.push(...writings);
    for (const name of names) queue.push(...codeOfPart(namedBy(evaluator, name, next.scope)));
  }
  return found;
}

/** The code that a value brings: of an object that of its class and of what it holds. */
export function codeBroughtBy(value: Value): readonly Code[] {
  if (value instanceof InstanceValue) return [value.type, ...value.fields.values()].flatMap(codeOfPart);
  return value instanceof ObjectValue ? [...value.properties.values()].flatMap(codeOfPart) : codeOfPart(value);
}

/** What it holds of the classes of a package, such as its stack, does not help it. */
function codeOfPart(value: Value): readonly Code[] {
  if (value instanceof FunctionValue || value instanceof ClassValue) return [value];
  return value instanceof InstanceValue && value.base === undefined ? [value.type] : [];
}

/** The name of something that code calls, hands over or extends: `boost`, `helpers.boost`. */
type CalledName = ts.Identifier | (ts.PropertyAccessExpression & { readonly expression: ts.Identifier });

function namedBy(evaluator: Evaluator, name: CalledName, scope: Scope): Value {
  const first = ts.isIdentifier(name) ? name : name.expression;
  if (!scope.has(first.text)) return undefined;
  const value = scope.look(first.text);
  if (ts.isIdentifier(name)) return value;
  const isOurs = value instanceof ObjectValue || value instanceof ClassValue;
  return isOurs ? getMember(evaluator, value, name.name.text) : value instanceof InstanceValue ? value : undefined;
}

interface Seen {
  readonly writings: readonly CodeWriting[];
  readonly names: readonly CalledName[];
}

const known = new WeakMap<ts.Node, Seen>();

/** Stages add the same aspect anew. */
function lookInto(code: ts.Node): Seen {
  const all = known.get(code) ?? read(code);
  known.set(code, all);
  return all;
}

function read(code: ts.Node): Seen {
  const writings: CodeWriting[] = [];
  const names: CalledName[] = [];
  const visit = (node: ts.Node) => {
    const written = writtenNames(node).filter((name) => PROPERTIES.has(name));
    for (const name of written) writings.push({ name, node });
    names.push(...calledIn(node).filter(isCalledName));
    ts.forEachChild(node, visit);
  };
  visit(code);
  return { writings, names };
}

function calledIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return [node.expression, ...(node.arguments ?? [])];
  return ts.isExpressionWithTypeArguments(node) ? [node.expression] : [];
}

function isCalledName(node: ts.Node): node is CalledName {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression));
}

/** Names of settings as templates have them. */
const PROPERTIES = new Set(Object.values(TEMPLATE_NAMES).map((name) => name.split('.')[0]!));

/** `MemorySize` of `cfn.memorySize = …`, of `delete cfn.memorySize` and of `cfn.addPropertyOverride('MemorySize', …)`. */
function writtenNames(node: ts.Node): readonly string[] {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return namesOfTarget(node.left);
  if (ts.isDeleteExpression(node)) return namesOfTarget(node.expression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const [path, ...values] = node.arguments;
  if (path === undefined) return [];
  const isAssign = /^Object\.assign$/.test(node.expression.getText());
  if (isAssign) return path.kind === ts.SyntaxKind.ThisKeyword ? [] : values.flatMap(keysOf);
  if (!/^add(Property)?(Deletion)?Override$/.test(node.expression.name.text)) return [];
  return namesOfPath(path, /Property/.test(node.expression.name.text));
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** What code assigns to its own object is no setting of a construct. */
function namesOfTarget(target: ts.Node): readonly string[] {
  if (ts.isPropertyAccessExpression(target))
    return target.expression.kind === ts.SyntaxKind.ThisKeyword
      ? []
      : [upperFirst(target.name.text), ...namesOfTarget(target.expression)];
  if (!ts.isElementAccessExpression(target)) return inside(target);
  const { argumentExpression: key } = target;
  if (target.expression.kind === ts.SyntaxKind.ThisKeyword) return [];
  return [...(ts.isStringLiteralLike(key) ? [upperFirst(key.text)] : []), ...namesOfTarget(target.expression)];
}

/** Of `(cfn as any).memorySize` and `cfn.tracingConfig!.mode`. */
function inside(node: ts.Node): readonly string[] {
  const isWrapper = ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node);
  return isWrapper ? namesOfTarget(node.expression) : [];
}

function keysOf(value: ts.Node): readonly string[] {
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [upperFirst(name.text)] : []));
}

/** Of a path that is put together, its static beginning counts: `VpcConfig.${…}`. Without one, it may be any. */
function namesOfPath(path: ts.Expression, isInProperties: boolean): readonly string[] {
  const isStatic = ts.isStringLiteralLike(path);
  const beginning = isStatic ? path.text : ts.isTemplateExpression(path) ? path.head.text : '';
  const steps = beginning.split('.');
  const isComplete = isStatic || steps.length > 1 + Number(!isInProperties);
  if (isComplete) return !isInProperties && steps[0] !== 'Properties' ? [] : [steps[Number(!isInProperties)]!];
  const before = isInProperties ? '' : 'Properties.';
  return [...PROPERTIES].filter((name) => `${before}${name}.`.startsWith(beginning));
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
