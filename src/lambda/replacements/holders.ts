import { ts } from 'ts-morph';
import {
  type CallNode,
  calleeName,
  findAncestor,
  isMemberAccess,
  memberName,
  nameText,
  unwrap,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { assignedTo } from './assigned.js';
import { constantText } from './texts.js';

/** Names that lead to a changed object come in chains, through few variables. */
const MOST_STEPS = 20;

/**
 * Names by which the code that is tested holds the objects: members that lead there, and functions that give it. `client` of
 * `service['client']`, `createS3` of `(await createS3())`, both also by way of a variable.
 */
export function holdersOf(objects: readonly ts.Expression[]): ReadonlySet<string> {
  const holders = new Set<string>();
  const queue = [...objects];
  const seen = new Set<ts.Node>();
  for (const object of queue) {
    const at = withoutAwait(object);
    if (seen.has(at) || queue.length > MOST_STEPS * objects.length) continue;
    seen.add(at);
    const name = nameOf(at);
    if (name !== undefined && name !== 'prototype') holders.add(name);
    queue.push(...behind(at));
    const declaration = ts.isIdentifier(at) ? lookup(at)?.node : undefined;
    if (declaration && ts.isBindingElement(declaration)) holders.add(keyOf(declaration));
    if (declaration && ts.isImportSpecifier(declaration)) holders.add(nameOfImport(declaration));
  }
  return holders;
}

/** Calls by whose name something is put into what they are given: `mockClient(service['client'])`, `stubSend(createS3())`. */
export function isChanging(call: CallNode): boolean {
  return CHANGING.test(calleeName(call) ?? '');
}

/** Not those of a mock, that say what it answers. */
const CHANGING =
  /^(mock(?!ed|Return|Resolve|Reject|Implementation|Name|Clear|Reset|Restore)|stub|fake|spy|patch|override)/i;

/** `client` in `client.middlewareStack.add(…)`: what it runs through, others run through, too. */
export function hookedObject({ expression }: CallNode): ts.Expression | undefined {
  const stack = isMemberAccess(expression) ? unwrap(expression.expression) : undefined;
  return stack && memberName(stack) === 'middlewareStack' && isMemberAccess(stack)
    ? unwrap(stack.expression)
    : undefined;
}

function nameOf(node: ts.Expression): string | undefined {
  if (ts.isCallExpression(node)) return textOfGet(node) ?? importedName(unwrap(node.expression)) ?? calleeName(node);
  return ts.isElementAccessExpression(node) ? constantText(unwrap(node.argumentExpression)) : memberName(node);
}

/** `client` of `Reflect.get(service, 'client')` */
function textOfGet({ expression, arguments: [, second] }: ts.CallExpression): string | undefined {
  return expression.getText() === 'Reflect.get' && second ? constantText(second) : undefined;
}

/** `createS3` of `import { createS3 as make } from './s3'`. */
function importedName(node: ts.Expression): string | undefined {
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  if (declaration && ts.isImportClause(declaration)) return 'default';
  return declaration && ts.isImportSpecifier(declaration) ? nameOfImport(declaration) : undefined;
}

function nameOfImport({ propertyName, name }: ts.ImportSpecifier): string {
  return (propertyName ?? name).text;
}

/** What the object is reached through, or the variable holds. */
function behind(node: ts.Expression): readonly ts.Expression[] {
  if (isMemberAccess(node)) return [unwrap(node.expression)];
  if (ts.isCallExpression(node)) return textOfGet(node) === undefined ? [] : node.arguments.slice(0, 1);
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  if (!declaration) return [];
  const variable = ts.isVariableDeclaration(declaration)
    ? declaration
    : findAncestor(declaration, ts.isVariableDeclaration);
  const initializer = variable?.initializer;
  return [...(initializer ? [initializer] : []), ...assignedTo(declaration)];
}

function keyOf({ propertyName, name }: ts.BindingElement): string {
  return nameText(propertyName) ?? nameText(name as ts.BindingName) ?? '';
}

function withoutAwait(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (ts.isAwaitExpression(at)) at = unwrap(at.expression);
  return at;
}
