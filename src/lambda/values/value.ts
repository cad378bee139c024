import type { ts } from 'ts-morph';
import type { CallNode, ClassNode, FunctionNode } from '../../ast/nodes.js';

/** What an expression may denote, as far as scopes, imports and annotations tell. Not a type: a thing. */
export type Denoted =
  | DenotedExternal
  | DenotedMade
  | DenotedMember
  | DenotedFunction
  | DenotedClass
  | DenotedInstance
  | DenotedConstructed
  | DenotedObject
  | DenotedModule
  | DenotedNamespace
  | DenotedArray
  | DenotedContainer
  | DenotedList
  | DenotedEntry
  | DenotedGlobal
  | DenotedCradle;

/** A package, or something that it exports: `aws-sdk` › `DynamoDB` › `DocumentClient`. A default export has the path of the package. */
export interface DenotedExternal {
  readonly kind: 'external';
  readonly module: string;
  readonly path: readonly string[];
}

/** What `new X()` or `x()` of an external gives; without a node where only an annotation says so. */
interface DenotedMade {
  readonly kind: 'made';
  readonly by: DenotedExternal | DenotedMember;
  readonly node?: CallNode;
}

/** A property or method of something made: `client.send`. */
export interface DenotedMember {
  readonly kind: 'member';
  readonly of: DenotedMade;
  readonly name: string;
}

interface DenotedFunction {
  readonly kind: 'function';
  readonly node: FunctionNode;
}

interface DenotedClass {
  readonly kind: 'class';
  readonly node: ClassNode;
}

/** An object of a class of ours. */
interface DenotedInstance {
  readonly kind: 'instance';
  readonly node: ClassNode;
}

/** What `new Store()` makes of `function Store() { … }`, and `Store.prototype`. */
export interface DenotedConstructed {
  readonly kind: 'constructed';
  readonly node: FunctionNode;
}

interface DenotedObject {
  readonly kind: 'object';
  readonly node: ts.ObjectLiteralExpression;
}

interface DenotedArray {
  readonly kind: 'array';
  readonly node: ts.ArrayLiteralExpression;
}

/** A `Map`, `Set`, `WeakMap` or `WeakSet` of the language. */
interface DenotedContainer {
  readonly kind: 'container';
  readonly node: ts.NewExpression;
}

/** A list that a call of the language gives: `all.filter(…)`, `Object.values(all)`. */
interface DenotedList {
  readonly kind: 'list';
  readonly node: ts.CallExpression;
}

/** A key with its value: what `Object.entries(all)`, `all.entries()` and a map yield. */
interface DenotedEntry {
  readonly kind: 'entry';
  readonly node: ts.CallExpression | ts.NewExpression;
}

/** A namespace import of a file of ours, or its `module.exports`. */
export interface DenotedModule {
  readonly kind: 'module';
  readonly path: string;
}

/** `namespace Orders { … }`, with all that its file adds to it. */
interface DenotedNamespace {
  readonly kind: 'namespace';
  readonly node: ts.ModuleDeclaration;
}

/** What the runtime gives without an import, as far as names of it matter: the environment, and what leads there. */
export interface DenotedGlobal {
  readonly kind: 'global';
  readonly name: GlobalName;
}

/** All that a container of awilix gives, by name. */
interface DenotedCradle {
  readonly kind: 'cradle';
}

export type GlobalName = 'globalThis' | 'process' | 'process.env';

/** The external that something stems from, with the path of names from there: `knex` › `()` › `where`. */
export function rootOf(
  value: Denoted,
): { readonly external: DenotedExternal; readonly chain: readonly string[] } | undefined {
  if (value.kind === 'external') return { external: value, chain: [] };
  if (value.kind === 'made') {
    const root = rootOf(value.by);
    return root && { external: root.external, chain: root.chain };
  }
  if (value.kind === 'member') {
    const root = rootOf(value.of);
    return root && { external: root.external, chain: [...root.chain, value.name] };
  }
  return undefined;
}

export function sameValue(a: Denoted, b: Denoted): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'external')
    return b.kind === 'external' && a.module === b.module && a.path.join('.') === b.path.join('.');
  if (a.kind === 'made') return b.kind === 'made' && a.node === b.node && sameValue(a.by, b.by);
  if (a.kind === 'member') return b.kind === 'member' && a.name === b.name && sameValue(a.of, b.of);
  if (a.kind === 'module') return b.kind === 'module' && a.path === b.path;
  if (a.kind === 'global') return b.kind === 'global' && a.name === b.name;
  if (a.kind === 'cradle') return true;
  return 'node' in b && a.node === b.node;
}
