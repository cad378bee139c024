import { ts } from 'ts-morph';
import {
  type CallNode,
  type ClassNode,
  calleeName,
  findAncestor,
  isClassNode,
  isFunctionNode,
  isMemberAccess,
  nameText,
  unwrap,
} from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import type { Values } from '../../values/values.js';

/** A consumer may be handed on, a few times. */
const DEEPEST = 4;

/** The classes in whose `configure` a call of `consumer.apply(…)` belongs; none where it is another `apply`. */
export function configuring(call: CallNode, values: Values): readonly ClassNode[] {
  if (calleeName(call) !== 'apply') return [];
  const within = findAncestor(call, isConfigure);
  return within ? classesAround(within) : classesOf(startOf(call.expression), values, DEEPEST);
}

/** `configure(consumer) { … }`, or `configure = (consumer) => { … }` */
function isConfigure(node: ts.Node): node is ts.MethodDeclaration | ts.PropertyDeclaration {
  return (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node)) && nameText(node.name) === 'configure';
}

const classesAround = (node: ts.Node): readonly ClassNode[] => {
  const around = findAncestor(node, isClassNode);
  return around ? [around] : [];
};

/** `consumer` of `consumer.apply(A).forRoutes('a').apply(B)`. */
function startOf(node: ts.Expression): ts.Expression {
  const at = unwrap(node);
  return ts.isCallExpression(at) || isMemberAccess(at) ? startOf(at.expression) : at;
}

/** Whose `configure` hands its consumer to the function that has this parameter. */
function classesOf(name: ts.Expression, values: Values, depth: number): readonly ClassNode[] {
  const declared = ts.isIdentifier(name) ? lookup(name)?.node : undefined;
  if (depth === 0 || !declared || !ts.isParameter(declared) || !isFunctionNode(declared.parent)) return [];
  const index = declared.parent.parameters.indexOf(declared);
  return values.callSitesOf(declared.parent).flatMap((site) => {
    const given = site.arguments?.[index];
    if (!given) return [];
    const start = startOf(given);
    const within = findAncestor(site, isConfigure);
    return within && isParameterOf(start, within) ? classesAround(within) : classesOf(start, values, depth - 1);
  });
}

function isParameterOf(name: ts.Expression, within: ts.Node): boolean {
  const declared = ts.isIdentifier(name) ? lookup(name)?.node : undefined;
  return !!declared && ts.isParameter(declared) && findAncestor(declared, isConfigure) === within;
}
