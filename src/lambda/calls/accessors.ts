import { ts } from 'ts-morph';
import {
  baseExpression,
  type ClassNode,
  isAssigning,
  isStepping,
  memberName,
  nameText,
  type Owner,
  ownerOf,
  walk,
} from '../../ast/nodes.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Denoted } from '../values/value.js';
import type { Values } from '../values/values.js';

/** A place that reads or sets a property, and the accessor of ours that runs then. */
interface AccessorUse {
  readonly owner: Owner;
  readonly node: ts.Expression;
  readonly target: ts.AccessorDeclaration;
}

type IsAccessor = (node: ts.Node) => node is ts.AccessorDeclaration;

export interface AccessorUses {
  readonly uses: readonly AccessorUse[];
  /** Names of accessors that code of ours reads or sets, always on something known. */
  readonly settled: ReadonlySet<string>;
}

/** A property that is read or set looks like no call, yet may enter an accessor. Most programs have none, and cost nothing here. */
export function findAccessorUses(graph: ModuleGraph, values: Values): AccessorUses {
  const names = accessorNames(graph);
  const uses: AccessorUse[] = [];
  const settled = new Set<string>();
  const unsettled = new Set<string>();
  if (names.size === 0) return { uses, settled };
  const visit = (node: ts.Node): void => {
    const name = memberName(node);
    if (name === undefined || !names.has(name)) return;
    const access = node as ts.PropertyAccessExpression | ts.ElementAccessExpression;
    const holders = values.of(access.expression);
    (holders.length > 0 ? settled : unsettled).add(name);
    for (const isWanted of enteredBy(access)) {
      const targets = new Set(holders.flatMap((value) => accessorOf(value, name, isWanted, values) ?? []));
      for (const target of targets) uses.push({ owner: ownerOf(node), node: access, target });
    }
  };
  for (const { file } of graph.modules.values()) walk(file, visit, 'nested');
  for (const name of unsettled) settled.delete(name);
  return { uses, settled };
}

/** `a.b = 1` sets, `a.b += 1` and `a.b++` do both. */
function enteredBy(access: ts.Expression): readonly IsAccessor[] {
  const { parent } = access;
  if (isAssigning(parent) && parent.left === access) {
    const isPlain = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isPlain ? [ts.isSetAccessorDeclaration] : [ts.isGetAccessorDeclaration, ts.isSetAccessorDeclaration];
  }
  return isStepping(parent)
    ? [ts.isGetAccessorDeclaration, ts.isSetAccessorDeclaration]
    : [ts.isGetAccessorDeclaration];
}

function accessorNames(graph: ModuleGraph): Set<string> {
  const names = new Set<string>();
  for (const { facts } of graph.modules.values()) {
    for (const owner of facts.owners.keys()) {
      const name = ts.isAccessor(owner) ? nameText(owner.name) : undefined;
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function accessorOf(
  value: Denoted,
  name: string,
  isWanted: IsAccessor,
  values: Values,
): ts.AccessorDeclaration | undefined {
  if (value.kind === 'object') return namedAccessor(value.node.properties, name, isWanted);
  if (value.kind !== 'instance' && value.kind !== 'class') return undefined;
  return inherited(value.node, name, isWanted, values, new Set());
}

function inherited(
  node: ClassNode,
  name: string,
  isWanted: IsAccessor,
  values: Values,
  seen: Set<ClassNode>,
): ts.AccessorDeclaration | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  const own = namedAccessor(node.members, name, isWanted);
  const base = baseExpression(node);
  if (own || !base) return own;
  for (const value of values.of(base)) {
    const found = value.kind === 'class' ? inherited(value.node, name, isWanted, values, seen) : undefined;
    if (found) return found;
  }
  return undefined;
}

function namedAccessor(
  members: readonly ts.Node[],
  name: string,
  isWanted: IsAccessor,
): ts.AccessorDeclaration | undefined {
  return members.filter(isWanted).find((member) => nameText(member.name) === name && member.body !== undefined);
}
