import { ts } from 'ts-morph';
import {
  type ClassNode,
  type FunctionNode,
  hasModifier,
  isFunctionNode,
  nameText,
  type Owner,
  ownerOf,
  some,
} from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Denoted } from '../values/value.js';
import type { Values } from '../values/values.js';
import { isLifecycle } from './decorated.js';
import { prototypesIn } from './prototypes.js';
import type { Root } from './roots.js';

/**
 * Methods that no call of ours enters, of classes that an invocation does use. An object is handed about in more ways
 * than scopes and annotations tell, so they count as entered by the functions that use their class.
 */
export function openMethods(
  reached: ReadonlyMap<Owner, boolean>,
  known: readonly Root[],
  graph: ModuleGraph,
  calls: CallGraph,
  values: Values,
  functionsReaching: (owner: Owner) => readonly LambdaFunction[],
): Root[] {
  const roots: Root[] = [];
  const makers = makersOf(reached, graph, values);
  // A name alone says nothing of the other methods.
  const named = new Set<Owner>(known.flatMap(({ node, isByName }) => (isByName ? [node] : [])));
  const add = (members: readonly FunctionNode[], maker?: Owner): void => {
    const used = members.find((member) => reached.has(member) && !named.has(member)) ?? maker;
    const open = used ? members.filter((member) => !reached.has(member) && isOpen(member, calls, values)) : [];
    if (!used || open.length === 0) return;
    const functions = functionsReaching(used);
    for (const member of open) roots.push({ node: member, functions });
  };
  for (const { facts } of graph.modules.values()) {
    for (const node of facts.classes) add(membersOf(node), makers.get(node) ?? registered(node, values));
    for (const members of prototypesIn(facts, values)) add(members);
  }
  return roots;
}

/** The code around a class whose methods decorators of ours were told of, which may keep them, as a router does. */
function registered(node: ClassNode, values: Values): Owner | undefined {
  const isKept = node.members.some((member) => {
    const decorators = isFunctionNode(member) && ts.canHaveDecorators(member) ? ts.getDecorators(member) : undefined;
    return decorators?.some(({ expression }) => values.of(expression).some(isKeeping));
  });
  return isKept ? ownerOf(node) : undefined;
}

/** Does a decorator do anything with the class that it is told of? One that only wraps the method does not. */
function isKeeping(value: Denoted): boolean {
  const decorator = value.kind === 'function' ? value.node : undefined;
  const name = nameText(decorator?.parameters[0]?.name);
  if (!decorator?.body || name === undefined) return false;
  return some(decorator.body, (each) => ts.isIdentifier(each) && each.text === name, 'nested');
}

/** Where code that is entered makes objects of a class, the first of its places. */
function makersOf(
  reached: ReadonlyMap<Owner, boolean>,
  graph: ModuleGraph,
  values: Values,
): ReadonlyMap<ClassNode, Owner> {
  const makers = new Map<ClassNode, Owner>();
  for (const owner of reached.keys()) {
    const facts = graph.modules.get(owner.getSourceFile().fileName)?.facts.owners.get(owner);
    for (const call of facts?.calls ?? []) {
      if (!ts.isNewExpression(call)) continue;
      for (const value of values.of(call.expression))
        if (value.kind === 'class' && !makers.has(value.node)) makers.set(value.node, owner);
    }
  }
  return makers;
}

/** Methods, accessors, and properties that hold a function. */
function membersOf(node: ClassNode): FunctionNode[] {
  return node.members.flatMap((member): FunctionNode[] => {
    if (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member) || ts.isAccessor(member))
      return member.body ? [member] : [];
    const value = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
    return value && isFunctionNode(value) ? [value] : [];
  });
}

function isOpen(member: FunctionNode, calls: CallGraph, values: Values): boolean {
  if (ts.isConstructorDeclaration(member) || values.callSitesOf(member).length > 0) return false;
  if (isLifecycle(member, values)) return false;
  if (ts.isAccessor(member) && calls.settledAccessors.has(nameText(member.name) ?? '')) return false;
  const declared = ts.isClassElement(member) ? member : member.parent;
  const isPrivate = hasModifier(declared, ts.SyntaxKind.PrivateKeyword);
  return !isPrivate && !(ts.isPropertyDeclaration(declared) && ts.isPrivateIdentifier(declared.name));
}
