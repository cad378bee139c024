import { ts } from 'ts-morph';
import { isFunctionNode, nameText, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';
import { exposuresOf } from '../objects/writes.js';
import type { Denoted } from '../values/value.js';

/** Methods that a request may have; `?` where one is given that cannot be seen, or may be. */
export interface Methods {
  /** In the text of the code. */
  readonly known: readonly string[];
  /** A method is given, and may be any. */
  readonly isAny: boolean;
  /** Options that cannot be seen as a whole may hold one. */
  readonly isOpen: boolean;
}

const NONE: Methods = { known: [], isAny: false, isOpen: false };
const OPEN: Methods = { ...NONE, isOpen: true };
const ANY: Methods = { ...NONE, isAny: true };

/** Variables, parameters and options that lead to each other end here. */
const DEEPEST = 4;

/** What the arguments of a request, and those of the calls that made the client, say of its method. */
export function methodsOf(call: ts.CallExpression, callee: Denoted, program: Foundation): Methods {
  const [first, second, third] = call.arguments;
  if (call.arguments.slice(0, 3).some(ts.isSpreadElement)) return OPEN;
  const makers = makersOf(callee).flatMap((each) =>
    (each.arguments ?? []).map((given) => ofOptions(given, program, 0)),
  );
  if (first && isNamedFirst(callee, first)) return ofText(first, program, 0);
  const parts = [
    ...makers,
    first ? ofAddress(first, program) : NONE,
    second ? ofOptions(second, program, 0) : NONE,
    third && !isFunctionNode(unwrap(third)) ? ofOptions(third, program, 0) : NONE,
  ];
  return together(parts);
}

function together(parts: readonly Methods[]): Methods {
  return {
    known: parts.flatMap(({ known }) => known),
    isAny: parts.some(({ isAny }) => isAny),
    isOpen: parts.some(({ isOpen }) => isOpen),
  };
}

/** The calls that made what is called: `got.extend({ … })`. */
function makersOf(value: Denoted): readonly (ts.CallExpression | ts.NewExpression)[] {
  if (value.kind === 'member') return makersOf(value.of);
  return value.kind === 'made' ? [...(value.node ? [value.node] : []), ...makersOf(value.by)] : [];
}

/** `needle('post', url)`, `superagent('POST', url)` */
function isNamedFirst(callee: Denoted, first: ts.Expression): boolean {
  const node = unwrap(first);
  if (ts.isStringLiteralLike(node)) return /^(get|head|post|put|patch|delete|options)$/i.test(node.text);
  return callee.kind === 'external' && callee.module === 'needle' && callee.path.length === 0;
}

/** The first argument: an address, which says nothing, or a request and its options in one. */
function ofAddress(node: ts.Expression, program: Foundation): Methods {
  return isAddress(unwrap(node), 0) ? NONE : ofOptions(node, program, 0);
}

const ADDRESS = /ur[li]|href|endpoint|link|path|address|host|location|hook|domain|origin|resource|^u$/i;

function isAddress(node: ts.Expression, depth: number): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node)) return true;
  if (ts.isNewExpression(node)) return node.expression.getText() === 'URL';
  if (ts.isConditionalExpression(node))
    return isAddress(unwrap(node.whenTrue), depth) && isAddress(unwrap(node.whenFalse), depth);
  if (ts.isCallExpression(node))
    return ADDRESS.test(node.expression.getText()) || /\.toString$/.test(node.expression.getText());
  if (!ts.isIdentifier(node))
    return (
      ts.isPropertyAccessExpression(node) && (ADDRESS.test(node.name.text) || /^process\.env\./.test(node.getText()))
    );
  const declaration = lookup(node)?.node;
  if (declaration && ts.isParameter(declaration) && declaration.type)
    return /^(string|URL)$/.test(declaration.type.getText());
  const value = constantOf(node);
  return value && depth < DEEPEST
    ? isAddress(value, depth + 1) || (ADDRESS.test(node.text) && !isMade(value))
    : ADDRESS.test(node.text);
}

function isMade(node: ts.Expression): boolean {
  return ts.isNewExpression(node) || ts.isObjectLiteralExpression(node);
}

function constantOf(node: ts.Identifier): ts.Expression | undefined {
  const declaration = lookup(node)?.node;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  return declaration.parent.flags & ts.NodeFlags.Const ? unwrap(declaration.initializer) : undefined;
}

function ofOptions(expression: ts.Expression, program: Foundation, depth: number): Methods {
  const node = unwrap(expression);
  if (depth > DEEPEST) return OPEN;
  if (ts.isObjectLiteralExpression(node)) return ofLiteral(node, program, depth);
  if (isNothing(node)) return NONE;
  if (ts.isNewExpression(node) && node.expression.getText() === 'Request')
    return together((node.arguments ?? []).slice(1).map((each) => ofOptions(each, program, depth + 1)));
  if (ts.isConditionalExpression(node))
    return together([node.whenTrue, node.whenFalse].map((each) => ofOptions(each, program, depth + 1)));
  // `...(token && { headers })`
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return ofOptions(node.right, program, depth + 1);
  const values = program.values.of(node);
  if (values.length > 0 && values.every((each) => each.kind === 'object'))
    return together(values.map((each) => ofLiteral(each.node, program, depth + 1)));
  if (!ts.isIdentifier(node)) return OPEN;
  const value = constantOf(node);
  if (value) return ofOptions(value, program, depth + 1);
  return ofArguments(node, program, depth, ofOptions) ?? OPEN;
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || node.getText() === 'undefined' || ts.isStringLiteralLike(node);
}

/** Later entries win over earlier ones. */
function ofLiteral(node: ts.ObjectLiteralExpression, program: Foundation, depth: number): Methods {
  let found = NONE;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) found = together([found, ofOptions(property.expression, program, depth + 1)]);
    else if (nameText(property.name) === 'method') found = ofProperty(property, program, depth);
    else if (property.name && ts.isComputedPropertyName(property.name) && nameText(property.name) === undefined)
      found = together([found, OPEN]);
  }
  const isSetLater = exposuresOf(node, program).some(
    ({ isHandedOver, name }) => !isHandedOver && (name === undefined || name === 'method'),
  );
  return isSetLater ? together([found, OPEN]) : found;
}

function ofProperty(property: ts.ObjectLiteralElementLike, program: Foundation, depth: number): Methods {
  if (ts.isPropertyAssignment(property)) return ofText(property.initializer, program, depth);
  return ts.isShorthandPropertyAssignment(property) ? ofText(property.name, program, depth) : ANY;
}

/** `'POST'`, `isNew ? 'POST' : 'PUT'`, a constant or a parameter that is one of these. */
function ofText(expression: ts.Expression, program: Foundation, depth: number): Methods {
  const node = unwrap(expression);
  if (depth > DEEPEST) return ANY;
  if (ts.isStringLiteralLike(node)) return { ...NONE, known: [node.text] };
  if (node.getText() === 'undefined') return NONE;
  if (ts.isConditionalExpression(node))
    return together([node.whenTrue, node.whenFalse].map((each) => ofText(each, program, depth + 1)));
  if (!ts.isIdentifier(node)) return ANY;
  const value = constantOf(node);
  if (value) return ofText(value, program, depth + 1);
  return ofArguments(node, program, depth, ofText) ?? ANY;
}

/** What every known caller gives for a parameter; nothing where it is none, or callers are not known. */
function ofArguments(
  node: ts.Identifier,
  program: Foundation,
  depth: number,
  of: (given: ts.Expression, program: Foundation, depth: number) => Methods,
): Methods | undefined {
  const parameter = lookup(node)?.node;
  if (!parameter || !ts.isParameter(parameter) || !isFunctionNode(parameter.parent)) return undefined;
  if (parameter.dotDotDotToken || !ts.isIdentifier(parameter.name)) return undefined;
  const index = parameter.parent.parameters.indexOf(parameter);
  const sites = program.values.callSitesOf(parameter.parent).map((each) => [...(each.arguments ?? [])]);
  if (sites.length === 0 || sites.some((given) => given.slice(0, index + 1).some(ts.isSpreadElement))) return undefined;
  const given = sites.flatMap((each) => each[index] ?? parameter.initializer ?? []);
  return together(given.map((each) => of(each, program, depth + 1)));
}
