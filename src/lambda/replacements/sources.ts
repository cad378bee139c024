import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { findAncestor, importDeclarationOf, memberName, walk } from '../../ast/nodes.js';
import { isReference, lookup, lookupName } from '../../ast/scope.js';
import { folderOf } from '../../lib/paths.js';
import { type ExportTarget, exportsOf } from '../../sources/exports.js';
import { packageOf } from '../../sources/resolve-module.js';
import type { Module } from '../modules/modules.js';

/** Where the things come from that a piece of code names. */
export interface NamedSources {
  /** Packages, and modules of Node by their bare name. */
  readonly packages: ReadonlySet<string>;
  /** Files of ours on the way there: those that it imports from, and those that these pass on from. */
  readonly files: ReadonlySet<string>;
  /** Modules in the words of the code. */
  readonly specifiers: ReadonlySet<string>;
  /** The names by which the code's own file knows them. */
  readonly names: ReadonlySet<string>;
}

/** Enough for any client; a file that everything hangs together with ends there. */
const MOST_DECLARATIONS = 200;

export function sourcesOfPackage(name: string): NamedSources {
  return { packages: new Set([name]), files: new Set(), specifiers: new Set([name]), names: new Set() };
}

/** What was found so far. */
interface SourceSearch {
  readonly modules: ReadonlyMap<string, Module>;
  readonly home: ts.SourceFile | undefined;
  readonly packages: Set<string>;
  readonly files: Set<string>;
  readonly specifiers: Set<string>;
  readonly names: Set<string>;
  readonly seen: Set<ts.Node>;
}

/** Follows every name: through constants, functions of ours that are called, imports and what modules pass on. */
export function sourcesOf(nodes: readonly ts.Node[], modules: ReadonlyMap<string, Module>): NamedSources {
  const search: SourceSearch = {
    modules,
    home: nodes[0]?.getSourceFile(),
    packages: new Set(),
    files: new Set(),
    specifiers: new Set(),
    names: new Set(),
    seen: new Set(),
  };
  for (const node of nodes) visit(search, node);
  return search;
}

function visit(s: SourceSearch, code: ts.Node): void {
  if (s.seen.has(code) || s.seen.size > MOST_DECLARATIONS) return;
  s.seen.add(code);
  walk(
    code,
    (node) => {
      if (ts.isCallExpression(node)) ofRequire(s, node);
      else if (ts.isIdentifier(node) && isReference(node) && !findAncestor(node, ts.isTypeNode)) ofName(s, node);
    },
    'nested',
  );
}

function ofRequire(s: SourceSearch, call: ts.CallExpression): void {
  const [first] = call.arguments;
  if (call.expression.getText() !== 'require' || !first || !ts.isStringLiteralLike(first)) return;
  follow(s, call.getSourceFile(), first.text, memberName(call.parent) ?? '*');
}

function ofName(s: SourceSearch, name: ts.Identifier): void {
  const declaration = lookup(name)?.node;
  if (!declaration || ts.isParameter(declaration)) return;
  if (name.getSourceFile() === s.home) s.names.add(name.text);
  ofDeclaration(s, declaration, name);
}

function ofDeclaration(s: SourceSearch, node: ts.Declaration, use?: ts.Identifier): void {
  const imported = importedBy(node, use);
  if (imported) follow(s, node.getSourceFile(), imported.specifier, imported.name);
  else visit(s, ts.isBindingElement(node) ? (findAncestor(node, ts.isVariableDeclaration) ?? node) : node);
}

function follow(s: SourceSearch, from: ts.SourceFile, specifier: string, name: string): void {
  if (from === s.home) s.specifiers.add(specifier);
  const resolution = s.modules.get(from.fileName)?.imports.get(specifier);
  if (resolution?.kind !== 'file') {
    // A file of data.
    if (isPath(specifier)) s.files.add(posix.join(folderOf(from.fileName), specifier));
    s.packages.add(bareName(specifier));
    return;
  }
  const isNew = !s.files.has(resolution.path);
  s.files.add(resolution.path);
  const module = s.modules.get(resolution.path);
  if (module) ofExport(s, module, name, isNew);
}

function ofExport(s: SourceSearch, module: Module, name: string, isNew: boolean): void {
  const { named, stars, whole } = exportsOf(module.file);
  const target = named.get(name);
  if (target) ofTarget(s, module, target);
  else if (isNew) {
    for (const specifier of stars) follow(s, module.file, specifier, name);
    for (const node of whole) visit(s, node);
    if (name === '*') for (const each of named.values()) ofTarget(s, module, each);
  }
}

function ofTarget(s: SourceSearch, { file }: Module, target: ExportTarget): void {
  if (target.kind === 'from') follow(s, file, target.specifier, target.name);
  else if (target.kind !== 'name') visit(s, target.node);
  else {
    const declaration = lookupName(target.name, file)?.node;
    if (declaration) ofDeclaration(s, declaration);
  }
}

/** What an import declares: the module, and the name there; of a namespace, the member that is used. */
export function importedBy(
  node: ts.Declaration,
  use?: ts.Identifier,
): { readonly specifier: string; readonly name: string } | undefined {
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference } = node;
    const text = ts.isExternalModuleReference(moduleReference) ? moduleReference.expression : undefined;
    return text && ts.isStringLiteral(text) ? { specifier: text.text, name: memberOf(use) } : undefined;
  }
  if (!ts.isImportSpecifier(node) && !ts.isImportClause(node) && !ts.isNamespaceImport(node)) return undefined;
  const statement = importDeclarationOf(node);
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
  if (ts.isImportSpecifier(node)) return { specifier, name: (node.propertyName ?? node.name).text };
  return { specifier, name: ts.isNamespaceImport(node) ? memberOf(use) : 'default' };
}

function memberOf(use: ts.Identifier | undefined): string {
  return (use && memberName(use.parent)) ?? '*';
}

/** `./settings.json`, `../settings.json` */
export function isPath(specifier: string): boolean {
  return /^\.{1,2}\//.test(specifier);
}

export function bareName(specifier: string): string {
  return packageOf(specifier) ?? specifier.replace(/^node:/, '');
}
