import { ts } from 'ts-morph';
import { findAncestor, isFunctionNode, isMemberAccess, memberName, some, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../program.js';
import type { Iteration } from './iteration.js';

/** The number of elements, where the code shows it. */
export function knownSize({ node, list }: Iteration, program: Program): number | undefined {
  if (!list) return sizeOfCount(node);
  return sizeOfLiteral(list, program) ?? sizeOfTable(list, program) ?? sizeOfRest(list, program);
}

/** `['a', 'b']`, there or wherever the list comes from. */
function sizeOfLiteral(list: ts.Expression, program: Program): number | undefined {
  for (const value of program.values.of(list)) {
    if (value.kind === 'array' && isComplete(value.node, list)) return value.node.elements.length;
  }
  return undefined;
}

/** Holds all its elements; an empty one, or one that is filled later, says nothing of the size. */
function isComplete({ elements }: ts.ArrayLiteralExpression, list: ts.Expression): boolean {
  if (elements.length === 0 || elements.some(ts.isSpreadElement)) return false;
  const declaration = declarationOf(list);
  const scope = declaration && findAncestor(declaration, isScopeNode);
  return !declaration || !scope || !some(scope, (each) => isFilling(each, declaration), 'nested');
}

function isScopeNode(node: ts.Node): node is ts.Block | ts.SourceFile {
  return ts.isBlock(node) || ts.isSourceFile(node);
}

/** `list.push(x)` */
function isFilling(node: ts.Node, declaration: ts.Declaration): boolean {
  if (!ts.isCallExpression(node) || !isMemberAccess(node.expression)) return false;
  const isFillingCall = /^(push|unshift|splice)$/.test(memberName(node.expression) ?? '');
  return isFillingCall && declarationOf(node.expression.expression) === declaration;
}

/** `Object.keys({ a, b })` and its siblings. */
function sizeOfTable(list: ts.Expression, program: Program): number | undefined {
  const call = unwrap(list);
  if (!ts.isCallExpression(call) || !/^Object\.(keys|values|entries)$/.test(call.expression.getText()))
    return undefined;
  const [argument] = call.arguments;
  if (!argument) return undefined;
  for (const value of program.values.of(argument)) {
    if (value.kind === 'object' && !value.node.properties.some(ts.isSpreadAssignment))
      return value.node.properties.length;
  }
  return undefined;
}

/** `(...names)`: as many as the call with the most arguments gives. */
function sizeOfRest(list: ts.Expression, program: Program): number | undefined {
  const parameter = declarationOf(list);
  if (!parameter || !ts.isParameter(parameter) || !parameter.dotDotDotToken || !isFunctionNode(parameter.parent))
    return undefined;
  const first = parameter.parent.parameters.indexOf(parameter);
  const sites = program.values.callSitesOf(parameter.parent);
  if (sites.length === 0 || sites.some((site) => site.arguments?.some(ts.isSpreadElement))) return undefined;
  return Math.max(...sites.map((site) => (site.arguments?.length ?? 0) - first));
}

/** `for (let i = 0; i < 3; i++)`, and with a constant in the place of the number. */
function sizeOfCount(loop: ts.Node): number | undefined {
  if (!ts.isForStatement(loop) || !loop.condition || !ts.isBinaryExpression(loop.condition)) return undefined;
  const { right } = loop.condition;
  if (ts.isNumericLiteral(right)) return Number(right.text);
  const declaration = ts.isIdentifier(right) ? lookup(right)?.node : undefined;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer && ts.isNumericLiteral(initializer) ? Number(initializer.text) : undefined;
}

/** What declares a list that goes by a name. */
function declarationOf(list: ts.Expression): ts.Declaration | undefined {
  const name = unwrap(list);
  return ts.isIdentifier(name) ? lookup(name)?.node : undefined;
}
