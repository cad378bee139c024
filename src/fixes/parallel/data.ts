import { ts } from 'ts-morph';
import { unwrap } from '../../ast/nodes.js';
import { exposuresOf } from '../../lambda/objects/writes.js';
import type { Program } from '../../lambda/program.js';
import { definitionOf } from '../../lambda/values/definition.js';
import { eventPath } from './event-path.js';
import { isPlain } from './plain.js';

const DEEPEST = 8;

/** Holds nothing but texts, numbers and lists and objects of them, so that `JSON.stringify` has nothing to object to. */
export function isData(expression: ts.Expression, program: Program, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  const node = unwrap(expression);
  const is = (each: ts.Expression): boolean => isData(each, program, depth + 1);
  if (isPlain(node, program) || eventPath(node, program)) return true;
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(is);
  if (ts.isSpreadElement(node)) return is(node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((each) => isDataMember(each, is));
  const definition = ts.isIdentifier(node) ? definitionOf(node, program.modules) : undefined;
  const isConstant =
    definition && ts.isVariableDeclaration(definition) && (definition.parent.flags & ts.NodeFlags.Const) !== 0;
  const initializer = isConstant ? definition.initializer : undefined;
  return !!initializer && is(initializer) && exposuresOf(unwrap(initializer), program).length === 0;
}

function isDataMember(property: ts.ObjectLiteralElementLike, is: (node: ts.Expression) => boolean): boolean {
  if (ts.isPropertyAssignment(property)) return is(property.initializer);
  if (ts.isSpreadAssignment(property)) return is(property.expression);
  return ts.isShorthandPropertyAssignment(property) && is(property.name);
}
