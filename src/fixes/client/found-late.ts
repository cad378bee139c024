import { ts } from 'ts-morph';
import { isMemberAccess, memberName, nameText, propertyValue, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { ClientConstruction } from '../../lambda/aws-requests/clients.js';

/** v3 looks for no other one. */
const REGION = 'AWS_REGION';

/**
 * The variable that options take the region from, where they take nothing in its place: while it is missing, v3 of the SDK looks for it
 * itself, when it first sends. v2 has no region then, and `process.env.AWS_REGION ?? 'eu-west-1'` is never missing.
 */
export function foundLate({ node, module }: ClientConstruction): string | undefined {
  if (!module.startsWith('@aws-sdk/')) return undefined;
  const [options] = node.arguments ?? [];
  const object = options && constantValue(options);
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  const value = propertyValue(object, 'region');
  const name = value && regionRead(value);
  if (!value || name === undefined) return undefined;
  // An endpoint that is made of it is not looked for again.
  const others = object.properties.filter((each) => nameText(each.name) !== 'region').map((each) => each.getText());
  const mayUse = (text: string): boolean =>
    [REGION, value.getText()].some((each) => text.includes(each)) || /[\w$)]\(/.test(text);
  return others.some(mayUse) ? undefined : name;
}

/** `process.env.AWS_REGION`, or a constant that is nothing else. */
function regionRead(expression: ts.Expression): string | undefined {
  const value = constantValue(expression);
  if (isMemberAccess(value)) return isEnvironment(value.expression) ? asRegion(memberName(value)) : undefined;
  const declaration = ts.isIdentifier(value) ? lookup(value)?.node : undefined;
  return declaration && ts.isBindingElement(declaration) ? regionTaken(declaration) : undefined;
}

/** What a constant is declared as; else the expression. */
function constantValue(expression: ts.Expression): ts.Expression {
  const value = unwrap(expression);
  const declaration = ts.isIdentifier(value) ? lookup(value)?.node : undefined;
  const isHere = declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name);
  return isHere && declaration.initializer && isConstant(declaration) ? unwrap(declaration.initializer) : value;
}

/** `const { AWS_REGION: region } = process.env` */
function regionTaken({ propertyName, name, initializer, parent }: ts.BindingElement): string | undefined {
  const from = parent.parent;
  if (initializer || !ts.isVariableDeclaration(from) || !from.initializer || !isEnvironment(from.initializer))
    return undefined;
  return asRegion(nameText(propertyName ?? (ts.isIdentifier(name) ? name : undefined)));
}

function isEnvironment(node: ts.Expression): boolean {
  return /^(globalThis\.)?process\.env$/.test(unwrap(node).getText());
}

function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
}

function asRegion(name: string | undefined): string | undefined {
  return name === REGION ? name : undefined;
}
