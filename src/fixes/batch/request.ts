import { ts } from 'ts-morph';
import { isInside, memberName, nameText, unwrap, walk } from '../../ast/nodes.js';
import { referencesOf, statementOf } from '../../ast/references.js';
import { isReference, lookup } from '../../ast/scope.js';
import type { AwsCall } from '../../lambda/aws-requests/aws-calls.js';
import type { BatchWrite } from '../../lambda/catalogue/batch-form.js';
import type { Program } from '../../lambda/program.js';
import { hasCommentInside } from '../editing/trivia.js';

/** How the code talks to the service. */
type Sdk =
  | { readonly kind: 'command'; readonly name: ts.Identifier; readonly module: string }
  | { readonly kind: 'method' | 'v2'; readonly method: string };

/** A request for one item, taken apart. */
export interface SingleRequest {
  /** All of it up to its promise, without `await`: `db.put(…).promise()`. */
  readonly node: ts.Expression;
  readonly client: string;
  readonly sdk: Sdk;
  /** `TableName` and its value; absent where requests share nothing. */
  readonly target?: { readonly name: string; readonly value: ts.Expression };
  /** What is of one item in it. */
  readonly values: readonly ts.Expression[];
  /** The request as an entry of a batch, as code. */
  readonly entry: string;
  /** Only held the parameters. */
  readonly leftOver?: ts.VariableStatement;
  /** The command is made in a statement of its own; the entry takes the command's place there. */
  readonly command?: ts.NewExpression;
}

/** Nothing where a part of the request cannot be moved into a batch as it is. */
export function singleRequest(
  request: AwsCall,
  write: BatchWrite,
  body: ts.Node,
  program: Program,
): SingleRequest | undefined {
  const { node: call } = request;
  const sdk = ts.isCallExpression(call) ? sdkOf(request, call, program) : undefined;
  const callee = ts.isCallExpression(call) ? unwrap(call.expression) : undefined;
  if (!sdk || !callee || !ts.isPropertyAccessExpression(callee) || call.arguments?.length !== 1) return undefined;
  const sent = sdk.kind === 'v2' ? promiseOf(call) : call;
  const command =
    request.place !== call && !isInside(request.place, call) ? (request.place as ts.NewExpression) : undefined;
  const input = inputOf(sdk.kind === 'command' ? (request.place as ts.NewExpression) : call, body);
  if (input && hasCommentInside(input.literal)) return undefined;
  if (!sent || !input || dependsOnIteration(callee.expression, body) || (command && !isInside(command, body)))
    return undefined;
  const parts = partsOf(input, write);
  const target = parts?.target;
  if (!parts || (target && dependsOnIteration(target.value, body))) return undefined;
  return {
    node: sent,
    client: callee.expression.getText(),
    sdk,
    entry: parts.entry,
    values: parts.values,
    leftOver: input.statement,
    ...(target && { target }),
    ...(command && { command }),
  };
}

function sdkOf({ via, place, node }: AwsCall, call: ts.CallExpression, program: Program): Sdk | undefined {
  if (via === 'library') return undefined;
  if (ts.isNewExpression(place) && place !== node) {
    const name = unwrap(place.expression);
    const [value] = program.values.of(name);
    return ts.isIdentifier(name) && value?.kind === 'external'
      ? { kind: 'command', name, module: value.module }
      : undefined;
  }
  const method = memberName(unwrap(call.expression));
  return method ? { kind: via === 'v2' ? 'v2' : 'method', method } : undefined;
}

/** `db.put(…).promise()` of `db.put(…)`. */
function promiseOf(call: ts.Expression): ts.Expression | undefined {
  const access = call.parent;
  const isPromise = ts.isPropertyAccessExpression(access) && access.name.text === 'promise';
  return isPromise && ts.isCallExpression(access.parent) ? access.parent : undefined;
}

interface RequestInput {
  readonly literal: ts.ObjectLiteralExpression;
  /** The local constant that holds it, when something else looks at it too. */
  readonly name?: string;
  /** The statement of a local constant that nothing else looks at. */
  readonly statement?: ts.VariableStatement;
}

function inputOf(call: ts.NewExpression | ts.CallExpression | ts.Expression, body: ts.Node): RequestInput | undefined {
  const [argument] = ts.isNewExpression(call) || ts.isCallExpression(call) ? (call.arguments ?? []) : [];
  if (!argument) return undefined;
  const direct = unwrap(argument);
  if (ts.isObjectLiteralExpression(direct)) return { literal: direct };
  const declaration = ts.isIdentifier(direct) ? lookup(direct)?.node : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const literal = unwrap(declaration.initializer);
  const isLocal = isInside(declaration, body) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  if (!isLocal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const statement = statementOf(declaration);
  const isOnlyForThis =
    referencesOf(declaration).length === 1 && statement && !/\/\/|\/\*/.test(statement.getFullText());
  return isOnlyForThis ? { literal, statement } : { literal, name: declaration.name.getText() };
}

interface Parameter {
  readonly name: string;
  readonly value: ts.Expression;
}

function parameterOf(property: ts.ObjectLiteralElementLike): Parameter | undefined {
  if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return undefined;
  const name = nameText(property.name);
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  return name === undefined ? undefined : { name, value };
}

/** Sorts the parameters into what all share and what belongs to one item. */
function partsOf(
  input: RequestInput,
  { target, entry, shape }: BatchWrite,
): Pick<SingleRequest, 'entry' | 'target' | 'values'> | undefined {
  const parameters = input.literal.properties.flatMap((property) => parameterOf(property) ?? []);
  const isKnown = ({ name }: Parameter): boolean => target.includes(name) || entry.includes(name);
  if (parameters.length < input.literal.properties.length || !parameters.every(isKnown)) return undefined;
  const shared = parameters.filter(({ name }) => target.includes(name));
  if (shared.length !== Math.min(target.length, 1)) return undefined;
  const own = parameters.filter(({ name }) => entry.includes(name));
  const text = entryText(input, own, shape);
  const values = own.map(({ value }) => value);
  const [first] = shared;
  return text === undefined ? undefined : { entry: text, values, ...(first && { target: first }) };
}

function entryText(input: RequestInput, own: readonly Parameter[], shape: BatchWrite['shape']): string | undefined {
  if (shape === 'parameters') return `{ ${own.map((each) => parameterText(input, each)).join(', ')} }`;
  const [first] = own;
  if (own.length !== 1 || !first) return undefined;
  if (shape === 'put') return `{ PutRequest: { ${parameterText(input, first)} } }`;
  if (shape === 'delete') return `{ DeleteRequest: { ${parameterText(input, first)} } }`;
  if (shape === 'record') return valueText(input, first);
  const list = unwrap(first.value);
  const [only, ...others] = ts.isArrayLiteralExpression(list) ? list.elements : [];
  return only && others.length === 0 && (!input.name || isSteady(only)) ? only.getText() : undefined;
}

function parameterText(input: RequestInput, parameter: Parameter): string {
  const { name } = parameter;
  const value = valueText(input, parameter);
  return value === name ? name : `${name}: ${value}`;
}

/** What is made for the constant must not be made twice: `params.Item`. */
function valueText({ name: holder }: RequestInput, { name, value }: Parameter): string {
  return holder && !isSteady(value) ? `${holder}.${name}` : value.getText();
}

function isSteady(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isPropertyAccessExpression(node);
}

/** Names something that only one iteration has. */
function dependsOnIteration(node: ts.Expression, body: ts.Node): boolean {
  return namesInside(node, body.parent);
}

/** Names something that is declared within the container. */
export function namesInside(node: ts.Expression, container: ts.Node): boolean {
  return walk(node, (each) => {
    const declaration = ts.isIdentifier(each) && isReference(each) ? lookup(each)?.node : undefined;
    return !!declaration && isInside(declaration, container);
  });
}
