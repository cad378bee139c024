import { ts } from 'ts-morph';
import { importDeclarationOf } from '../../ast/nodes.js';
import { lookupName } from '../../ast/scope.js';
import { type ExportTarget, exportsOf } from '../../sources/exports.js';
import type { Module } from '../modules/modules.js';
import { type Evaluation, NONE } from './evaluation.js';
import { memberOfPackage } from './globals.js';
import { ofEntityName } from './types.js';
import type { Denoted } from './value.js';

export function imported(
  e: Evaluation,
  node: ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport,
  name: string,
): readonly Denoted[] {
  const declaration = importDeclarationOf(node);
  const { text } = declaration.moduleSpecifier as ts.StringLiteral;
  return fromModule(e, node.getSourceFile(), text, name);
}

export function ofImportEquals(e: Evaluation, node: ts.ImportEqualsDeclaration): readonly Denoted[] {
  if (!ts.isExternalModuleReference(node.moduleReference)) return ofEntityName(e, node.moduleReference);
  const { expression } = node.moduleReference;
  return ts.isStringLiteral(expression) ? fromModule(e, node.getSourceFile(), expression.text, 'require') : NONE;
}

/** `name` is an export, `*` for the namespace, or `require` for what `require()` gives. */
export function fromModule(e: Evaluation, file: ts.SourceFile, specifier: string, name: string): readonly Denoted[] {
  const resolution = e.graph.modules.get(file.fileName)?.imports.get(specifier);
  if (!resolution || resolution.kind === 'missing') return NONE;
  if (resolution.kind === 'external') {
    const whole = { kind: 'external', module: specifier.replace(/^node:/, ''), path: [] } as const;
    return [name === '*' || name === 'require' || name === 'default' ? whole : memberOfPackage(whole, name)];
  }
  const { path } = resolution;
  if (name === 'require') return required(e, path);
  return name === '*' ? [{ kind: 'module', path }] : exported(e, path, name);
}

export function required(e: Evaluation, path: string): readonly Denoted[] {
  const module = e.graph.modules.get(path);
  const whole = module ? exportsOf(module.file).whole.flatMap((node) => e.of(node)) : NONE;
  return [...whole, { kind: 'module', path }];
}

export function exportNames(e: Evaluation, path: string, seen = new Set<string>()): readonly string[] {
  const module = e.graph.modules.get(path);
  if (!module || seen.has(path)) return [];
  seen.add(path);
  const { named, stars } = exportsOf(module.file);
  const passedOn = stars.flatMap((specifier) => {
    const resolution = module.imports.get(specifier);
    return resolution?.kind === 'file' ? exportNames(e, resolution.path, seen) : [];
  });
  return [...new Set([...named.keys(), ...passedOn])];
}

export function exported(e: Evaluation, path: string, name: string): readonly Denoted[] {
  return exportedOnce(e, path, name, new Set());
}

function exportedOnce(e: Evaluation, path: string, name: string, seen: Set<string>): readonly Denoted[] {
  const module = e.graph.modules.get(path);
  if (!module || seen.has(`${path}\0${name}`)) return NONE;
  seen.add(`${path}\0${name}`);
  const exports = exportsOf(module.file);
  const target = exports.named.get(name);
  if (target) return ofTarget(e, module, target, seen);
  if (exports.whole.length > 0) {
    const whole = exports.whole.flatMap((node) => e.of(node));
    return name === 'default' ? whole : e.membersOf(whole, name);
  }
  for (const specifier of exports.stars) {
    const resolution = module.imports.get(specifier);
    if (resolution?.kind === 'external') continue;
    const values = resolution?.kind === 'file' ? exportedOnce(e, resolution.path, name, seen) : NONE;
    if (values.length > 0) return values;
  }
  // A default import of a module without default export: the interop object.
  return name === 'default' && exports.named.size > 0 ? [{ kind: 'module', path }] : NONE;
}

function ofTarget(e: Evaluation, module: Module, target: ExportTarget, seen: Set<string>): readonly Denoted[] {
  if (target.kind === 'expression') return e.of(target.node);
  if (target.kind === 'declaration') return e.declared(target.node);
  if (target.kind === 'name') {
    const binding = lookupName(target.name, module.file);
    return binding ? e.declared(binding.node) : NONE;
  }
  const resolution = module.imports.get(target.specifier);
  if (resolution?.kind !== 'file') return fromModule(e, module.file, target.specifier, target.name);
  return target.name === '*'
    ? [{ kind: 'module', path: resolution.path }]
    : exportedOnce(e, resolution.path, target.name, seen);
}
