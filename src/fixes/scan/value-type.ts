import { ts } from 'ts-morph';
import { calleeName, memberName, nameText, propertyValue, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** Types that a key may have; `none` for what no key is. */
export type KeyType = 'S' | 'N' | 'B' | 'none';

/** The type of a value that an expression compares with, where the code shows it. */
export function keyTypeOf(input: ts.ObjectLiteralExpression, placeholder: string): KeyType | undefined {
  const given = propertyValue(input, 'ExpressionAttributeValues');
  const values = given && withoutMarshall(unwrap(given));
  const value = values && ts.isObjectLiteralExpression(values) ? propertyValue(values, placeholder) : undefined;
  return value && typeOf(value);
}

function withoutMarshall(node: ts.Expression): ts.Expression {
  const [argument] = ts.isCallExpression(node) && calleeName(node) === 'marshall' ? node.arguments : [];
  return argument ? unwrap(argument) : node;
}

function typeOf(expression: ts.Expression): KeyType | undefined {
  const node = unwrap(expression);
  if (ts.isObjectLiteralExpression(node)) return ofAttributeValue(node);
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return 'S';
  if (ts.isNumericLiteral(node) || ts.isPrefixUnaryExpression(node))
    return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken ? 'none' : 'N';
  const isWord = /^(true|false|null)$/.test(node.getText());
  if (isWord || ts.isArrayLiteralExpression(node)) return 'none';
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isIdentifier(node)) return ofDeclaration(lookup(node)?.node);
  return ofMember(node);
}

/** `{ S: email }` */
function ofAttributeValue({ properties }: ts.ObjectLiteralExpression): KeyType | undefined {
  const name = nameText(properties[0]?.name);
  return properties.length === 1 && /^[SNB]$/.test(name ?? '') ? (name as KeyType) : 'none';
}

function ofCall(node: ts.CallExpression): KeyType | undefined {
  const name = calleeName(node) ?? '';
  if (/^(String|toString|toISOString|toLowerCase|toUpperCase|trim|join|decodeURIComponent|randomUUID)$/.test(name))
    return 'S';
  if (/^(Number|parseInt|parseFloat|getTime|now)$/.test(name)) return 'N';
  return name === 'Boolean' ? 'none' : undefined;
}

function ofDeclaration(node: ts.Declaration | undefined): KeyType | undefined {
  if (!node || !(ts.isVariableDeclaration(node) || ts.isParameter(node))) return undefined;
  if (node.type) return ofType(node.type);
  return node.initializer && ts.isVariableDeclaration(node) ? typeOf(node.initializer) : undefined;
}

/** Parts of a web request are texts; members of a parameter are what its type says. */
function ofMember(node: ts.Expression): KeyType | undefined {
  if (/\b(pathParameters|queryStringParameters|headers|process\.env)\??\.?\[?/.test(node.getText())) return 'S';
  const name = memberName(node);
  const object = name === undefined ? undefined : unwrap((node as ts.PropertyAccessExpression).expression);
  const declaration = object && ts.isIdentifier(object) ? lookup(object)?.node : undefined;
  const type = declaration && ts.isParameter(declaration) ? declaration.type : undefined;
  const member =
    type && ts.isTypeLiteralNode(type) ? type.members.find((each) => nameText(each.name) === name) : undefined;
  return member && ts.isPropertySignature(member) && member.type ? ofType(member.type) : undefined;
}

function ofType(type: ts.TypeNode): KeyType | undefined {
  if (type.kind === ts.SyntaxKind.StringKeyword) return 'S';
  if (type.kind === ts.SyntaxKind.NumberKeyword) return 'N';
  return type.kind === ts.SyntaxKind.BooleanKeyword ? 'none' : undefined;
}
