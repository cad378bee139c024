import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, unwrap } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Denoted } from '../values/value.js';
import type { Values } from '../values/values.js';

/**
 * The functions that Lambda enters through an export: the function itself, or what a wrapper such as middy was given,
 * however long its chain of `.use()` is. Empty when the export is missing or cannot be followed.
 */
export function resolveHandler(
  path: string,
  { export: exportName, line, column }: LambdaFunction['handler'],
  { modules }: ModuleGraph,
  values: Values,
): readonly FunctionNode[] {
  if (column !== undefined) return functionAt(modules.get(path)?.file, line, column);
  const [first = '', ...rest] = exportName.split('.');
  let found = values.exported(path, first);
  for (const name of rest) found = found.flatMap((value) => values.member(value, name));
  return [...new Set(found.flatMap((value) => functionsBehind(value, values)))];
}

export function functionsReturned(node: FunctionNode, values: Values): FunctionNode[] {
  return values.returned(node).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}

/** The function that begins at a place. */
function functionAt(source: ts.SourceFile | undefined, line: number, column: number): readonly FunctionNode[] {
  if (!source || line > source.getLineStarts().length) return [];
  const at = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  const find = (node: ts.Node): FunctionNode | undefined => {
    if (at < node.getFullStart() || at >= node.end) return undefined;
    return isFunctionNode(node) && node.getStart(source) === at ? node : ts.forEachChild(node, find);
  };
  const found = find(source);
  return found ? [found] : [];
}

/** The function itself, or those that something made by a library was given. */
export function functionsBehind(value: Denoted, values: Values, depth = 3): FunctionNode[] {
  if (value.kind === 'function') return [value.node];
  if (value.kind !== 'made' || !value.node || depth === 0) return [];
  return functionsGivenTo(value.node, values, depth).flatMap((node) => withoutMaker(node, values));
}

/** `metricScope((metrics) => async (event) => …)`: what a function gives back, where it gives back functions. */
function withoutMaker(node: FunctionNode, values: Values): FunctionNode[] {
  const inner = functionsReturned(node, values);
  return inner.length > 0 ? inner : [node];
}

/** Walks `wrap(fn).use(x).handler(fn2)` from its end to its start. */
function functionsGivenTo(call: ts.CallExpression | ts.NewExpression, values: Values, depth: number): FunctionNode[] {
  const found: FunctionNode[] = [];
  for (let at: ts.Expression | undefined = call; at; at = innerCall(at)) {
    if (!ts.isCallExpression(at) && !ts.isNewExpression(at)) continue;
    for (const argument of at.arguments ?? []) found.push(...functionsIn(argument, values, depth - 1));
  }
  return found;
}

function functionsIn(argument: ts.Expression, values: Values, depth: number): FunctionNode[] {
  const node = unwrap(argument);
  if (isFunctionNode(node)) return [node];
  return values.of(node).flatMap((value) => functionsBehind(value, values, depth));
}

function innerCall(node: ts.Expression): ts.Expression | undefined {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return unwrap(node.expression);
  return ts.isPropertyAccessExpression(node) ? unwrap(node.expression) : undefined;
}
