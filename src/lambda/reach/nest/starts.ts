import { ts } from 'ts-morph';
import { type CallNode, isFunctionNode, isMemberAccess, memberName, unwrap } from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import type { Module } from '../../modules/modules.js';
import { type Denoted, rootOf } from '../../values/value.js';
import type { Values } from '../../values/values.js';
import { isNestName } from './names.js';

export interface Start {
  /** `create`, `createMicroservice`, `createApplicationContext` */
  readonly method: string;
  /** The module that it starts with. */
  readonly module: ts.Expression | undefined;
  readonly call: CallNode;
}

/** The calls of `NestFactory` in a file, whatever it is called there. */
export function startsIn({ facts }: Module, values: Values): Start[] {
  const calls = [...facts.owners.values()].flatMap((owner) => owner.calls);
  return calls.flatMap((call) => {
    const callee = unwrap(call.expression);
    const method = memberName(callee);
    if (!method?.startsWith('create') || !isMemberAccess(callee) || !isFactory(callee.expression, values)) return [];
    return [{ method, module: call.arguments?.[0], call }];
  });
}

function isFactory(node: ts.Expression, values: Values): boolean {
  return node.getText() === 'NestFactory' || isNestName(node, 'NestFactory', values);
}

/** Calls that give a module to another package, which may start an application with it. */
export function startsElsewhere({ facts }: Module, values: Values): CallNode[] {
  const calls = [...facts.owners.values()].flatMap((owner) => owner.calls);
  return calls.filter((call) => {
    const given = (call.arguments ?? []).filter((each) => ts.isIdentifier(each) || isMemberAccess(each));
    if (!given.some((each) => values.of(each).some((value) => isModuleClass(value, values)))) return false;
    return values.of(call.expression).some((value) => rootOf(value)?.external.module.startsWith('@nestjs/') === false);
  });
}

function isModuleClass(value: Denoted, values: Values): boolean {
  if (value.kind !== 'class') return false;
  return (ts.getDecorators(value.node) ?? []).some(
    ({ expression }) => ts.isCallExpression(expression) && isNestName(expression.expression, 'Module', values),
  );
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
