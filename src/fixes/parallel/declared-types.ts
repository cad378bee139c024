import { ts } from 'ts-morph';
import { findAncestor, isClassNode, memberName, nameText, unwrap } from '../../ast/nodes.js';
import type { Program } from '../../lambda/program.js';
import { definitionOf } from '../../lambda/values/definition.js';

/** What says which members something has. */
type TypeShape = ts.TypeNode | ts.InterfaceDeclaration | ts.ClassLikeDeclaration;

/** Types and members that lead to each other end here. */
const DEEPEST = 8;

/** A text, a number, a truth value or nothing at all: what becomes a text without running any code. */
export function isPlainType(type: ts.TypeNode, program: Program, depth = 0): boolean {
  const node = resolved(type, program, depth);
  if (ts.isUnionTypeNode(node)) return node.types.every((each) => isPlainType(each, program, depth + 1));
  if (ts.isTypeReferenceNode(node)) return isEnum(node, program);
  // `1n` cannot be put together with a number.
  if (ts.isLiteralTypeNode(node)) return !/^-?\d+n$/.test(node.getText());
  return PLAIN.has(node.kind);
}

const PLAIN = new Set([
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.BooleanKeyword,
  ts.SyntaxKind.UndefinedKeyword,
  ts.SyntaxKind.TemplateLiteralType,
]);

/** Leaves no room for null and undefined; what cannot be looked up, as the type of a package, is taken at its word. */
export function isNeverMissing(type: ts.TypeNode, program: Program, depth = 0): boolean {
  const node = resolved(type, program, depth);
  if (ts.isUnionTypeNode(node)) return node.types.every((each) => isNeverMissing(each, program, depth + 1));
  if (ts.isTypeReferenceNode(node) && isTypeParameter(node)) return false;
  return !/\b(any|unknown|undefined|null|void)\b/.test(ts.isTypeLiteralNode(node) ? '' : node.getText());
}

/** The type that the code writes down for an expression. */
export function declaredType(expression: ts.Expression, program: Program, depth = 0): ts.TypeNode | undefined {
  if (depth > DEEPEST) return undefined;
  if (ts.isAsExpression(expression)) return expression.type;
  const node = unwrap(expression);
  if (node !== expression) return declaredType(unwrapOnce(expression), program, depth + 1);
  if (ts.isIdentifier(node)) return ofName(node, program, depth);
  const name = memberName(node);
  if (name === undefined) return undefined;
  const holder = shapeOf((node as ts.PropertyAccessExpression).expression, program, depth + 1);
  return holder && memberType(holder, name, program, depth + 1);
}

function unwrapOnce(node: ts.Expression): ts.Expression {
  return (node as ts.ParenthesizedExpression).expression;
}

function shapeOf(expression: ts.Expression, program: Program, depth: number): TypeShape | undefined {
  if (unwrap(expression).kind === ts.SyntaxKind.ThisKeyword) return findAncestor(expression, isClassNode);
  return declaredType(expression, program, depth);
}

function ofName(name: ts.Identifier, program: Program, depth: number): ts.TypeNode | undefined {
  const declaration = definitionOf(name, program.modules);
  if (!declaration) return undefined;
  if (ts.isParameter(declaration)) return declaration.type;
  if (ts.isBindingElement(declaration)) return ofElement(declaration, program, depth + 1);
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  if (declaration.type) return declaration.type;
  return declaration.initializer && isConstant(declaration)
    ? declaredType(declaration.initializer, program, depth + 1)
    : ofLoop(declaration, program, depth);
}

function isConstant({ parent }: ts.VariableDeclaration): boolean {
  return (parent.flags & ts.NodeFlags.Const) !== 0;
}

/** `const { id } = order`, `({ id }: Order) => …` */
function ofElement(element: ts.BindingElement, program: Program, depth: number): ts.TypeNode | undefined {
  const name = nameText(element.propertyName ?? element.name);
  const holder = element.parent.parent;
  if (depth > DEEPEST || name === undefined || element.dotDotDotToken || !ts.isObjectBindingPattern(element.parent))
    return undefined;
  const shape = ts.isBindingElement(holder) ? ofElement(holder, program, depth + 1) : ofHolder(holder, program, depth);
  return shape && memberType(shape, name, program, depth);
}

function ofHolder(
  holder: ts.VariableDeclaration | ts.ParameterDeclaration,
  program: Program,
  depth: number,
): TypeShape | undefined {
  return holder.type ?? (holder.initializer && shapeOf(holder.initializer, program, depth + 1));
}

/** `for (const id of ids)` */
function ofLoop({ parent }: ts.VariableDeclaration, program: Program, depth: number): ts.TypeNode | undefined {
  const loop = parent.parent;
  const list = ts.isForOfStatement(loop) ? declaredType(loop.expression, program, depth + 1) : undefined;
  if (!list) return undefined;
  const type = resolved(list, program, depth);
  if (ts.isArrayTypeNode(type)) return type.elementType;
  return ts.isTypeReferenceNode(type) && /^(Readonly)?(Array|Set)$/.test(type.typeName.getText())
    ? type.typeArguments?.[0]
    : undefined;
}

function memberType(shape: TypeShape, name: string, program: Program, depth: number): ts.TypeNode | undefined {
  if (depth > DEEPEST) return undefined;
  if (isClassNode(shape as ts.Node)) return ofClass(shape as ts.ClassLikeDeclaration, name);
  if (ts.isInterfaceDeclaration(shape)) return signature(shape.members, name) ?? ofBases(shape, name, program, depth);
  const type = resolved(shape as ts.TypeNode, program, depth);
  if (ts.isTypeLiteralNode(type)) return signature(type.members, name);
  if (ts.isIntersectionTypeNode(type)) return firstMember(type.types, name, program, depth);
  if (ts.isUnionTypeNode(type)) {
    const [only, ...others] = type.types.filter((each) => !/^(null|undefined)$/.test(each.getText()));
    return only && others.length === 0 ? memberType(only, name, program, depth + 1) : undefined;
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  if (type.typeName.getText() === 'Record') return type.typeArguments?.[1];
  const declaration = definitionOfType(type, program);
  const isShape = declaration && (ts.isInterfaceDeclaration(declaration) || isClassNode(declaration));
  return isShape ? memberType(declaration, name, program, depth + 1) : undefined;
}

function firstMember(
  types: readonly TypeShape[],
  name: string,
  program: Program,
  depth: number,
): ts.TypeNode | undefined {
  for (const each of types) {
    const found = memberType(each, name, program, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function signature(members: ts.NodeArray<ts.TypeElement>, name: string): ts.TypeNode | undefined {
  return members.filter(ts.isPropertySignature).find((each) => nameText(each.name) === name)?.type;
}

function ofBases(
  { heritageClauses }: ts.InterfaceDeclaration,
  name: string,
  program: Program,
  depth: number,
): ts.TypeNode | undefined {
  const bases = (heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression));
  const shapes = bases.flatMap((each) => {
    const found = ts.isIdentifier(each) ? definitionOf(each, program.modules) : undefined;
    return found && ts.isInterfaceDeclaration(found) ? [found] : [];
  });
  return firstMember(shapes, name, program, depth);
}

/** A field, or a parameter of the constructor that makes one. */
function ofClass({ members }: ts.ClassLikeDeclaration, name: string): ts.TypeNode | undefined {
  const field = members.filter(ts.isPropertyDeclaration).find((each) => nameText(each.name) === name);
  if (field) return field.type;
  const parameters = members.filter(ts.isConstructorDeclaration).flatMap((each) => [...each.parameters]);
  return parameters.find((each) => ts.isParameterPropertyDeclaration(each, each.parent) && nameText(each.name) === name)
    ?.type;
}

/** Through names of types, and what only changes whether members are there. */
function resolved(type: ts.TypeNode, program: Program, depth: number): ts.TypeNode {
  if (depth > DEEPEST) return type;
  if (ts.isParenthesizedTypeNode(type)) return resolved(type.type, program, depth + 1);
  if (!ts.isTypeReferenceNode(type)) return type;
  const [argument] = type.typeArguments ?? [];
  if (argument && /^(Readonly|Partial|Required|NonNullable)$/.test(type.typeName.getText()))
    return resolved(argument, program, depth + 1);
  const declaration = definitionOfType(type, program);
  return declaration && ts.isTypeAliasDeclaration(declaration) ? resolved(declaration.type, program, depth + 1) : type;
}

function definitionOfType({ typeName }: ts.TypeReferenceNode, program: Program): ts.Node | undefined {
  return ts.isIdentifier(typeName) ? definitionOf(typeName, program.modules) : undefined;
}

function isEnum(type: ts.TypeReferenceNode, program: Program): boolean {
  const declaration = definitionOfType(type, program);
  return !!declaration && ts.isEnumDeclaration(declaration);
}

function isTypeParameter({ typeName }: ts.TypeReferenceNode): boolean {
  const name = typeName.getText();
  const declares = (each: ts.Node): boolean =>
    (each as Partial<ts.FunctionDeclaration>).typeParameters?.some((own) => own.name.text === name) ?? false;
  return ts.findAncestor(typeName, declares) !== undefined;
}
