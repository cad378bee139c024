import { ts } from 'ts-morph';
import { isFunctionNode, memberName, ownerOf, unwrap } from '../../ast/nodes.js';
import { isModuleBinding, lookup } from '../../ast/scope.js';
import type { FunctionNode, Program } from '../../lambda/program.js';
import { isThereBefore } from './there.js';

const DEEPEST = 3;

/**
 * May the code throw on the spot, instead of giving a promise that is rejected? Behind a call that is under way, nobody would
 * hear of that one's failure any more.
 */
export function mayThrowAtOnce(node: ts.Node, program: Program, depth = 0): boolean {
  const inside = (each: ts.Node): boolean => mayThrowAtOnce(each, program, depth);
  if (isFunctionNode(node) || ts.isTypeNode(node)) return false;
  if (ts.isCallExpression(node)) return mayCallThrow(node, program, depth) || node.arguments.some(inside);
  if (ts.isNewExpression(node)) return mayMakingThrow(node, program) || (node.arguments ?? []).some(inside);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (!isThere(node, program)) return true;
  } else if (ts.isSpreadElement(node)) {
    if (!ts.isArrayLiteralExpression(unwrap(node.expression))) return true;
  } else if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword) return true;
  } else if (ts.isVariableDeclaration(node) && !ts.isIdentifier(node.name)) {
    if (!node.initializer || !isObject(node.initializer, program) || isNested(node.name)) return true;
  } else if (ts.isThrowStatement(node)) return true;
  return ts.forEachChild(node, (child) => inside(child) || undefined) ?? false;
}

/** A pattern in a pattern takes a member apart that may be missing. */
function isNested(pattern: ts.BindingPattern): boolean {
  return pattern.elements.some((each) => ts.isBindingElement(each) && !ts.isIdentifier(each.name));
}

/** `a.b` does not throw: `a` is an object, or the question mark asks. */
function isThere(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, program: Program): boolean {
  if (node.questionDotToken || ts.isOptionalChain(node)) return true;
  return isObject(node.expression, program);
}

/** Certainly neither null nor undefined. */
function isObject(expression: ts.Expression, program: Program): boolean {
  const node = unwrap(expression);
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isNewExpression(node)) return true;
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isFunctionLike(node)) return true;
  if (node.getText() === 'process.env' || isThereBefore(node)) return true;
  if (!ts.isIdentifier(node)) return program.values.of(node).length > 0 && isOfModule(node);
  const binding = lookup(node);
  if (!binding)
    return /^(process|console|JSON|Math|Object|Array|Number|String|Date|Promise|Buffer|globalThis)$/.test(node.text);
  const { node: declaration } = binding;
  if (ts.isParameter(declaration)) return isGiven(declaration, program);
  if (ts.isVariableDeclaration(declaration) && declaration.parent.flags & ts.NodeFlags.Const)
    return isModuleBinding(binding) || (!!declaration.initializer && isObject(declaration.initializer, program));
  return isModuleBinding(binding) && !ts.isVariableDeclaration(declaration);
}

function isOfModule(node: ts.Expression): boolean {
  let at = unwrap(node);
  while (memberName(at) !== undefined) at = unwrap((at as ts.PropertyAccessExpression).expression);
  if (at.kind === ts.SyntaxKind.ThisKeyword) return true;
  const binding = ts.isIdentifier(at) ? lookup(at) : undefined;
  return !!binding && isModuleBinding(binding);
}

/** What Lambda hands over is an object, and so is what a type says to be one. */
function isGiven(parameter: ts.ParameterDeclaration, program: Program): boolean {
  const owner = ownerOf(parameter.name);
  if ([...program.handlers.values()].some((each) => each.includes(owner as FunctionNode))) return true;
  const isTyped =
    !!parameter.type && !parameter.questionToken && !/\b(any|unknown|undefined|null)\b/.test(parameter.type.getText());
  return isTyped || (!!parameter.initializer && isObject(parameter.initializer, program));
}

const HARMLESS = /^(Number|String|Boolean|parseInt|parseFloat|Array\.isArray|JSON\.stringify|Math\.(?!random)\w+)$/;

/** The call itself, its arguments left out. */
function mayCallThrow(call: ts.CallExpression, program: Program, depth: number): boolean {
  const callee = unwrap(call.expression);
  if (HARMLESS.test(callee.getText())) return false;
  const targets = program.calls.targetsOf(call);
  if (!isCallable(callee, program, depth)) return true;
  if (targets.length === 0) return depth > 0 ? false : isArgument(call);
  return targets.some(
    (target) =>
      !isAsync(target) &&
      (depth >= DEEPEST || mayTakingApartThrow(target, call, program) || mayBodyThrow(target, program, depth + 1)),
  );
}

/** A package's function that is called for an argument does we know not what; one whose promise is waited for rejects that. */
function isArgument(call: ts.CallExpression): boolean {
  for (let at: ts.Node = call; ; at = at.parent) {
    if (ts.isAwaitExpression(at)) return false;
    const { parent } = at;
    if (!parent || ts.isStatement(at)) return true;
    const isOuter = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== at;
    if (isOuter || ts.isPropertyAssignment(parent)) return true;
  }
}

/** `client.send`, `repo.orders.find`, `client.get().promise`: what the call stands on is there. */
function isCallable(callee: ts.Expression, program: Program, depth: number): boolean {
  if (memberName(callee) === undefined && !ts.isElementAccessExpression(callee)) return true;
  const { expression } = callee as ts.PropertyAccessExpression;
  const base = unwrap(expression);
  if (ts.isCallExpression(base)) return !mayThrowAtOnce(base, program, depth);
  return (
    ts.isOptionalChain(callee) || isOfModule(base) || isObject(base, program) || program.values.of(base).length > 0
  );
}

/** `({ table }) => …`, called with null; a default only stands in for undefined. */
function mayTakingApartThrow({ parameters }: FunctionNode, call: ts.CallExpression, program: Program): boolean {
  return parameters.some(({ name, initializer }, index) => {
    if (ts.isIdentifier(name)) return false;
    const given = call.arguments[index] ?? initializer;
    return isNested(name) || !given || !isObject(given, program);
  });
}

/** A function that is not async throws where it is called. */
function mayBodyThrow({ body }: FunctionNode, program: Program, depth: number): boolean {
  return !!body && mayThrowAtOnce(body, program, depth);
}

export function isAsync(node: FunctionNode): boolean {
  return ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** Classes of packages only take what they get; ours, and those of the language that check it, may not. */
function mayMakingThrow(node: ts.NewExpression, program: Program): boolean {
  const values = program.values.of(node.expression);
  if (values.some(({ kind }) => kind === 'class')) return true;
  const isGlobal = ts.isIdentifier(node.expression) && !lookup(node.expression);
  return isGlobal && !/^(Date|Error|Promise)$/.test(node.expression.getText());
}
