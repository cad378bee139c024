import { ts } from 'ts-morph';
import { type FunctionNode, isDirective, isFunctionNode } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Root } from './roots.js';

/** Functions with `'use server'` at their head: forms and components of a page call them by requests of their own. */
export function actionRoots(
  { modules }: ModuleGraph,
  all: readonly LambdaFunction[],
  filesOf: (fn: LambdaFunction) => ReadonlySet<string>,
): Root[] {
  return [...modules.values()].flatMap(({ path, file, facts }) => {
    if (!file.text.includes('use server') || directivesOf(file.statements).includes('use client')) return [];
    const actions = [...facts.owners.keys()].filter(isAction);
    const functions = actions.length > 0 ? all.filter((fn) => filesOf(fn).has(path)) : [];
    return actions.map((node) => ({ node, functions }));
  });
}

function isAction(node: ts.Node): node is FunctionNode {
  const body = isFunctionNode(node) ? node.body : undefined;
  return !!body && ts.isBlock(body) && directivesOf(body.statements).includes('use server');
}

function directivesOf(statements: readonly ts.Statement[]): string[] {
  const end = statements.findIndex((statement) => !isDirective(statement));
  const directives = end < 0 ? statements : statements.slice(0, end);
  return directives.map((each) => ((each as ts.ExpressionStatement).expression as ts.StringLiteral).text);
}
