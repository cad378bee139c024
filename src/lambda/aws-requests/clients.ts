import { ts } from 'ts-morph';
import { baseExpression, type CallNode, type Owner } from '../../ast/nodes.js';
import { type ClientKind, clientKindOf } from '../catalogue/clients.js';
import type { Module } from '../modules/modules.js';
import { callsIn, type Program } from '../program.js';
import { type Denoted, type DenotedExternal, type DenotedMember, rootOf } from '../values/value.js';

export interface ClientConstruction {
  readonly node: CallNode;
  readonly owner: Owner;
  readonly kind: ClientKind;
  /** The package it comes from. */
  readonly module: string;
}

const known = new WeakMap<Module, readonly ClientConstruction[]>();

/** Every place of a file that makes a client, whenever it runs; looked for once a file. */
export function clientConstructions(module: Module, program: Program): readonly ClientConstruction[] {
  const found = known.get(module) ?? findConstructions(module, program);
  known.set(module, found);
  return found;
}

/** Those in the file of a node. */
export function clientsBeside(node: ts.Node, program: Program): readonly ClientConstruction[] {
  const module = program.modules.get(node.getSourceFile().fileName);
  return module ? clientConstructions(module, program) : [];
}

function findConstructions(module: Module, program: Program): readonly ClientConstruction[] {
  return [...callsIn(module)].flatMap(({ call, owner }) => {
    const made = identifyClient(call, program);
    return made ? [{ node: call, owner, ...made }] : [];
  });
}

function identifyClient(call: CallNode, program: Program): { kind: ClientKind; module: string } | undefined {
  const isNew = ts.isNewExpression(call);
  for (const value of program.values.of(call.expression)) {
    const external = flattened(value) ?? classBase(value, isNew, program);
    const kind = external && clientKindOf(external, isNew, program.clients);
    if (external && kind) return { kind, module: external.module };
  }
  return undefined;
}

/** `A.b.c` as one path from the package, whether `A` is an import or something a call gave; not a method of an object. */
function flattened(value: Denoted): DenotedExternal | undefined {
  if (value.kind === 'external') return value;
  const root = value.kind === 'member' && isFromCall(value) ? rootOf(value) : undefined;
  return root && { ...root.external, path: [...root.external.path, ...root.chain] };
}

function isFromCall({ of }: DenotedMember): boolean {
  return !!of.node && ts.isCallExpression(of.node) && (of.by.kind === 'external' || isFromCall(of.by));
}

/** A class of ours that extends a client is one. */
function classBase(value: Denoted, isNew: boolean, program: Program): DenotedExternal | undefined {
  if (!isNew || value.kind !== 'class') return undefined;
  const base = baseExpression(value.node);
  const [external] = base ? program.values.of(base) : [];
  return external?.kind === 'external' ? external : undefined;
}
