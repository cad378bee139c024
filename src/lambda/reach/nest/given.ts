import { ts } from 'ts-morph';
import {
  type CallNode,
  type ClassNode,
  calleeName,
  type FunctionNode,
  findAncestor,
  isClassNode,
  nameText,
} from '../../../ast/nodes.js';
import type { ModuleGraph } from '../../modules/modules.js';
import type { Values } from '../../values/values.js';
import { usesNest } from './names.js';

/** A function that requests go through since a call names it, or its class. */
export interface GivenToNest {
  readonly node: FunctionNode;
  readonly call: CallNode;
  /** The class that the call stands in or decorates. */
  readonly by: ClassNode | undefined;
}

/** Calls that are given classes → the method of theirs that each request goes through. */
const METHODS: Readonly<Record<string, string>> = {
  UseGuards: 'canActivate',
  useGlobalGuards: 'canActivate',
  UseInterceptors: 'intercept',
  useGlobalInterceptors: 'intercept',
  UsePipes: 'transform',
  useGlobalPipes: 'transform',
  UseFilters: 'catch',
  useGlobalFilters: 'catch',
};

/** The method of a class that a provider of the token makes. */
const METHODS_FOR_ALL: Readonly<Record<string, string>> = {
  APP_GUARD: 'canActivate',
  APP_INTERCEPTOR: 'intercept',
  APP_PIPE: 'transform',
  APP_FILTER: 'catch',
};

/** `@UseGuards(X)`, `app.useGlobalPipes(new X())`, and `consumer.apply(X, fn)` in a module's `configure`. */
export function givenToNest(graph: ModuleGraph, values: Values): GivenToNest[] {
  const owners = [...graph.modules.values()].filter(usesNest).flatMap(({ facts }) => [...facts.owners.values()]);
  return owners.flatMap(({ calls }) =>
    calls.flatMap((call) => {
      const name = calleeName(call) ?? '';
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : isOfMiddleware(call, name) ? 'use' : undefined;
      if (!method) return [];
      const by = findAncestor(call, isClassNode);
      return elementsOf(call.arguments ?? []).flatMap((each) =>
        entered(each, method, values).map((node) => ({ node, call, by })),
      );
    }),
  );
}

/** What each request goes through of a class that a provider of `APP_GUARD` and its kin makes. */
export function methodsForAll(node: ClassNode, token: string, values: Values): FunctionNode[] {
  const method = Object.hasOwn(METHODS_FOR_ALL, token) ? METHODS_FOR_ALL[token] : undefined;
  return method ? methodsOf(node, method, values) : [];
}

export const isFilter = (node: FunctionNode): boolean =>
  ts.isMethodDeclaration(node) && nameText(node.name) === 'catch';

function isOfMiddleware(call: CallNode, name: string): boolean {
  const method = name === 'apply' ? findAncestor(call, ts.isMethodDeclaration) : undefined;
  return !!method && nameText(method.name) === 'configure';
}

function elementsOf(nodes: readonly ts.Expression[]): readonly ts.Expression[] {
  return nodes.flatMap((node) => (ts.isArrayLiteralExpression(node) ? elementsOf(node.elements) : [node]));
}

function entered(expression: ts.Expression, method: string, values: Values): FunctionNode[] {
  if (ts.isSpreadElement(expression)) {
    const spread = values.of(expression.expression);
    return spread.flatMap((each) =>
      each.kind === 'array' ? elementsOf(each.node.elements).flatMap((one) => entered(one, method, values)) : [],
    );
  }
  return values.of(expression).flatMap((value) => {
    if (value.kind === 'class' || value.kind === 'instance') return methodsOf(value.node, method, values);
    return value.kind === 'function' && method === 'use' ? [value.node] : [];
  });
}

function methodsOf(node: ClassNode, name: string, values: Values): FunctionNode[] {
  const found = values.member({ kind: 'instance', node }, name);
  return found.flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}
