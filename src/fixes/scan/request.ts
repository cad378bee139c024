import { ts } from 'ts-morph';
import { findAncestor, hasModifier, isInside, memberName, nameText, propertyValue, unwrap } from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import { lookup } from '../../ast/scope.js';
import type { AwsCall } from '../../lambda/aws-requests/aws-calls.js';
import { type FilterPart, filterParts } from './filter.js';
import type { ScanWants } from './key.js';

/** A Scan, taken apart. */
export interface ScanRequest extends ScanWants {
  readonly call: AwsCall;
  readonly literal: ts.ObjectLiteralExpression;
  readonly tableName: ts.Expression;
  /** `FilterExpression: '…'` */
  readonly filter: ts.PropertyAssignment;
  /** Types that the parameters are said to have. */
  readonly types: readonly ts.TypeNode[];
}

/** A Query has no segments, and no filter in the old notation. */
const NOT_IN_A_QUERY = /^(Segment|TotalSegments|ScanFilter|ConditionalOperator|AttributesToGet)$/;

/** Nothing where its parameters are not all to be seen, or a Query has no word for one of them. */
export function scanRequest(call: AwsCall): ScanRequest | undefined {
  const found = inputOf(call);
  if (!found) return undefined;
  const { literal, types } = found;
  const isPlain = literal.properties.every((property) => {
    const name = ts.isSpreadAssignment(property) ? undefined : nameText(property.name);
    const isValue = ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
    return isValue && name !== undefined && !NOT_IN_A_QUERY.test(name);
  });
  const filter = literal.properties.find((each) => nameText(each.name) === 'FilterExpression');
  const tableName = propertyValue(literal, 'TableName');
  if (!isPlain || !tableName || !filter || !ts.isPropertyAssignment(filter)) return undefined;
  const parts = partsOf(filter.initializer);
  const index = staticText(literal, 'IndexName');
  const projected = projectionOf(literal);
  if (!parts || index === null || !projected) return undefined;
  const consistent = propertyValue(literal, 'ConsistentRead');
  return {
    call,
    literal,
    tableName,
    filter,
    types,
    parts,
    projected,
    attributeOf: (name) => attributeOf(name, literal),
    isConsistent: !!consistent && consistent.kind !== ts.SyntaxKind.FalseKeyword,
    ...(index !== undefined && { index }),
  };
}

function partsOf(filter: ts.Expression): readonly FilterPart[] | undefined {
  const node = unwrap(filter);
  return ts.isStringLiteralLike(node) ? filterParts(node.text) : undefined;
}

/** `null`: there is something, but it is not static. */
function staticText(literal: ts.ObjectLiteralExpression, name: string): string | undefined | null {
  const value = propertyValue(literal, name);
  if (!value) return undefined;
  const node = unwrap(value);
  return ts.isStringLiteralLike(node) ? node.text : null;
}

/** Attributes that are read; a count reads none. What is not static counts as all. */
function projectionOf(literal: ts.ObjectLiteralExpression): ScanWants['projected'] | undefined {
  const select = staticText(literal, 'Select');
  if (select === 'COUNT') return [];
  const projection = staticText(literal, 'ProjectionExpression');
  if (typeof projection !== 'string') return 'all';
  const names = projection.split(',').map((path) => attributeOf(/^[^.[]+/.exec(path.trim())?.[0] ?? '', literal));
  return names.every((name) => name !== undefined) ? names : 'all';
}

function attributeOf(name: string, literal: ts.ObjectLiteralExpression): string | undefined {
  if (!name.startsWith('#')) return name;
  const names = propertyValue(literal, 'ExpressionAttributeNames');
  const aliases = names && unwrap(names);
  const value = aliases && ts.isObjectLiteralExpression(aliases) ? propertyValue(aliases, name) : undefined;
  const text = value && unwrap(value);
  return text && ts.isStringLiteralLike(text) ? text.text : undefined;
}

interface ScanInput {
  readonly literal: ts.ObjectLiteralExpression;
  readonly types: readonly ts.TypeNode[];
}

/** The parameters, written in the call or in a constant that nothing else looks into. */
function inputOf({ place, node, isPaginated, via }: AwsCall): ScanInput | undefined {
  const holder = ts.isNewExpression(place) ? place : node;
  if (via === 'library' || !ts.isExpression(holder)) return undefined;
  const argument = holder.arguments?.[isPaginated ? 1 : 0];
  if (!argument) return undefined;
  const direct = unwrap(argument);
  const types = typesAround(argument);
  if (ts.isObjectLiteralExpression(direct)) return { literal: direct, types };
  const declaration = ts.isIdentifier(direct) ? lookup(direct)?.node : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const literal = unwrap(declaration.initializer);
  if (!ts.isObjectLiteralExpression(literal) || !isOwnConstant(declaration, direct)) return undefined;
  const own = declaration.type ? [declaration.type] : [];
  return { literal, types: [...types, ...own, ...typesAround(declaration.initializer)] };
}

/** Only this request uses it; the next page may be set on it. */
function isOwnConstant(declaration: ts.VariableDeclaration, use: ts.Expression): boolean {
  const statement = findAncestor(declaration, ts.isVariableStatement);
  const isConstant = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  if (!isConstant || !statement || hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return false;
  return referencesOf(declaration).every(
    (each) => isInside(each, use) || /^(ExclusiveStartKey|Limit)$/.test(memberName(each.parent) ?? ''),
  );
}

/** Of casts and `satisfies` on the way to the value. */
function typesAround(node: ts.Expression): ts.TypeNode[] {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return typesAround(node.expression);
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)
    ? [node.type, ...typesAround(node.expression)]
    : [];
}
