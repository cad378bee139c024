import { ts } from 'ts-morph';
import { type ClassNode, type FunctionNode, hasModifier, isFunctionNode, type Owner } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { Module, ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { isLifecycle, servedMethods } from './decorated.js';

/** A function that an invocation enters first. */
export interface Root {
  readonly node: FunctionNode;
  /** The Lambda functions that may enter it. */
  readonly functions: readonly LambdaFunction[];
  /** Where module-level code hands it to a library. */
  readonly handedOver?: readonly ts.Node[];
}

/** Callbacks that module-level code hands to a library: routes, resolvers, middlewares. They run when the library sees fit: while serving. */
export function deferredRoots(
  graph: ModuleGraph,
  calls: CallGraph,
  all: readonly LambdaFunction[],
  fileOf: (fn: LambdaFunction) => string,
): Root[] {
  const initOwners = new Set<Owner>([...graph.modules.values()].map((module) => module.file));
  const found = new Map<FunctionNode, ts.Node[]>();
  for (const owner of initOwners) {
    for (const edge of calls.edgesFrom(owner)) {
      if (edge.kind === 'deferred' && isFunctionNode(edge.target)) {
        found.set(edge.target, [...(found.get(edge.target) ?? []), edge.node]);
      } else if (edge.kind !== 'deferred') initOwners.add(edge.target);
    }
  }
  // What a deployment program hands over runs while it deploys; its functions in place are entered by themselves.
  const programs = new Set(all.filter(({ handler }) => handler.column !== undefined).map(fileOf));
  return [...found]
    .filter(([node]) => !programs.has(node.getSourceFile().fileName))
    .map(([node, handedOver]) => {
      const files = [node, ...handedOver].map((each) => each.getSourceFile().fileName);
      const functions = all.filter((fn) => files.every((file) => graph.closureOf(fileOf(fn)).has(file)));
      return { node, functions, handedOver };
    });
}

/**
 * Methods that a framework enters because of what decorates them. They serve the functions that load their class. Those that make a context
 * of NestJS only serve no requests, but commands and events within.
 */
export function decoratedRoots(
  graph: ModuleGraph,
  values: Values,
  functionsLoading: (path: string) => readonly LambdaFunction[],
  filesOf: (fn: LambdaFunction) => ReadonlySet<string>,
): Root[] {
  const made = new Map([...graph.modules].map(([path, module]) => [path, madeByNest(module)]));
  const isContextOnly = (fn: LambdaFunction): boolean => {
    const all = new Set([...filesOf(fn)].flatMap((path) => [...(made.get(path) ?? [])]));
    return all.size === 1 && all.has('createApplicationContext');
  };
  return [...graph.modules.values()].flatMap(({ file, facts }) => {
    const served = facts.classes.flatMap((node) => servedMethods(node, values));
    if (served.length === 0) return [];
    const loading = functionsLoading(file.fileName);
    const serving = loading.filter((fn) => !isContextOnly(fn));
    return served.map(({ node, isAsked }) => ({ node, functions: isAsked ? serving : loading }));
  });
}

/** What the files call on `NestFactory`: `create`, `createMicroservice`, `createApplicationContext`. */
function madeByNest({ facts }: Module): Set<string> {
  const calls = [...facts.owners.values()].flatMap((owner) => owner.calls);
  return new Set(
    calls.flatMap(({ expression }) => {
      const isOfNest = ts.isPropertyAccessExpression(expression) && expression.expression.getText() === 'NestFactory';
      return isOfNest ? [expression.name.text] : [];
    }),
  );
}

/**
 * Methods that no call of ours enters, of classes that an invocation does use. An object is handed about in more ways
 * than scopes and annotations tell, so they count as entered by the functions that use their class.
 */
export function openMethods(
  reached: ReadonlyMap<Owner, boolean>,
  graph: ModuleGraph,
  values: Values,
  functionsReaching: (owner: Owner) => readonly LambdaFunction[],
): Root[] {
  const roots: Root[] = [];
  for (const { facts } of graph.modules.values()) {
    for (const node of facts.classes) {
      const used = membersOf(node).find((member) => reached.has(member));
      if (!used) continue;
      const open = membersOf(node).filter((member) => !reached.has(member) && isOpen(member, values));
      if (open.length === 0) continue;
      const functions = functionsReaching(used);
      for (const member of open) roots.push({ node: member, functions });
    }
  }
  return roots;
}

/** Methods, and properties that hold a function. */
function membersOf(node: ClassNode): FunctionNode[] {
  return node.members.flatMap((member): FunctionNode[] => {
    if (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) return member.body ? [member] : [];
    const value = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
    return value && isFunctionNode(value) ? [value] : [];
  });
}

function isOpen(member: FunctionNode, values: Values): boolean {
  if (ts.isConstructorDeclaration(member) || values.callSitesOf(member).length > 0) return false;
  if (isLifecycle(member, values)) return false;
  const declared = ts.isMethodDeclaration(member) ? member : member.parent;
  const isPrivate = hasModifier(declared, ts.SyntaxKind.PrivateKeyword);
  return !isPrivate && !(ts.isPropertyDeclaration(declared) && ts.isPrivateIdentifier(declared.name));
}
