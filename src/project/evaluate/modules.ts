import { ts } from 'ts-morph';
import { syntaxErrorsOf } from '../../ast/parse.js';
import { isGeneratedCode } from '../generated-code.js';
import { resolveModule } from '../module-path.js';
import type { Evaluator, ModuleRecord } from './evaluator.js';
import { getMember } from './members.js';
import { fromJson } from './plain.js';
import { execute, hoist } from './statements.js';
import { Lazy, LibraryValue, ObjectValue, Scope, Unknown, type Value } from './values.js';

/** Runs a module once; later calls, cyclic ones included, see what it has exported so far. */
export function loadModule(evaluator: Evaluator, file: string): ModuleRecord | undefined {
  const known = evaluator.modules.get(file);
  if (known) return known;
  if (isGeneratedCode(evaluator.workspace.text(file) ?? '')) return undefined;
  const source = evaluator.workspace.parse(file);
  if (source === undefined) return undefined;
  tellSyntaxError(evaluator, source);
  const scope = new Scope(file);
  const record = { scope, exports: new ObjectValue(source) };
  evaluator.modules.set(file, record);
  const moduleObject = new ObjectValue(source);
  moduleObject.properties.set('exports', record.exports);
  scope.declare('module', moduleObject);
  scope.declare('exports', record.exports);
  bindImports(evaluator, source, scope);
  hoist(evaluator, source.statements, scope);
  bindExports(evaluator, source, record);
  const frames = evaluator.frames.splice(0);
  // Whoever asks first may be a branch; what is loaded is there for all.
  evaluator.journal.apart(() => execute(evaluator, source.statements, scope));
  evaluator.frames.push(...frames);
  mergeCommonJs(moduleObject.get('exports'), record.exports);
  return record;
}

/** The tree is usable all the same, but what was written behind the error may be missing in it. */
function tellSyntaxError({ workspace }: Evaluator, source: ts.SourceFile): void {
  const [error] = syntaxErrorsOf(source);
  const file = workspace.relative(source.fileName);
  const isKnown = workspace.problems.some((each) => each.kind === 'syntax-error' && each.file === file);
  if (error && !isKnown) workspace.problems.push({ kind: 'syntax-error', file, ...error });
}

const GENERATED = /(^|\/)\.gen\/providers\//;

/** What a module exports under a name; `*` is the module itself. */
export function importFrom(evaluator: Evaluator, from: string, specifier: string, name: string): Value {
  const file = resolveModule(evaluator.workspace, from, specifier);
  if (file === undefined) {
    // Bindings of CDK for Terraform, which a command of it writes.
    if (GENERATED.test(specifier)) return new LibraryValue(specifier, name === '*' || name === 'default' ? [] : [name]);
    if (specifier.startsWith('.')) return new Unknown(`import ${specifier} was not found`);
    return new LibraryValue(specifier.replace(/^node:/, ''), name === '*' || name === 'default' ? [] : [name]);
  }
  if (file.endsWith('.json')) return importJson(evaluator, file, name);
  const record = loadModule(evaluator, file);
  if (record === undefined) return new Unknown(`${specifier} cannot be read`);
  if (name === '*') return record.exports;
  // CommonJS modules have no default export; the whole is what a default import means.
  if (name === 'default' && !record.exports.properties.has('default')) return record.exports;
  return resolveLazy(record, name);
}

function importJson(evaluator: Evaluator, file: string, name: string): Value {
  const data = fromJson(evaluator.workspace.text(file) ?? '');
  return name === '*' || name === 'default' ? data : getMember(evaluator, data, name);
}

function resolveLazy({ exports, scope }: ModuleRecord, name: string): Value {
  if (exports.properties.has(name)) return exports.get(name);
  return scope.has(name) ? scope.look(name) : exports.get(name);
}

function bindImports(evaluator: Evaluator, source: ts.SourceFile, scope: Scope): void {
  for (const statement of source.statements) {
    if (ts.isImportEqualsDeclaration(statement)) bindImportEquals(evaluator, statement, scope);
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.isTypeOnly) continue;
    const bind = (local: ts.Identifier, name: string) =>
      scope.declare(local.text, new Lazy(() => importFrom(evaluator, source.fileName, specifier, name)));
    if (clause?.name) bind(clause.name, 'default');
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) bind(bindings.name, '*');
    if (bindings && ts.isNamedImports(bindings)) {
      for (const each of bindings.elements) bind(each.name, (each.propertyName ?? each.name).text);
    }
  }
}

/** `import lambda = require('…')`. */
function bindImportEquals(evaluator: Evaluator, statement: ts.ImportEqualsDeclaration, scope: Scope): void {
  const reference = statement.moduleReference;
  if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteral(reference.expression)) return;
  const specifier = reference.expression.text;
  scope.declare(statement.name.text, new Lazy(() => importFrom(evaluator, scope.file, specifier, '*')));
}

/** Hoisted functions and classes are exported before the module runs, so that cyclic imports find them. */
function bindExports(evaluator: Evaluator, source: ts.SourceFile, { scope, exports }: ModuleRecord): void {
  for (const statement of source.statements) {
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      const kinds = ts.getModifiers(statement)?.map((modifier) => modifier.kind) ?? [];
      if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) continue;
      const name = kinds.includes(ts.SyntaxKind.DefaultKeyword) ? 'default' : statement.name.text;
      exports.properties.set(name, scope.look(statement.name.text));
    }
    if (ts.isEnumDeclaration(statement) && isExported(statement))
      exports.properties.set(statement.name.text, scope.look(statement.name.text));
    if (ts.isExportDeclaration(statement)) bindReexport(evaluator, statement, source.fileName, exports);
  }
}

function isExported(statement: ts.EnumDeclaration): boolean {
  return ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function bindReexport(evaluator: Evaluator, statement: ts.ExportDeclaration, file: string, exports: ObjectValue): void {
  const { exportClause: clause, moduleSpecifier } = statement;
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || statement.isTypeOnly) return;
  const specifier = moduleSpecifier.text;
  if (clause === undefined) {
    const all = importFrom(evaluator, file, specifier, '*');
    if (all instanceof ObjectValue) for (const [name, value] of all.properties) exports.properties.set(name, value);
    return;
  }
  if (ts.isNamespaceExport(clause))
    exports.properties.set(clause.name.text, importFrom(evaluator, file, specifier, '*'));
  else
    for (const each of clause.elements) {
      const name = (each.propertyName ?? each.name).text;
      exports.properties.set(each.name.text, importFrom(evaluator, file, specifier, name));
    }
}

function mergeCommonJs(assigned: Value, exports: ObjectValue): void {
  if (assigned === exports) return;
  exports.properties.set('default', assigned);
  if (assigned instanceof ObjectValue)
    for (const [name, value] of assigned.properties) exports.properties.set(name, value);
}
