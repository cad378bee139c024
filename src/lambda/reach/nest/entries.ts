import { ts } from 'ts-morph';
import {
  type ClassNode,
  calleeName,
  collect,
  isFunctionNode,
  memberName,
  nameText,
  outermost,
  unwrap,
} from '../../../ast/nodes.js';
import type { ModuleGraph } from '../../modules/modules.js';
import type { Denoted } from '../../values/value.js';
import type { Values } from '../../values/values.js';
import type { ListChanges } from './changes.js';
import { addedTo, isParameter, type ListGrowth, setIn, setWhereRead } from './growth.js';

/**
 * What an expression is to be: a module, an entry of another list, an object of metadata, the base of a class; or something of which only
 * the classes matter that it names, such as what a package is given.
 */
type Kind = 'module' | 'entry' | 'object' | 'base' | 'guess';

export interface ListReader {
  readonly values: Values;
  readonly graph: ModuleGraph;
  readonly changes: ListChanges;
  readonly seen: Set<string>;
  readonly list: (node: ClassNode, isModule: boolean) => void;
  readonly listForAll: (node: ClassNode, token: string) => void;
  /** Something cannot be read. */
  readonly lost: () => void;
}

/** Properties of metadata, of dynamic modules and of providers → what stands there. */
const PROPERTIES: Readonly<Record<string, Kind>> = {
  module: 'entry',
  imports: 'module',
  controllers: 'entry',
  providers: 'entry',
  useClass: 'entry',
  useExisting: 'guess',
  useValue: 'guess',
  useFactory: 'guess',
};

/** Lists the classes that an expression stands for, however it is written. */
export function readEntry(expression: ts.Expression, kind: Kind, reader: ListReader): void {
  const node = unwrap(expression);
  const key = `${kind} ${node.getSourceFile().fileName} ${node.pos} ${node.end}`;
  if (reader.seen.has(key)) return;
  reader.seen.add(key);
  if (ts.isArrayLiteralExpression(node)) readGrowth(addedTo(node, reader.changes), kind, reader);
  const parts = alternatives(node);
  if (parts) for (const part of parts) readEntry(part, kind, reader);
  else if (ts.isCallExpression(node)) readCall(node, kind, reader);
  else if (isFunctionNode(node)) readFunction(node, kind, reader);
  else if (!isNothing(node)) readValues(node, reader.values.of(node), kind, reader);
}

/** What it may be, where its form tells. */
function alternatives(node: ts.Expression): readonly ts.Expression[] | undefined {
  if (ts.isSpreadElement(node) || ts.isAwaitExpression(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return [node.right];
  const isEither = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
  return isEither ? [node.left, node.right] : undefined;
}

function isNothing(node: ts.Expression): boolean {
  const { kind } = node;
  if (kind === ts.SyntaxKind.FalseKeyword || kind === ts.SyntaxKind.NullKeyword) return true;
  return ts.isStringLiteralLike(node) || (ts.isIdentifier(node) && node.text === 'undefined');
}

function readCall(call: ts.CallExpression, kind: Kind, reader: ListReader): void {
  const name = calleeName(call) ?? '';
  const [argument] = call.arguments;
  const callee = unwrap(call.expression);
  const isList = /^(?:filter|concat|flat)$/.test(name) && ts.isPropertyAccessExpression(callee);
  if (name === 'forwardRef' && argument) readEntry(argument, kind, reader);
  // `[A, isLocal && B].filter(Boolean)`
  else if (isList) for (const each of partsOf(call, callee.expression)) readEntry(each, kind, reader);
  else readMade(call, callee, kind, reader);
}

function partsOf(call: ts.CallExpression, list: ts.Expression): readonly ts.Expression[] {
  return calleeName(call) === 'concat' ? [list, ...call.arguments] : [list];
}

function readMade(call: ts.CallExpression, callee: ts.Expression, kind: Kind, reader: ListReader): void {
  const called = reader.values.of(callee);
  const functions = called.flatMap((value) => (value.kind === 'function' ? [value.node] : []));
  for (const each of functions) readFunction(each, kind, reader);
  if (functions.length > 0) return;
  // A package makes it, or a method that a class of ours has of one; what that is given may name classes of ours.
  for (const each of call.arguments) readEntry(each, 'guess', reader);
  const owners = ts.isPropertyAccessExpression(callee) ? reader.values.of(callee.expression) : [];
  for (const value of owners) if (value.kind === 'class') reader.list(value.node, kind === 'module');
  const isForeign = called.some(isOfPackage) || owners.some((value) => value.kind === 'class' || isOfPackage(value));
  if (!isForeign && kind !== 'guess') reader.lost();
}

const isOfPackage = ({ kind }: Denoted): boolean => kind === 'external' || kind === 'made' || kind === 'member';

/** What it returns; of a factory that a provider or a package is given, what it makes as well. */
function readFunction(node: ts.Node, kind: Kind, reader: ListReader): void {
  if (kind === 'guess') for (const made of collect(node, ts.isNewExpression, 'nested')) readEntry(made, kind, reader);
  const facts = reader.graph.modules.get(node.getSourceFile().fileName)?.facts.owners;
  const returns = isFunctionNode(node) ? (facts?.get(node)?.returns ?? []) : [];
  if (returns.length === 0 && kind !== 'guess') reader.lost();
  for (const each of returns) readEntry(each, kind, reader);
}

function readValues(node: ts.Expression, values: readonly Denoted[], kind: Kind, reader: ListReader): void {
  // Of many values some are left out, and lists may hold what nobody sees.
  const isSure = values.length > 0 && !reader.values.isDoubtful(() => reader.values.of(node));
  if (!isSure && kind !== 'guess') reader.lost();
  readGrowth(setWhereRead(node, reader.values, reader.changes), kind, reader);
  for (const value of values) readValue(value, node, kind, reader);
}

function readValue(value: Denoted, node: ts.Expression, kind: Kind, reader: ListReader): void {
  if (value.kind === 'class' || value.kind === 'instance') reader.list(value.node, kind === 'module');
  else if (value.kind === 'object' || value.kind === 'array') {
    // One of several that a condition chooses from: the others count as well.
    const whole = aroundChoice(value.node);
    if (whole !== value.node && whole !== node) readEntry(whole, kind, reader);
    else if (value.kind === 'object') readObject(value.node, kind, reader);
    else readEntry(value.node, kind, reader);
  } else if (value.kind === 'made') {
    for (const each of value.node?.arguments ?? []) readEntry(each, 'guess', reader);
  } else if (kind !== 'guess' && !isOfPackage(value)) reader.lost();
}

function aroundChoice(node: ts.Expression): ts.Expression {
  let at: ts.Node = node;
  for (;;) {
    const { parent } = outermost(at);
    if (!ts.isConditionalExpression(parent) && !ts.isBinaryExpression(parent)) break;
    at = parent;
  }
  return at as ts.Expression;
}

/** What becomes part of a list, or of the place that is read, after it is made. */
function readGrowth(growth: readonly ListGrowth[], kind: Kind, reader: ListReader): void {
  for (const { value, isCopied } of growth) {
    if (value && !isCopied) readAdded(value, kind, reader);
    else if (kind !== 'guess') reader.lost();
  }
}

function readAdded(value: ts.Expression, kind: Kind, reader: ListReader): void {
  if (kind !== 'guess' && isParameter(value)) reader.lost();
  readEntry(value, kind, reader);
}

/** What is set in metadata, or in a dynamic module, after it is made. */
function readSet(node: ts.ObjectLiteralExpression, kind: Kind, reader: ListReader): void {
  for (const { value, isCopied, name } of setIn(node, reader.changes)) {
    const meant = name !== undefined && Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
    if (isCopied && value) readEntry(value, kind === 'guess' ? kind : 'object', reader);
    else if (value && meant) readAdded(value, kind === 'guess' ? kind : meant, reader);
    else if (kind !== 'guess' && (name === undefined || meant)) reader.lost();
  }
}

function readObject(node: ts.ObjectLiteralExpression, kind: Kind, reader: ListReader): void {
  const token = tokenOf(node);
  readSet(node, kind, reader);
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      readEntry(property.expression, kind === 'guess' ? kind : 'object', reader);
      continue;
    }
    const name = nameText(property.name);
    const meant = name !== undefined && Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
    const inside = kind === 'guess' ? kind : meant;
    const value = expressionOf(property);
    if (name === undefined && kind !== 'guess') reader.lost();
    else if (inside && value) readEntry(value, inside, reader);
    else if (inside && !ts.isMethodDeclaration(property)) reader.lost();
    if (token && value && /^use(?:Class|Existing|Value)$/.test(name ?? ''))
      for (const each of reader.values.of(value))
        if (each.kind === 'class' || each.kind === 'instance') reader.listForAll(each.node, token);
  }
}

function expressionOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** `{ provide: APP_GUARD, … }` */
function tokenOf(node: ts.ObjectLiteralExpression): string | undefined {
  const provided = node.properties.find((property) => nameText(property.name) === 'provide');
  const value = provided && expressionOf(provided);
  if (!value) return undefined;
  return ts.isIdentifier(value) ? value.text : memberName(value);
}
