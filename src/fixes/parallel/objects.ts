import { ts } from 'ts-morph';
import { isFunctionNode, memberName, ownerOf, unwrap } from '../../ast/nodes.js';
import { isModuleBinding, lookup } from '../../ast/scope.js';
import type { FunctionNode, Program } from '../../lambda/program.js';
import { definitionOf } from '../../lambda/values/definition.js';
import { isNeverMissing } from './declared-types.js';
import { isHandler } from './event-path.js';
import { isThereBefore } from './there.js';

const GLOBALS = /^(process|console|JSON|Math|Object|Array|Number|String|Date|Promise|Buffer|globalThis)$/;

/** Certainly neither null nor undefined. */
export function isNeverNullish(expression: ts.Expression, program: Program): boolean {
  const node = unwrap(expression);
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isNewExpression(node)) return true;
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || isFunctionNode(node)) return true;
  if (node.getText() === 'process.env' || isThereBefore(node)) return true;
  if (!ts.isIdentifier(node)) return program.values.of(node).length > 0 && isOfModule(node);
  const declaration = definitionOf(node, program.modules);
  if (!lookup(node)) return GLOBALS.test(node.text);
  if (!declaration) return true; // What a package exports.
  if (ts.isParameter(declaration)) return isGiven(declaration, program);
  if (ts.isVariableDeclaration(declaration)) return isConstantObject(declaration, node, program);
  return ts.isBindingElement(declaration) ? program.values.of(node).length > 0 && isOfModule(node) : true;
}

function isConstantObject(
  { parent, initializer }: ts.VariableDeclaration,
  use: ts.Identifier,
  program: Program,
): boolean {
  if (!(parent.flags & ts.NodeFlags.Const) || !initializer) return false;
  return (
    isNeverNullish(initializer, program) || (program.values.of(use).length > 0 && ts.isSourceFile(parent.parent.parent))
  );
}

/** What a module has by a name of its own, or a class of ours in a field. */
export function isOfModule(node: ts.Expression): boolean {
  let at = unwrap(node);
  while (memberName(at) !== undefined) at = unwrap((at as ts.PropertyAccessExpression).expression);
  if (at.kind === ts.SyntaxKind.ThisKeyword) return true;
  const binding = ts.isIdentifier(at) ? lookup(at) : undefined;
  return !!binding && isModuleBinding(binding);
}

/** What Lambda hands over is an object, and so is what a type says to be one. */
function isGiven(parameter: ts.ParameterDeclaration, program: Program): boolean {
  if (isHandler(ownerOf(parameter.name) as FunctionNode, program)) return true;
  const isTyped = !!parameter.type && !parameter.questionToken && isNeverMissing(parameter.type, program);
  return isTyped || (!!parameter.initializer && isNeverNullish(parameter.initializer, program));
}
