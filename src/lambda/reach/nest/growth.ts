import { ts } from 'ts-morph';
import { calleeName, isAssigning, isFunctionNode, memberName, nameText, unwrap } from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import type { Values } from '../../values/values.js';
import type { ListChange, ListChanges } from './changes.js';

/** What a change puts into something; without a value where that cannot be told. */
export interface ListGrowth {
  readonly value?: ts.Expression;
  /** Only what the value holds: `Object.assign(x, value)`. */
  readonly isCopied?: boolean;
  /** The property that becomes the value. */
  readonly name?: string;
}

const UNKNOWN: readonly ListGrowth[] = [{}];
const NOTHING: readonly ListGrowth[] = [];

/** What is added to a list after it is made. */
export function addedTo(list: ts.ArrayLiteralExpression, changes: ListChanges): readonly ListGrowth[] {
  return changes.of(list).flatMap((change) => addedBy(change));
}

function addedBy({ node, name, isHandedOver }: ListChange): readonly ListGrowth[] {
  if (isHandedOver) return UNKNOWN;
  if (isAssigning(node)) return name === 'length' ? NOTHING : assignedBy(node);
  if (ts.isDeleteExpression(node)) return NOTHING;
  if (!ts.isCallExpression(node)) return UNKNOWN;
  const method = calleeName(node) ?? '';
  if (/^(?:pop|shift|sort|reverse|copyWithin)$/.test(method)) return NOTHING;
  if (/^(?:push|unshift)$/.test(method)) return node.arguments.map((value) => ({ value }));
  return method === 'splice' ? node.arguments.slice(2).map((value) => ({ value })) : UNKNOWN;
}

/** What is set in an object after it is made. */
export function setIn(object: ts.Node, changes: ListChanges): readonly ListGrowth[] {
  return changes.of(object).flatMap((change) => setBy(change));
}

function setBy({ node, name, isHandedOver }: ListChange): readonly ListGrowth[] {
  if (isHandedOver) return UNKNOWN;
  const named = (each: ListGrowth): ListGrowth => (name === undefined ? each : { ...each, name });
  // What cannot be told of is no value of any property.
  if (isAssigning(node)) return assignedBy(node).map((each) => (name === undefined ? {} : named(each)));
  if (ts.isDeleteExpression(node)) return NOTHING;
  if (!ts.isCallExpression(node)) return UNKNOWN.map(named);
  if (calleeName(node) === 'assign') return node.arguments.slice(1).map((value) => ({ value, isCopied: true }));
  // `x.set(…)` of an object of ours is a method of its own.
  return /^(?:Object|Reflect)\./.test(node.expression.getText()) ? UNKNOWN.map(named) : NOTHING;
}

function assignedBy(node: ts.BinaryExpression): readonly ListGrowth[] {
  const target = unwrap(node.left);
  const isPattern = ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target);
  return isPattern ? UNKNOWN : [{ value: node.right }];
}

/** What becomes of the place that an expression reads: `registry.controllers`, `lists[0]`, `controllers` of `const { controllers } = x`. */
export function setWhereRead(expression: ts.Expression, values: Values, changes: ListChanges): readonly ListGrowth[] {
  const place = placeOf(expression);
  if (!place) return NOTHING;
  const { holder, name } = place;
  return values.of(holder).flatMap((value): readonly ListGrowth[] => {
    if (value.kind === 'array') return addedTo(value.node, changes);
    if (value.kind === 'object') return setIn(value.node, changes).filter((each) => mayBe(each, name));
    const isOfClass = value.kind === 'class' || value.kind === 'instance';
    const own = isOfClass ? changes.of(value.node).filter(({ isHandedOver }) => !isHandedOver) : [];
    return own.flatMap(setBy).filter((each) => mayBe(each, name));
  });
}

function mayBe(growth: ListGrowth, name: string | undefined): boolean {
  return name === undefined || growth.name === undefined || growth.name === name;
}

function placeOf(expression: ts.Expression): { readonly holder: ts.Expression; readonly name?: string } | undefined {
  const node = unwrap(expression);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberName(node);
    return { holder: node.expression, ...(name !== undefined && { name }) };
  }
  const declared = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  if (!declared || !ts.isBindingElement(declared)) return undefined;
  const { parent: variable } = declared.parent;
  if (!ts.isVariableDeclaration(variable) || !variable.initializer) return undefined;
  const name = ts.isObjectBindingPattern(declared.parent)
    ? nameText(declared.propertyName ?? declared.name)
    : undefined;
  return { holder: variable.initializer, ...(name !== undefined && { name }) };
}

/** Is it what its function is given? Not all may be known who call it: decorators do. */
export function isParameter(expression: ts.Expression): boolean {
  const node = unwrap(ts.isSpreadElement(expression) ? expression.expression : expression);
  const declared = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  return !!declared && ts.isParameter(declared) && isFunctionNode(declared.parent);
}
