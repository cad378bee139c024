import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, type FunctionNode, findAncestor, nameText, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import {
  isEventMethod,
  isHook,
  isHookDecorator,
  isServedClass,
  isServedMethod,
  servedByBase,
  servedByClass,
  servedByInterface,
} from '../catalogue/served-members.js';
import { rootOf } from '../values/value.js';
import type { Values } from '../values/values.js';

export interface ServedMethod {
  readonly node: ts.MethodDeclaration;
  /** Entered by a request from outside, and not by a command or an event of the program itself. */
  readonly isAsked: boolean;
}

/** Methods of a class that a framework enters while it serves, as decorators, interfaces and bases of a package tell. */
export function servedMethods(node: ClassNode, values: Values): ServedMethod[] {
  const onClass = decoratorNames(node, values);
  const named = new Set([...interfacesOf(node).map(servedByInterface), ...servedByBase(baseCalled(node, values))]);
  const commanded = new Set(onClass.map(servedByClass));
  const isServing = onClass.some(isServedClass);
  return node.members.flatMap((member): ServedMethod[] => {
    if (!ts.isMethodDeclaration(member) || !member.body || isLifecycle(member, values)) return [];
    const name = nameText(member.name);
    const decorators = decoratorNames(member, values);
    const isDecorated = isServing && (ts.getDecorators(member) ?? []).length > 0;
    if (commanded.has(name) || decorators.some(isEventMethod)) return [{ node: member, isAsked: false }];
    const isServed = isDecorated || decorators.some(isServedMethod) || named.has(name);
    return isServed ? [{ node: member, isAsked: true }] : [];
  });
}

/**
 * Does the class take part in requests wherever it is named, as a guard or a pipe does? A controller, a resolver or a handler of commands has to
 * be listed.
 */
export function isServedWhereNamed(node: ClassNode, values: Values): boolean {
  return !decoratorNames(node, values).some((name) => isServedClass(name) || servedByClass(name) !== undefined);
}

/** Does a framework call the method once only: before it serves, or at its end? */
export function isLifecycle(member: FunctionNode, values: Values): boolean {
  if (!ts.isMethodDeclaration(member)) return false;
  const isOfFramework = ts.isClassLike(member.parent) && (ts.getDecorators(member.parent) ?? []).length > 0;
  return (isOfFramework && isHook(nameText(member.name) ?? '')) || decoratorNames(member, values).some(isHookDecorator);
}

/** Names of the decorators that come from packages. */
function decoratorNames(node: ts.HasDecorators, values: Values): string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    const callee = unwrap(ts.isCallExpression(expression) ? expression.expression : expression);
    return packageName(callee, values) ?? [];
  });
}

/** What a package calls it: `Get`. */
function packageName(node: ts.Expression, values: Values): string | undefined {
  for (const value of values.of(node)) {
    const root = rootOf(value);
    if (root) return root.chain.at(-1) ?? root.external.path.at(-1);
  }
  return undefined;
}

/** The interfaces that the class says it implements, where they are imported from a package. */
function interfacesOf(node: ClassNode): string[] {
  const clauses = node.heritageClauses?.filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword) ?? [];
  return clauses.flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const declared = ts.isIdentifier(expression) ? lookup(expression)?.node : undefined;
      if (!declared || !ts.isImportSpecifier(declared)) return [];
      const from = findAncestor(declared, ts.isImportDeclaration)?.moduleSpecifier;
      const isPackage = from && ts.isStringLiteral(from) && !from.text.startsWith('.');
      return isPackage ? [(declared.propertyName ?? declared.name).text] : [];
    }),
  );
}

/** `extends PassportStrategy(Strategy)` → `PassportStrategy`. */
function baseCalled(node: ClassNode, values: Values): string {
  const base = baseExpression(node);
  return base && ts.isCallExpression(base) ? (packageName(base.expression, values) ?? '') : '';
}
