import { ts } from 'ts-morph';
import { findAncestor, isFunctionNode, memberName, nameText, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { assignedTo } from './assigned.js';
import { constantText, moduleImportedBy } from './texts.js';

/** A variable of the environment that gets a value; a name of its own where the text does not tell which. */
export interface VariableSetting {
  readonly name: string;
  /** The same text means the same value; `undefined` where it may be another each time. */
  readonly value: string | undefined;
}

/** Any variable at all. */
export const ANY_VARIABLE = '*';
/** Any of those that the same text names. */
export const NAMED = '?';

/** Objects are made of others a few times. */
const MOST_DEEP = 8;

/** What sets a member of it sets a variable: `process.env`, or what goes by the name that nearly everybody takes for it. */
export function isTestEnvironment(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (isSurelyEnvironment(at)) return true;
  const declaration = ts.isIdentifier(at) && at.text === 'env' ? lookup(at) : undefined;
  if (!declaration) return at.getText() === 'env';
  const { node: declared } = declaration;
  const value = ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return !ts.isParameter(declared) && !(value && ts.isObjectLiteralExpression(unwrap(value)));
}

/** `process.env`, or a variable that has it. */
function isSurelyEnvironment(node: ts.Expression, deep = 0): boolean {
  const at = unwrap(node);
  if (memberName(at) === 'env') return isProcess(unwrap((at as ts.PropertyAccessExpression).expression));
  const declaration = ts.isIdentifier(at) ? lookup(at)?.node : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return deep < MOST_DEEP && isSurelyEnvironment(declaration.initializer, deep + 1);
}

export function isProcess(node: ts.Expression): boolean {
  const text = node.getText();
  return /^((globalThis|global)\.)?process$/.test(text) || /^(node:)?process$/.test(moduleImportedBy(node) ?? '');
}

/** It is the environment itself, or a copy of it as it is now, and not as it was. */
export function isEnvironmentAsItIs(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (isSurelyEnvironment(at)) return true;
  if (ts.isObjectLiteralExpression(at))
    return at.properties.some((each) => ts.isSpreadAssignment(each) && isEnvironmentAsItIs(each.expression));
  return valuesOf(at).some((value) => isSurelyEnvironment(value));
}

/** What variables are set to by filling them in from the object. */
export function settingsFrom(node: ts.Expression, deep = 0): readonly VariableSetting[] {
  const at = unwrap(node);
  const inner = (each: ts.Expression): readonly VariableSetting[] => settingsFrom(each, deep + 1);
  if (isSurelyEnvironment(at)) return [];
  if (deep > MOST_DEEP) return [{ name: ANY_VARIABLE, value: undefined }];
  if (ts.isObjectLiteralExpression(at))
    return at.properties.flatMap((each) =>
      ts.isSpreadAssignment(each) ? inner(each.expression) : settingsOfProperty(each),
    );
  if (ts.isCallExpression(at) && COPYING.test(at.expression.getText())) return at.arguments.flatMap(inner);
  if (ts.isBinaryExpression(at) && /^(\?\?|\|\|)$/.test(at.operatorToken.getText()))
    return [at.left, at.right].flatMap(inner);
  const values = valuesOf(at);
  return values.length > 0 ? values.flatMap(inner) : [{ name: nameFrom(at), value: steadyText(at) }];
}

const COPYING = /^(Object\.(assign|freeze)|structuredClone|JSON\.(parse|stringify)|(_\.|lodash\.)?clone(Deep)?)$/;

function settingsOfProperty(property: ts.ObjectLiteralElementLike): readonly VariableSetting[] {
  const name = nameText(property.name) ?? NAMED;
  const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
  return [{ name, value: value && constantText(unwrap(value)) }];
}

/** Everything that the variable is set to. */
function valuesOf(node: ts.Expression): readonly ts.Expression[] {
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || roundOf(declaration)) return [];
  return [...(declaration.initializer ? [declaration.initializer] : []), ...assignedTo(declaration)];
}

/** What another module holds stays as it is; a parameter, or what a call gives, is another each time. */
function steadyText(node: ts.Expression): string | undefined {
  return moduleImportedBy(node) !== undefined && !ts.isCallExpression(node) ? node.getText() : undefined;
}

/** Names of variables that come from a list which the same text holds stand in it. */
export function nameFrom(node: ts.Expression): string {
  const at = unwrap(node);
  const declaration = ts.isIdentifier(at) ? lookup(at)?.node : undefined;
  if (!declaration) return ANY_VARIABLE;
  const round = roundOf(declaration);
  if (round) return isHere(round.expression) ? NAMED : ANY_VARIABLE;
  const parameter = ts.isParameter(declaration) ? declaration : findAncestor(declaration, ts.isParameter);
  if (!parameter) return ANY_VARIABLE;
  const call = outermostCall(parameter.parent);
  // Whoever calls a function of its own has the name in it.
  return !call || isHere(tableOf(call)) ? NAMED : ANY_VARIABLE;
}

/** `for (const name of names)`, of what declares `name`. */
function roundOf(declaration: ts.Declaration): ts.ForOfStatement | ts.ForInStatement | undefined {
  const variable = ts.isVariableDeclaration(declaration)
    ? declaration
    : findAncestor(declaration, ts.isVariableDeclaration);
  const round = variable?.parent.parent;
  return round && (ts.isForOfStatement(round) || ts.isForInStatement(round)) ? round : undefined;
}

/** The call that a function is handed to. */
function outermostCall(node: ts.Node): ts.CallExpression | undefined {
  return isFunctionNode(node) && ts.isCallExpression(node.parent) && node.parent.expression !== node
    ? node.parent
    : undefined;
}

/** `rows` of `rows.forEach((row) => …)` and of `test.each(rows)('…', (row) => …)`. */
function tableOf({ expression }: ts.CallExpression): ts.Node {
  const callee = unwrap(expression);
  if (ts.isCallExpression(callee)) return callee.arguments[0] ?? callee;
  if (ts.isTaggedTemplateExpression(callee)) return callee.template;
  return ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
}

/** Written out in the same text: a literal, the keys of one, or a constant that holds one. */
function isHere(node: ts.Node, deep = 0): boolean {
  if (deep > MOST_DEEP) return false;
  const at = ts.isExpression(node) ? unwrap(node) : node;
  if (ts.isArrayLiteralExpression(at) || ts.isObjectLiteralExpression(at) || ts.isTemplateLiteral(at)) return true;
  if (ts.isCallExpression(at)) return at.arguments.length > 0 && at.arguments.every((each) => isHere(each, deep + 1));
  const values = ts.isExpression(at) ? valuesOf(at) : [];
  return values.length > 0 && values.every((each) => isHere(each, deep + 1));
}
