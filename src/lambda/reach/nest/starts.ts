import { ts } from 'ts-morph';
import { isFunctionNode, isMemberAccess, memberName, unwrap } from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import type { Module } from '../../modules/modules.js';
import type { Values } from '../../values/values.js';
import { isNestName } from './names.js';

export interface Start {
  /** `create`, `createMicroservice`, `createApplicationContext` */
  readonly method: string;
  /** The module that it starts with. */
  readonly module: ts.Expression | undefined;
}

/** The calls of `NestFactory` in a file, whatever it is called there. */
export function startsIn({ facts }: Module, values: Values): Start[] {
  const calls = [...facts.owners.values()].flatMap((owner) => owner.calls);
  return calls.flatMap(({ expression, arguments: given }) => {
    const callee = unwrap(expression);
    const method = memberName(callee);
    if (!method?.startsWith('create') || !isMemberAccess(callee) || !isFactory(callee.expression, values)) return [];
    return [{ method, module: given?.[0] }];
  });
}

function isFactory(node: ts.Expression, values: Values): boolean {
  return node.getText() === 'NestFactory' || isNestName(node, 'NestFactory', values);
}

/** What a shared `bootstrap(module)` starts with is what the files of a function hand to it. */
export function handedIn(module: ts.Expression, files: ReadonlySet<string>, values: Values): ts.Expression[] {
  const declared = ts.isIdentifier(module) ? lookup(module)?.node : undefined;
  if (!declared || !ts.isParameter(declared) || !isFunctionNode(declared.parent)) return [module];
  const index = declared.parent.parameters.indexOf(declared);
  const given = values
    .callSitesOf(declared.parent)
    .filter((call) => files.has(call.getSourceFile().fileName))
    .map((call) => call.arguments?.[index]);
  const known = given.flatMap((argument) => (argument && !ts.isSpreadElement(argument) ? [argument] : []));
  return known.length > 0 && known.length === given.length ? known : [module];
}
