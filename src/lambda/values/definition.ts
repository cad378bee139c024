import { ts } from 'ts-morph';
import { lookup, lookupName } from '../../ast/scope.js';
import { type ExportTarget, exportsOf } from '../../sources/exports.js';
import type { Module } from '../modules/modules.js';
import { importedBy } from '../replacements/sources.js';

export type Modules = ReadonlyMap<string, Module>;

/** What a name stands for: its declaration, in whichever file of ours; nothing for a global, and for what a package gives. */
export function definitionOf(name: ts.Identifier, modules: Modules): ts.Declaration | ts.Expression | undefined {
  const declaration = lookup(name)?.node;
  return declaration && followed(declaration, modules, new Set(), name);
}

/** The file of ours that a name is imported from. */
export function importedFile(name: ts.Identifier, modules: Modules): string | undefined {
  const declaration = lookup(name)?.node;
  if (!declaration) return undefined;
  const specifier = importedBy(declaration)?.specifier ?? requiredBy(declaration);
  const resolution =
    specifier === undefined ? undefined : modules.get(declaration.getSourceFile().fileName)?.imports.get(specifier);
  return resolution?.kind === 'file' ? resolution.path : undefined;
}

/** `x` of `const { a } = require('x')`. */
function requiredBy(node: ts.Declaration): string | undefined {
  const variable = ts.findAncestor(node, ts.isVariableDeclaration);
  let at = variable?.initializer;
  while (at && ts.isPropertyAccessExpression(at)) at = at.expression;
  if (!at || !ts.isCallExpression(at) || at.expression.getText() !== 'require') return undefined;
  const [first] = at.arguments;
  return first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

function followed(
  node: ts.Declaration,
  modules: Modules,
  seen: Set<ts.Node>,
  use?: ts.Identifier,
): ts.Declaration | ts.Expression | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  const imported = importedBy(node, use);
  if (!imported) return node;
  return exportedAs(node.getSourceFile().fileName, imported.specifier, imported.name, modules, seen);
}

function exportedAs(
  from: string,
  specifier: string,
  name: string,
  modules: Modules,
  seen: Set<ts.Node>,
): ts.Declaration | ts.Expression | undefined {
  const resolution = modules.get(from)?.imports.get(specifier);
  const module = resolution?.kind === 'file' ? modules.get(resolution.path) : undefined;
  if (!module || seen.has(module.file)) return undefined;
  const { named, stars } = exportsOf(module.file);
  const target = named.get(name);
  if (target) return ofTarget(target, module, modules, seen);
  seen.add(module.file);
  for (const star of stars) {
    const found = exportedAs(module.path, star, name, modules, seen);
    if (found) return found;
  }
  return undefined;
}

function ofTarget(
  target: ExportTarget,
  { file, path }: Module,
  modules: Modules,
  seen: Set<ts.Node>,
): ts.Declaration | ts.Expression | undefined {
  if (target.kind === 'from') return exportedAs(path, target.specifier, target.name, modules, seen);
  if (target.kind !== 'name') return target.node;
  const declaration = lookupName(target.name, file)?.node;
  return declaration && followed(declaration, modules, seen);
}
