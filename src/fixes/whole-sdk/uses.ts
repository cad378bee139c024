import { ts } from 'ts-morph';
import { collect, isAssigning, isMemberAccess, isStepping, memberName, outermost } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { WholeName } from './loads.js';

/** `AWS.S3`, in an expression or in a type. */
export interface Use {
  readonly name: string;
  readonly node: MemberNode;
  readonly isType: boolean;
}

export type MemberNode = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.QualifiedName;

/** The identifiers of a file by their text, without those that only name a member. */
export type IdentifiersByText = ReadonlyMap<string, readonly ts.Identifier[]>;

export function namesOf(file: ts.SourceFile): IdentifiersByText {
  const names = new Map<string, ts.Identifier[]>();
  for (const identifier of collect(file, ts.isIdentifier, 'nested')) {
    if (isMemberName(identifier)) continue;
    names.set(identifier.text, [...(names.get(identifier.text) ?? []), identifier]);
  }
  return names;
}

/** Every other place that the name stands for the SDK. */
export function referencesTo(
  { identifier, declaration }: WholeName,
  names: IdentifiersByText,
): readonly ts.Identifier[] {
  const all = names.get(identifier.text) ?? [];
  return all.filter((each) => each !== identifier && lookup(each)?.node === declaration);
}

/** The member that is used; `undefined` where the SDK itself goes somewhere, or is changed. */
export function useOf(identifier: ts.Identifier): Use | undefined {
  const { parent } = identifier;
  if (ts.isQualifiedName(parent)) {
    const isAlias = ts.isImportEqualsDeclaration(outermostName(parent).parent);
    return isAlias ? undefined : { name: parent.right.text, node: parent, isType: true };
  }
  if (!isMemberAccess(parent)) return undefined;
  if (parent.expression !== identifier || parent.questionDotToken) return undefined;
  const name = memberName(parent);
  return name === undefined ? undefined : { name, node: parent, isType: isInTypeHeritage(parent) };
}

/** `AWS.S3 = …`, `delete AWS.S3`, `[AWS.S3] = …`. */
export function isWritten(node: ts.Node): boolean {
  const whole = outermost(node);
  const { parent } = whole;
  if (ts.isBinaryExpression(parent)) return isAssigning(parent) && parent.left === whole;
  if (ts.isDeleteExpression(parent) || isStepping(parent)) return true;
  return (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === whole;
}

function outermostName(node: ts.QualifiedName): ts.Node {
  let at: ts.Node = node;
  while (ts.isQualifiedName(at.parent)) at = at.parent;
  return at;
}

/** `implements AWS.S3.Types`, `interface X extends AWS.S3`. */
function isInTypeHeritage(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isPropertyAccessExpression(at)) at = at.parent;
  if (!ts.isExpressionWithTypeArguments(at) || !ts.isHeritageClause(at.parent)) return false;
  return at.parent.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(at.parent.parent);
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName === node;
  if (ts.isExportSpecifier(parent)) return parent.propertyName !== undefined && parent.name === node;
  const isMember = ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isTypeElement(parent);
  return (isMember || ts.isEnumMember(parent) || ts.isJsxAttribute(parent)) && parent.name === node;
}
