import { ts } from 'ts-morph';
import {
  calleeName,
  type FunctionNode,
  findAncestor,
  hasModifier,
  isAssigning,
  isFunctionNode,
  isMemberAccess,
  memberName,
  nameText,
  outermost,
  ownerOf,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import { lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';

/** An expression that has an answer, or the promise of it, or leads to it. */
interface AnswerHolder {
  readonly node: ts.Node;
  /** A function that gives it, or what was made of one: `once(load)`. */
  readonly isFunction?: boolean;
  /** The answer is here, and not only its promise. */
  readonly isHere?: boolean;
  /** It is this one of a list. */
  readonly index?: number;
}

interface WaitSearch {
  readonly program: Foundation;
  readonly holders: AnswerHolder[];
  readonly seen: Set<ts.Node>;
  readonly waits: ts.Node[];
}

/** Each is a step for one place: false where the answer is used, or lost from view. */
type FollowHolder = (holder: AnswerHolder, search: WaitSearch) => boolean;

/** Answers are kept under few names. */
const MOST_HOLDERS = 100;

/**
 * Where code waits for what an expression gives, as long as it does nothing else with it; nothing where it uses the answer, or never
 * waits. `await load()`, `await (ready ??= load())`, `await Promise.all([load(), other()])`, `load().then(() => …)`, `await once(load)()`
 */
export function waitsFor(expression: ts.Expression, isFunction: boolean, program: Foundation): readonly ts.Node[] {
  const search: WaitSearch = { program, holders: [], seen: new Set(), waits: [] };
  follow({ node: expression, isFunction }, search);
  for (const holder of search.holders) {
    if (search.holders.length > MOST_HOLDERS || !goOn(holder, search)) return [];
  }
  return search.waits;
}

function follow(holder: AnswerHolder, { holders, seen }: WaitSearch): true {
  const node = outermost(holder.node);
  if (!seen.has(node)) holders.push({ ...holder, node });
  seen.add(node);
  return true;
}

const goOn: FollowHolder = (holder, search) => {
  const { node, isFunction } = holder;
  const { parent } = node;
  // Who was handed the function may use what it gives.
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return !isFunction;
  if (ts.isAwaitExpression(parent))
    return wait(parent, search) && follow({ node: parent, index: holder.index, isHere: true }, search);
  if (isAssigning(parent)) return ofAssignment(parent, holder, search);
  if (ts.isBinaryExpression(parent)) return ofBinary(parent, holder, search);
  if (ts.isConditionalExpression(parent) && parent.condition !== node)
    return follow({ ...holder, node: parent }, search);
  if (isAsking(parent)) return isName(node);
  if (ts.isVariableDeclaration(parent)) return intoName(parent.name, holder, search);
  if (ts.isArrayLiteralExpression(parent))
    return follow({ ...holder, node: parent, index: parent.elements.indexOf(node as ts.Expression) }, search);
  if (isMemberAccess(parent) && parent.expression === node) return ofMember(parent, holder, search);
  if (ts.isCallExpression(parent)) return ofCall(parent, holder, search);
  if (ts.isReturnStatement(parent)) return ofGiver(findAncestor(parent, isFunctionNode), search);
  if (ts.isArrowFunction(parent)) return ofGiver(parent, search);
  return !!isFunction && isBefore(parent) && wait(parent, search);
};

function wait(node: ts.Node, { waits }: WaitSearch): true {
  waits.push(node);
  return true;
}

/** Whether it is there, and not what it is. */
function isAsking(parent: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return ts.isIfStatement(parent) || ts.isConditionalExpression(parent);
}

function isName(node: ts.Node): boolean {
  return ts.isIdentifier(node) || isMemberAccess(node);
}

/** `{ before: load }` of a middleware, which runs it before each request. */
function isBefore(node: ts.Node): boolean {
  return (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && nameText(node.name) === 'before';
}

/** `ready ??= load()`. A member is looked for by its name, wherever it is waited for. */
function ofAssignment(parent: ts.BinaryExpression, holder: AnswerHolder, search: WaitSearch): boolean {
  if (parent.left === holder.node) return true;
  follow({ ...holder, node: parent }, search);
  const target = unwrap(parent.left);
  const declaration = ts.isIdentifier(target) ? lookup(target)?.node : undefined;
  if (declaration) return intoDeclaration(declaration, holder, search);
  const name = memberName(target);
  return !holder.isHere && name !== undefined && intoMember(name, holder, search);
}

function intoMember(name: string, holder: AnswerHolder, search: WaitSearch): boolean {
  for (const { file } of search.program.modules.values()) {
    if (!file.text.includes(name)) continue;
    walk(file, (node) => void (memberName(node) === name && follow({ ...holder, node }, search)), 'nested');
  }
  return true;
}

function ofBinary(parent: ts.BinaryExpression, holder: AnswerHolder, search: WaitSearch): boolean {
  const { operatorToken, left } = parent;
  const isLeft = left === holder.node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      return isLeft || follow({ ...holder, node: parent }, search);
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return isLeft ? isName(left) : follow({ ...holder, node: parent }, search);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return follow({ ...holder, node: parent }, search);
    default:
      return false;
  }
}

/** `const ready = load()`, `const [, other] = await Promise.all([load(), more()])` */
function intoName(name: ts.BindingName, holder: AnswerHolder, search: WaitSearch): boolean {
  if (ts.isIdentifier(name)) return intoDeclaration(name.parent as ts.VariableDeclaration, holder, search);
  if (ts.isObjectBindingPattern(name) || holder.index === undefined) return false;
  const element = name.elements[holder.index];
  if (!element || ts.isOmittedExpression(element)) return !name.elements.some(isRest);
  return !isRest(element) && intoName(element.name, { node: holder.node, isHere: holder.isHere }, search);
}

function isRest(element: ts.ArrayBindingElement): boolean {
  return ts.isBindingElement(element) && !!element.dotDotDotToken;
}

function intoDeclaration(declaration: ts.Declaration, holder: AnswerHolder, search: WaitSearch): boolean {
  if (isExported(declaration) || !nameOf(declaration)) return false;
  for (const node of referencesOf(declaration)) follow({ ...holder, node }, search);
  return true;
}

function isExported(declaration: ts.Declaration): boolean {
  const statement = ts.isSourceFile(ownerOf(declaration)) && findAncestor(declaration, ts.isVariableStatement);
  return !!statement && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function nameOf(declaration: ts.Declaration): ts.Identifier | undefined {
  const name = ts.getNameOfDeclaration(declaration);
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** `.then(() => …)` waits for it; what comes of that is another answer. */
function ofMember(access: ts.Expression, holder: AnswerHolder, search: WaitSearch): boolean {
  const name = memberName(access);
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access) return false;
  if (name === 'catch' || name === 'finally') return follow({ ...holder, node: call }, search);
  // More of the list.
  if (name === 'push') return true;
  const [next] = call.arguments;
  if (name !== 'then' || !next) return false;
  const targets = search.program.values.of(next).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
  return targets.length > 0 && wait(call, search) && targets.every((each) => intoParameter(each, 0, holder, search));
}

function intoParameter(target: FunctionNode, index: number, holder: AnswerHolder, search: WaitSearch): boolean {
  const parameter = target.parameters[index];
  if (!parameter) return !target.parameters.at(-1)?.dotDotDotToken;
  return !parameter.dotDotDotToken && intoName(parameter.name, holder, search);
}

const TOGETHER = /^Promise\.(all|allSettled|race|any|resolve)$/;

function ofCall(call: ts.CallExpression, holder: AnswerHolder, search: WaitSearch): boolean {
  const { node, isFunction } = holder;
  const callee = unwrap(call.expression);
  if (call.expression === node) return !!isFunction && follow({ node: call }, search);
  if (TOGETHER.test(callee.getText())) return follow({ ...holder, node: call }, search);
  if (memberName(callee) === 'push') {
    const list = unwrap((callee as ts.PropertyAccessExpression).expression);
    const declaration = ts.isIdentifier(list) ? lookup(list)?.node : undefined;
    return !!declaration && intoDeclaration(declaration, { ...holder, index: -1 }, search);
  }
  if (isFunction)
    return calleeName(call) === 'before' ? wait(call, search) : follow({ node: call, isFunction }, search);
  const index = call.arguments.indexOf(node as ts.Expression);
  const targets = search.program.calls.targetsOf(call);
  return targets.length > 0 && targets.every((each) => intoParameter(each, index, holder, search));
}

/** The function gives it to whoever calls it: by its name, by what it is handed to, or by a method. */
function ofGiver(fn: FunctionNode | undefined, search: WaitSearch): boolean {
  if (!fn || fn.asteriskToken) return false;
  if (isBefore(fn)) return wait(fn, search);
  const calls = search.program.values.callSitesOf(fn).filter(ts.isCallExpression);
  for (const node of calls) follow({ node }, search);
  if (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) {
    const { parent } = outermost(fn);
    const isNamed = ts.isVariableDeclaration(parent) && calls.length > 0;
    return isNamed || follow({ node: fn, isFunction: true }, search);
  }
  return calls.length > 0;
}
