import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, memberName, nameText, type Owner, ownerOf, walk } from '../../ast/nodes.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Denoted } from '../values/value.js';
import type { Values } from '../values/values.js';

/** A place that reads a property, and the getter of ours that runs then. */
export interface GetterUse {
  readonly owner: Owner;
  readonly node: ts.Expression;
  readonly target: ts.GetAccessorDeclaration;
}

/** A property that is read looks like no call, yet may enter a getter. Most programs have none, and cost nothing here. */
export function findGetterUses(graph: ModuleGraph, values: Values): GetterUse[] {
  const names = getterNames(graph);
  const uses: GetterUse[] = [];
  if (names.size === 0) return uses;
  const visit = (node: ts.Node): void => {
    const name = memberName(node);
    if (name === undefined || !names.has(name)) return;
    const access = node as ts.PropertyAccessExpression | ts.ElementAccessExpression;
    const targets = new Set(values.of(access.expression).flatMap((value) => getterOf(value, name, values) ?? []));
    for (const target of targets) uses.push({ owner: ownerOf(node), node: access, target });
  };
  for (const { file } of graph.modules.values()) walk(file, visit, 'nested');
  return uses;
}

function getterNames(graph: ModuleGraph): Set<string> {
  const names = new Set<string>();
  for (const { facts } of graph.modules.values()) {
    for (const owner of facts.owners.keys()) {
      const name = ts.isGetAccessorDeclaration(owner) ? nameText(owner.name) : undefined;
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function getterOf(value: Denoted, name: string, values: Values): ts.GetAccessorDeclaration | undefined {
  if (value.kind === 'object') return namedGetter(value.node.properties, name);
  if (value.kind !== 'instance' && value.kind !== 'class') return undefined;
  return inherited(value.node, name, values, new Set());
}

function inherited(
  node: ClassNode,
  name: string,
  values: Values,
  seen: Set<ClassNode>,
): ts.GetAccessorDeclaration | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  const own = namedGetter(node.members, name);
  const base = baseExpression(node);
  if (own || !base) return own;
  for (const value of values.of(base)) {
    const found = value.kind === 'class' ? inherited(value.node, name, values, seen) : undefined;
    if (found) return found;
  }
  return undefined;
}

function namedGetter(members: readonly ts.Node[], name: string): ts.GetAccessorDeclaration | undefined {
  return members
    .filter(ts.isGetAccessorDeclaration)
    .find((member) => nameText(member.name) === name && member.body !== undefined);
}
