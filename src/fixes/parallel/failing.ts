import { ts } from 'ts-morph';
import {
  type CallNode,
  isAssigning,
  isFunctionNode,
  isMemberAccess,
  memberName,
  ownerOf,
  unwrap,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { FunctionNode, Program } from '../../lambda/program.js';
import { rootOf } from '../../lambda/values/value.js';
import { convertedBy } from './conversions.js';
import { isData } from './data.js';
import { isNeverNullish, isOfModule } from './objects.js';
import { isPlain } from './plain.js';

const DEEPEST = 3;

/** Where the code stands: so many functions down, and whether what it gives back is waited for. */
interface Nesting {
  readonly depth: number;
  readonly isWaitedFor: boolean;
}

/**
 * May the code throw on the spot, instead of giving a promise that is rejected? Behind a call that is under way, nobody would
 * hear of that one's failure any more.
 */
export function mayThrowAtOnce(
  node: ts.Node,
  program: Program,
  place: Nesting = { depth: 0, isWaitedFor: false },
): boolean {
  if (isFunctionNode(node) || ts.isTypeNode(node)) return false;
  if (failsByItself(node, program, place)) return true;
  if (convertedBy(node).some((each) => !isPlain(each, program))) return true;
  return ts.forEachChild(node, (child) => mayThrowAtOnce(child, program, place) || undefined) ?? false;
}

function failsByItself(node: ts.Node, program: Program, place: Nesting): boolean {
  if (ts.isCallExpression(node)) return mayCallThrow(node, program, place);
  if (ts.isNewExpression(node)) return mayMakingThrow(node, program);
  if (isMemberAccess(node)) return !isThere(node, program) || mayGetterThrow(node, program, place);
  if (ts.isSpreadElement(node) || ts.isForOfStatement(node)) return !isList(node.expression);
  if (ts.isVariableDeclaration(node)) return mayPatternThrow(node.name, node.initializer, program);
  if (isAssigning(node)) return ts.isObjectLiteralExpression(node.left) || ts.isArrayLiteralExpression(node.left);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword;
  }
  return ts.isThrowStatement(node) || ts.isTaggedTemplateExpression(node) || ts.isClassLike(node);
}

/** Can be gone through for certain. */
function isList(node: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(unwrap(node));
}

/** Taking apart what is missing throws; so does a pattern in a pattern, whose member may be, and a list out of what is none. */
function mayPatternThrow(name: ts.BindingName, value: ts.Expression | undefined, program: Program): boolean {
  if (ts.isIdentifier(name) || !value) return !ts.isIdentifier(name);
  const isNested = name.elements.some((each) => ts.isBindingElement(each) && !ts.isIdentifier(each.name));
  return isNested || (ts.isArrayBindingPattern(name) ? !isList(value) : !isNeverNullish(value, program));
}

/** `a.b` does not throw: `a` is an object, or the question mark asks. */
function isThere(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, program: Program): boolean {
  if (isCalled(node)) return true; // The call asks.
  return !!node.questionDotToken || ts.isOptionalChain(node) || isNeverNullish(node.expression, program);
}

/** On the way to what is called: `repo.orders` of `repo.orders.find()`. */
function isCalled(node: ts.Expression): boolean {
  let at: ts.Node = node;
  while (ts.isPropertyAccessExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at;
}

function mayGetterThrow(node: ts.Expression, program: Program, place: Nesting): boolean {
  return gettersAt(node, program).some((getter) => mayBodyThrow(getter, program, place, false));
}

/** Those of ours that a look at a member runs. */
export function gettersAt(node: ts.Node, program: Program): readonly ts.GetAccessorDeclaration[] {
  if (!isMemberAccess(node)) return [];
  return program.calls
    .edgesFrom(ownerOf(node))
    .flatMap((edge) => (edge.node === node && ts.isGetAccessorDeclaration(edge.target) ? [edge.target] : []));
}

/** Takes what it is given as it is; or converts it, which is asked for apart. */
const HARMLESS =
  /^(Number|String|Boolean|parseInt|parseFloat|Array\.isArray|Date\.now|performance\.now|Math\.\w+|(crypto\.)?randomUUID|uuid(v4)?|(console|logger|log)\.\w+)$/;

/** The call itself, its arguments left out. */
function mayCallThrow(call: ts.CallExpression, program: Program, place: Nesting): boolean {
  const callee = unwrap(call.expression);
  const text = callee.getText();
  if (HARMLESS.test(text) || isOfNow(callee)) return false;
  if (text === 'JSON.stringify') return !call.arguments.every((each) => isData(each, program));
  if (!isCallable(callee, program, place)) return true;
  const targets = program.calls.targetsOf(call);
  if (targets.length === 0) return !isMethodOfSdk(callee, program) && !isWaitedFor(call, place);
  return targets.some(
    (target) =>
      !isAsync(target) &&
      (place.depth >= DEEPEST ||
        mayParametersThrow(target, call, program, place) ||
        mayBodyThrow(target, program, place, isWaitedFor(call, place))),
  );
}

/** `new Date().toISOString()`: the present is always a date. */
function isOfNow(callee: ts.Expression): boolean {
  return (
    memberName(callee) !== undefined &&
    /^new Date\(\)\.(to(ISO|JSON|UTC)?String|get\w+|valueOf|toJSON)$/.test(callee.getText())
  );
}

/** `client.send(…)`, `client.get(…)` give a promise, or a request that gives one. */
function isMethodOfSdk(callee: ts.Expression, program: Program): boolean {
  return program.values.of(callee).some((value) => value.kind === 'member' && isOfSdk(rootOf(value)?.external.module));
}

export function isOfSdk(module: string | undefined): boolean {
  return /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/.test(module ?? '');
}

/** A package's function that is called for an argument does we know not what; one whose promise is waited for rejects that. */
function isWaitedFor(call: CallNode, place: Nesting): boolean {
  for (let at: ts.Node = call; ; at = at.parent) {
    if (ts.isAwaitExpression(at)) return true;
    const { parent } = at;
    if (place.depth > 0 && (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === at)))
      return place.isWaitedFor;
    if (!parent || ts.isStatement(at)) return false;
    const isOuter = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== at;
    if (isOuter || ts.isPropertyAssignment(parent)) return false;
  }
}

/** `client.send`, `repo.orders.find`, `client.get().promise`: what the call stands on is there. */
function isCallable(callee: ts.Expression, program: Program, place: Nesting): boolean {
  if (memberName(callee) === undefined && !ts.isElementAccessExpression(callee)) return true;
  const base = unwrap((callee as ts.PropertyAccessExpression).expression);
  if (ts.isCallExpression(base)) return !mayThrowAtOnce(base, program, place);
  if (ts.isOptionalChain(callee) || isOfModule(base) || isNeverNullish(base, program)) return true;
  return !ts.isElementAccessExpression(base) && program.values.of(base).length > 0;
}

/** `({ table }) => …`, called with null; a default only stands in for undefined. */
function mayParametersThrow({ parameters }: FunctionNode, call: CallNode, program: Program, place: Nesting): boolean {
  return parameters.some(({ name, initializer }, index) => {
    if (initializer && mayThrowAtOnce(initializer, program, { depth: place.depth + 1, isWaitedFor: false }))
      return true;
    return mayPatternThrow(name, call.arguments?.[index] ?? initializer, program);
  });
}

/** A function that is not async throws where it is called. */
function mayBodyThrow({ body }: FunctionNode, program: Program, { depth }: Nesting, isWaited: boolean): boolean {
  return !!body && (depth >= DEEPEST || mayThrowAtOnce(body, program, { depth: depth + 1, isWaitedFor: isWaited }));
}

export function isAsync(node: FunctionNode): boolean {
  return ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** Commands and clients of the SDK only take what they get; classes of ours, of other packages, and of the language may check it. */
function mayMakingThrow(node: ts.NewExpression, program: Program): boolean {
  const { expression } = node;
  if (ts.isIdentifier(expression) && !lookup(expression)) {
    const [first] = node.arguments ?? [];
    if (/^(Date|Error)$/.test(expression.text) || !first) return false;
    return !(expression.text === 'Promise' && isFunctionNode(unwrap(first)));
  }
  const values = program.values.of(expression);
  return values.length === 0 || !values.every((value) => isOfSdk(rootOf(value)?.external.module));
}
