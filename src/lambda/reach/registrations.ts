import { ts } from 'ts-morph';
import { calleeName, type FunctionNode, isFunctionNode, memberName, type Owner, unwrap } from '../../ast/nodes.js';
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
    for (const value of values.of(callee)) {
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
    const isOnce = callsOnce(module, method, first && ts.isStringLiteralLike(first) ? first.text : undefined);
    if (isOnce) plugins.add(target);
    return isOnce ? 'once' : 'request';
  };
}

/** `app.get` in `app.register(async (app) => { app.get(…) })` */
function isOfPlugin(callee: ts.Expression, plugins: ReadonlySet<Owner>): boolean {
  const receiver = memberName(callee) === undefined ? undefined : (callee as ts.PropertyAccessExpression).expression;
  const declared = receiver && ts.isIdentifier(receiver) ? lookup(receiver)?.node : undefined;
  if (!declared || !ts.isParameter(declared)) return false;
  const holder: ts.Node = declared.parent;
  return isFunctionNode(holder) && plugins.has(holder as FunctionNode) && holder.parameters[0] === declared;
}
