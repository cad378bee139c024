import { ts } from 'ts-morph';
import { type Evaluation, NONE } from './evaluation.js';
import { constructedFrom } from './instantiate.js';
import type { Denoted } from './value.js';

export function ofType(e: Evaluation, node: ts.TypeNode): readonly Denoted[] {
  return e.memory.values(node, () => typeValues(e, node));
}

function typeValues(e: Evaluation, node: ts.TypeNode): readonly Denoted[] {
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.flatMap((each) => ofType(e, each));
  if (ts.isParenthesizedTypeNode(node)) return ofType(e, node.type);
  if (ts.isTypeQueryNode(node)) return ofEntityName(e, node.exprName);
  if (!ts.isTypeReferenceNode(node)) return NONE;
  const [argument] = node.typeArguments ?? [];
  const name = ts.isIdentifier(node.typeName) ? node.typeName.text : '';
  if (argument && /^(Promise|Readonly|Partial|Required|NonNullable|Awaited|InstanceType)$/.test(name)) {
    const inner = ofType(e, argument);
    return name === 'InstanceType' ? inner.flatMap((value) => constructedFrom(value)) : inner;
  }
  if (argument && name === 'ReturnType') {
    return ofType(e, argument).flatMap((value) => (value.kind === 'function' ? e.returnsOf(value.node) : NONE));
  }
  return ofTypeName(e, node.typeName);
}

function ofTypeName(e: Evaluation, name: ts.EntityName): readonly Denoted[] {
  const values = ofEntityName(e, name).flatMap((value) => constructedFrom(value));
  if (values.length > 0 || !ts.isIdentifier(name)) return values;
  const declaration = e.classes.typeDeclaration(name);
  if (!declaration) return NONE;
  if (ts.isTypeAliasDeclaration(declaration)) return ofType(e, declaration.type);
  return e.classes.implementationsOf(declaration).map((node) => ({ kind: 'instance', node }));
}

export function ofEntityName(e: Evaluation, name: ts.EntityName): readonly Denoted[] {
  return ts.isIdentifier(name) ? e.of(name) : e.membersOf(ofEntityName(e, name.left), name.right.text);
}
