import { ts } from 'ts-morph';
import { isMemberAccess, memberName, nameText, ownerOf, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { FunctionNode, Program } from '../../lambda/program.js';

/** `['pathParameters', 'id']` of what a handler is given, through constants, patterns and loops; an entry of a list is `[]`. */
export function eventPath(expression: ts.Expression, program: Program): readonly string[] | undefined {
  const node = unwrap(expression);
  if (ts.isIdentifier(node)) {
    const declaration = lookup(node)?.node;
    return declaration && ofDeclaration(declaration, program);
  }
  if (!isMemberAccess(node)) return undefined;
  const isEntry = ts.isElementAccessExpression(node) && ts.isNumericLiteral(node.argumentExpression);
  return extended(eventPath(node.expression, program), isEntry ? ENTRY : memberName(node));
}

const ENTRY = '[]';

/** What the services of AWS send as a text or a number, whoever calls them. A body that is taken apart may hold anything. */
export function isTextOfEvent(path: readonly string[]): boolean {
  return TEXTS.test(path.join('.'));
}

const TEXTS =
  /^((pathParameters|queryStringParameters|headers|stageVariables)\.[^.]+|requestContext\.(\w+|http\.\w+|identity\.\w+|authorizer\.(principalId|claims\.[^.]+|jwt\.claims\.[^.]+))|httpMethod|rawPath|rawQueryString|resource|routeKey|body)$|^Records\.\[\]\.(body|messageId|receiptHandle|eventName|eventSource|eventSourceARN|awsRegion|s3\.bucket\.name|s3\.object\.(key|size|eTag|versionId)|Sns\.(Message|MessageId|Subject|TopicArn)|kinesis\.\w+)$/;

function ofDeclaration(declaration: ts.Declaration, program: Program): readonly string[] | undefined {
  if (ts.isParameter(declaration)) return isEvent(declaration, program) ? [] : undefined;
  if (ts.isBindingElement(declaration)) return ofElement(declaration, program);
  if (!ts.isVariableDeclaration(declaration) || !(declaration.parent.flags & ts.NodeFlags.Const)) return undefined;
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop)) return extended(eventPath(loop.expression, program), ENTRY);
  return declaration.initializer && eventPath(declaration.initializer, program);
}

function ofElement(element: ts.BindingElement, program: Program): readonly string[] | undefined {
  if (element.dotDotDotToken || element.initializer) return undefined;
  const { parent } = element;
  const holder = ts.isBindingElement(parent.parent)
    ? ofElement(parent.parent, program)
    : ofDeclaration(parent.parent, program);
  if (ts.isObjectBindingPattern(parent)) return extended(holder, nameText(element.propertyName ?? element.name));
  return extended(holder, ENTRY);
}

function extended(path: readonly string[] | undefined, name: string | undefined): readonly string[] | undefined {
  return path && name !== undefined ? [...path, name] : undefined;
}

/** The first parameter of a handler. */
function isEvent(parameter: ts.ParameterDeclaration, program: Program): boolean {
  const owner = ownerOf(parameter.name) as FunctionNode;
  return owner.parameters?.[0] === parameter && isHandler(owner, program);
}

export function isHandler(owner: FunctionNode, program: Program): boolean {
  return [...program.handlers.values()].some((each) => each.includes(owner));
}
