import { ts } from 'ts-morph';
import { type FunctionNode, findAncestor, functionName, isFunctionNode } from '../../../ast/nodes.js';
import { referencesOf } from '../../../ast/references.js';
import type { LambdaFunction } from '../../../model/function.js';
import type { Values } from '../../values/values.js';

/** Callers have callers, a few times. */
const DEEPEST = 4;

/**
 * Does code stand there that only a command runs, although the file is loaded by a function: in what nothing calls that we see, or behind
 * `require.main === module`?
 */
export function isIdle(node: ts.Node, fn: LambdaFunction, values: Values, depth = DEEPEST): boolean {
  if (isForMain(node)) return true;
  const outermost = outermostFunction(node);
  const declared = outermost && declarationOf(outermost);
  if (depth === 0 || !declared || isOfHandler(outermost, fn)) return false;
  const sites = values.callSitesOf(outermost);
  if (sites.length > 0) return sites.every((site) => isIdle(site, fn, values, depth - 1));
  return referencesOf(declared).every(
    (each) => ts.isExportSpecifier(each.parent) || ts.isExportAssignment(each.parent),
  );
}

function isForMain(node: ts.Node): boolean {
  const test = findAncestor(
    node,
    (each): each is ts.IfStatement => ts.isIfStatement(each) && isOfMain(each.expression),
  );
  return test !== undefined;
}

const isOfMain = (test: ts.Expression): boolean => /\b(?:require\.main|import\.meta\.main)\b/.test(test.getText());

function outermostFunction(node: ts.Node): FunctionNode | undefined {
  const own = findAncestor(node, isFunctionNode);
  return own && (outermostFunction(own.parent) ?? own);
}

/** Of a function with a name of its own; what is handed over, and methods, may be called by anybody. */
function declarationOf(node: FunctionNode): ts.Declaration | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name && node;
  return ts.isVariableDeclaration(node.parent) ? node.parent : undefined;
}

function isOfHandler(node: FunctionNode, { handler }: LambdaFunction): boolean {
  return functionName(node) === handler.export || node.getSourceFile().fileName.endsWith(`/${handler.file}`);
}
