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

/** Goes along re-exports without recursion: there may be thousands in a row. */
export function exported(e: Evaluation, path: string, name: string): readonly Denoted[] {
  const pending: Export[] = [{ path, name }];
  const seen = new Set<string>();
  for (let at = pending.pop(); at; at = pending.pop()) {
    const key = `${at.path}\0${at.name}`;
    const module = e.graph.modules.get(at.path);
    if (!module || seen.has(key)) continue;
    seen.add(key);
    const found = lookIn(e, module, at.name);
    if (found.values.length > 0) return found.values;
    pending.push(...found.next.reverse());
  }
  return NONE;
}

interface Export {
  readonly path: string;
  readonly name: string;
}

/** What a module exports under a name, or where to look next, in this order. */
function lookIn(
  e: Evaluation,
  module: Module,
  name: string,
): { readonly values: readonly Denoted[]; readonly next: Export[] } {
  const { named, whole, stars } = exportsOf(module.file);
  const target = named.get(name);
  if (target) return ofTarget(e, module, target);
  if (whole.length > 0) {
    const values = whole.flatMap((node) => e.of(node));
    return { values: name === 'default' ? values : e.membersOf(values, name), next: [] };
  }
  const next = stars.flatMap((specifier) => {
    const resolution = module.imports.get(specifier);
    return resolution?.kind === 'file' ? [{ path: resolution.path, name }] : [];
  });
  // A default import of a module without default export: the interop object. `export *` passes no default export on.
  const isInterop = name === 'default' && named.size > 0;
  return isInterop ? { values: [{ kind: 'module', path: module.path }], next: [] } : { values: NONE, next };
}

function ofTarget(
  e: Evaluation,
  module: Module,
  target: ExportTarget,
): { readonly values: readonly Denoted[]; readonly next: Export[] } {
  const found = (values: readonly Denoted[]) => ({ values, next: [] });
  if (target.kind === 'expression') return found(e.of(target.node));
  if (target.kind === 'declaration') return found(e.declared(target.node));
  if (target.kind === 'name') {
    const binding = lookupName(target.name, module.file);
    return found(binding ? e.declared(binding.node) : NONE);
  }
  const resolution = module.imports.get(target.specifier);
  if (resolution?.kind !== 'file') return found(fromModule(e, module.file, target.specifier, target.name));
  const { path } = resolution;
  return target.name === '*'
    ? found([{ kind: 'module', path }])
    : { values: NONE, next: [{ path, name: target.name }] };
}
