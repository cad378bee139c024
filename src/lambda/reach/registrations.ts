import { ts } from 'ts-morph';
import {
  calleeName,
  type FunctionNode,
  isFunctionNode,
  memberName,
  nameText,
  type Owner,
  unwrap,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { CallEdge } from '../calls/call-edge.js';
import { callsOnce, isServer } from '../catalogue/servers.js';
import { rootOf } from '../values/value.js';
import type { Values } from '../values/values.js';

/** When a server calls what it is given: for requests, or once. */
export type Calling = 'request' | 'once';

/** Tells what servers do with functions that they are given; what is given elsewhere is not told. */
export function createRegistrations(values: Values): (edge: CallEdge) => Calling | undefined {
  /** Plug-ins that are called once, with the server to add to. */
  const plugins = new Set<Owner>();
  const moduleOf = (callee: ts.Expression): string | undefined => {
    // `app[route.method](route.path, route.handler)`
    const isOfAnyName = ts.isElementAccessExpression(callee) && memberName(callee) === undefined;
    for (const value of values.of(isOfAnyName ? callee.expression : callee)) {
      const module = rootOf(value)?.external.module;
      if (module !== undefined && isServer(module)) return module;
    }
    return isOfPlugin(callee, plugins) ? 'fastify' : undefined;
  };
  return ({ kind, call, target }) => {
    const module = kind === 'deferred' && call ? moduleOf(unwrap(call.expression)) : undefined;
    if (!call || module === undefined) return undefined;
    const [first] = call.arguments ?? [];
    const method = ts.isPropertyAccessExpression(unwrap(call.expression)) ? calleeName(call) : undefined;
    const text = first && ts.isStringLiteralLike(first) ? first.text : undefined;
    const isOnce = callsOnce(module, method, text, isFunctionNode(target) ? nameOf(target) : undefined);
    if (isOnce) plugins.add(target);
    return isOnce ? 'once' : 'request';
  };
}

/** Its own name, or that of the property that holds it. */
function nameOf(node: FunctionNode): string | undefined {
  const holder: ts.Node = 'name' in node && node.name ? node : node.parent;
  return 'name' in holder ? nameText(holder.name as ts.PropertyName) : undefined;
}

/** `app.get` in `app.register(async (app) => { app.get(…) })` */
function isOfPlugin(callee: ts.Expression, plugins: ReadonlySet<Owner>): boolean {
  const receiver = memberName(callee) === undefined ? undefined : (callee as ts.PropertyAccessExpression).expression;
  const declared = receiver && ts.isIdentifier(receiver) ? lookup(receiver)?.node : undefined;
  if (!declared || !ts.isParameter(declared)) return false;
  const holder: ts.Node = declared.parent;
  return isFunctionNode(holder) && plugins.has(holder as FunctionNode) && holder.parameters[0] === declared;
}
