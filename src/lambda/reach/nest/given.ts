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
import { configuring } from './consumers.js';
import { usesNest } from './names.js';

/** A function that requests go through since a call names it, or its class. */
export interface GivenToNest {
  readonly node: FunctionNode;
  readonly call: CallNode;
  /** The class that the call stands in, decorates or configures. */
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

/** `@UseGuards(X)`, `app.useGlobalPipes(new X())`, and `consumer.apply(X, fn)` for a module's `configure`. */
export function givenToNest(graph: ModuleGraph, values: Values): GivenToNest[] {
  const modules = [...graph.modules.values()];
  if (!modules.some(usesNest)) return [];
  return modules.flatMap((module) => {
    const calls = [...module.facts.owners.values()].flatMap((owner) => owner.calls);
    // What helps a module to configure need not import anything of NestJS.
    const named = usesNest(module) ? calls.flatMap((call) => givenByName(call, values)) : [];
    return [...named, ...calls.flatMap((call) => applied(call, values))];
  });
}

function givenByName(call: CallNode, values: Values): GivenToNest[] {
  const name = calleeName(call) ?? '';
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method ? enteredBy(call, method, findAncestor(call, isClassNode), values) : [];
}

function applied(call: CallNode, values: Values): GivenToNest[] {
  const classes = configuring(call, values);
  // Where several modules share a helper, each of them is enough.
  return classes.flatMap((by) => enteredBy(call, 'use', by, values));
}

function enteredBy(call: CallNode, method: string, by: ClassNode | undefined, values: Values): GivenToNest[] {
  return elementsOf(call.arguments ?? []).flatMap((each) =>
    entered(each, method, values).map((node) => ({ node, call, by })),
  );
}

/** What each request goes through of a class that a provider of `APP_GUARD` and its kin makes. */
export function methodsForAll(node: ClassNode, token: string, values: Values): FunctionNode[] {
  const method = Object.hasOwn(METHODS_FOR_ALL, token) ? METHODS_FOR_ALL[token] : undefined;
  return method ? methodsOf(node, method, values) : [];
}

export const isFilter = (node: FunctionNode): boolean =>
  ts.isMethodDeclaration(node) && nameText(node.name) === 'catch';

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
