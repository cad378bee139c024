import { ts } from 'ts-morph';
import { unwrap } from '../../ast/nodes.js';
import { isModuleBinding, lookup } from '../../ast/scope.js';
import { camelCase } from '../editing/names.js';
import type { SharedExpression } from './shared.js';

/** What the code itself calls the client, or what its class is called. */
export function clientName({ node, declaration, construction }: SharedExpression): string {
  return declaration?.name.text ?? keptAs(node) ?? camelCase(className(construction.node) ?? 'client');
}

/** `s3` of `this.s3 = new S3()` and `private s3 = new S3()`. */
function keptAs({ parent }: ts.Node): string | undefined {
  const target = ts.isBinaryExpression(parent)
    ? parent.left
    : ts.isPropertyDeclaration(parent) || ts.isVariableDeclaration(parent)
      ? parent.name
      : undefined;
  const name = target && (ts.isPropertyAccessExpression(target) ? target.name.text : target.getText());
  return name && /^[a-z_$][\w$]*$/i.test(name) ? name : undefined;
}

function className({ expression }: ts.CallExpression | ts.NewExpression): string | undefined {
  const callee = unwrap(expression);
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

/**
 * A type for what the expression gives, in words that hold without knowing more: the class, or what the function returns.
 * Nothing where the code has no name for either.
 */
export function clientType(node: ts.Expression): string | undefined {
  const made = unwrap(node);
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return undefined;
  if (!/^[\w$]+(\.[\w$]+)*$/.test(made.expression.getText())) return undefined;
  const name = made.expression.getText();
  if (!isKnownToModule(made.expression)) return undefined;
  if (ts.isCallExpression(made)) return `ReturnType<typeof ${name}>`;
  return isTypeName(made.expression) ? name + typeArguments(made) : `InstanceType<typeof ${name}>`;
}

function isKnownToModule(node: ts.Expression): boolean {
  const binding = lookup(rootName(node));
  return !binding || isModuleBinding(binding);
}

function rootName(node: ts.Expression): ts.Identifier {
  let at = node;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return at as ts.Identifier;
}

/** What `require` gives is a value; imports and classes are types too. */
function isTypeName(node: ts.Expression): boolean {
  const declaration = lookup(rootName(node))?.node;
  return !declaration || !(ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration));
}

function typeArguments({ typeArguments: list }: ts.NewExpression): string {
  return list ? `<${list.map((each) => each.getText()).join(', ')}>` : '';
}

/** For the one that outlives the call, where the plain name is taken. */
export function sharedName(name: string): string {
  return `shared${capitalised(name)}`;
}

export function cachedName(name: string): string {
  return `cached${capitalised(name)}`;
}

/** For a map of them: `s3Clients`. */
export function pluralName(name: string): string {
  return /client$/i.test(name) ? `${name}s` : `${name}Clients`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
