import type { ClassNode, FunctionNode } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { isServedWhereNamed, type ServedMethod, servedMethods } from './decorated.js';
import { givenToNest, isFilter, methodsForAll } from './nest/given.js';
import { createNest, type NestOf } from './nest/nest.js';
import type { Root } from './roots.js';
import { actionRoots } from './server-actions.js';

type FilesOf = (fn: LambdaFunction) => ReadonlySet<string>;

interface ServedClass {
  readonly node: ClassNode;
  readonly methods: readonly ServedMethod[];
  readonly isWhereNamed: boolean;
}

/**
 * What a framework enters since a decorator, an interface or a directive says so. Methods of classes serve the functions that load their class,
 * and where a function starts modules of NestJS, only those whose modules list it. Who makes a context of NestJS serves no requests, but
 * commands and events within.
 */
export function frameworkRoots(
  graph: ModuleGraph,
  values: Values,
  all: readonly LambdaFunction[],
  filesOf: FilesOf,
): Root[] {
  const classes = servedClasses(graph, values);
  const nest = createNest(
    graph,
    values,
    filesOf,
    new Set(classes.flatMap((each) => (each.isWhereNamed ? each.node : []))),
  );
  const roots = [
    ...classes.flatMap((served) => rootsOfClass(served, all, nest, filesOf)),
    ...rootsGiven(graph, values, all, nest, filesOf),
    ...actionRoots(graph, all, filesOf),
  ];
  return roots.filter(({ functions }) => functions.length > 0);
}

function servedClasses(graph: ModuleGraph, values: Values): ServedClass[] {
  return [...graph.modules.values()].flatMap(({ facts }) =>
    facts.classes.flatMap((node): ServedClass[] => {
      const methods = servedMethods(node, values);
      return methods.length > 0 ? [{ node, methods, isWhereNamed: isServedWhereNamed(node, values) }] : [];
    }),
  );
}

function rootsOfClass(
  { node, methods, isWhereNamed }: ServedClass,
  all: readonly LambdaFunction[],
  nest: NestOf,
  filesOf: FilesOf,
): Root[] {
  const loading = all.filter((fn) => filesOf(fn).has(node.getSourceFile().fileName));
  const counting = loading.filter((fn) => (isWhereNamed ? nest.isNamed : nest.isListed)(node, fn));
  const serving = counting.filter((fn) => !nest.isContextOnly(fn));
  return methods.map((method) => toRoot(method.node, method.isAsked ? serving : counting));
}

/** What calls and providers of NestJS name. */
function rootsGiven(
  graph: ModuleGraph,
  values: Values,
  all: readonly LambdaFunction[],
  nest: NestOf,
  filesOf: FilesOf,
): Root[] {
  const serving = all.filter((fn) => !nest.isContextOnly(fn));
  const given = givenToNest(graph, values).map(({ node, call, by }) => {
    const files = [node, call].map((each) => each.getSourceFile().fileName);
    const functions = serving.filter(
      (fn) => files.every((file) => filesOf(fn).has(file)) && (!by || nest.isNamed(by, fn)),
    );
    return toRoot(node, functions);
  });
  const forAll = serving.flatMap((fn) =>
    [...nest.forAll(fn)].flatMap(([node, token]) =>
      methodsForAll(node, token, values).map((each) => toRoot(each, [fn])),
    ),
  );
  return [...given, ...forAll];
}

/** A filter of NestJS deals with what went wrong. */
function toRoot(node: FunctionNode, functions: readonly LambdaFunction[]): Root {
  return isFilter(node) ? { node, functions, isOnErrorPath: true } : { node, functions };
}
