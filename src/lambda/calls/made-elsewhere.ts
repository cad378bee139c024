import { ts } from 'ts-morph';
import { type ClassNode, isFunctionNode, isInstanceInitializer, type Owner } from '../../ast/nodes.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';

interface Making {
  readonly owner: Owner;
  readonly node: ts.Node;
  readonly target: Owner;
}

/** Somebody makes objects of classes of which no `new` is known, such as a container or an ORM: whoever enters a method had one made. */
export function findMadeElsewhere(graph: ModuleGraph, values: Values): Making[] {
  const known = constructed(graph, values);
  return [...graph.modules.values()].flatMap(({ facts }) =>
    facts.classes.filter((node) => !known.has(node)).flatMap(makingOf),
  );
}

function makingOf(node: ClassNode): Making[] {
  const running = node.members.filter(
    (member): member is ts.ConstructorDeclaration | ts.PropertyDeclaration =>
      (ts.isConstructorDeclaration(member) && !!member.body) || isInstanceInitializer(member),
  );
  if (running.length === 0) return [];
  const members: readonly ts.Node[] = node.members;
  const methods = members.filter(isFunctionNode).filter((member) => !ts.isConstructorDeclaration(member));
  return methods.flatMap((owner) => running.map((target) => ({ owner, node: target, target })));
}

function constructed(graph: ModuleGraph, values: Values): ReadonlySet<ClassNode> {
  const known = new Set<ClassNode>();
  for (const { facts } of graph.modules.values()) {
    for (const { calls } of facts.owners.values()) {
      for (const call of calls) {
        if (!ts.isNewExpression(call)) continue;
        for (const value of values.of(call.expression)) if (value.kind === 'class') known.add(value.node);
      }
    }
  }
  return known;
}
