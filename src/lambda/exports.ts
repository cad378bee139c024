import { ts } from 'ts-morph';
import { findAncestor, hasModifier, isMemberAccess, memberName, nameText } from '../ast/nodes.js';
import type { Module } from './modules.js';

/** What stands behind an exported name: a declared name, an expression, or a name of another module. */
export type ExportTarget =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'declaration'; readonly node: ts.Declaration }
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  /** `name` is `*` for the whole namespace. */
  | { readonly kind: 'from'; readonly specifier: string; readonly name: string };

export interface ModuleExports {
  readonly named: ReadonlyMap<string, ExportTarget>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** The right side of `module.exports =` or `export =`. */
  readonly whole: readonly ts.Expression[];
}

const cache = new WeakMap<ts.SourceFile, ModuleExports>();

export function exportsOf(module: Module): ModuleExports {
  const known = cache.get(module.file) ?? collectExports(module);
  cache.set(module.file, known);
  return known;
}

function collectExports(module: Module): ModuleExports {
  const named = new Map<string, ExportTarget>();
  const stars: string[] = [];
  const whole: ts.Expression[] = [];
  for (const statement of module.file.statements) {
    if (ts.isExportDeclaration(statement)) addExportDeclaration(statement, named, stars);
    else if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals) whole.push(statement.expression);
      else named.set('default', { kind: 'expression', node: statement.expression });
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) addExportedStatement(statement, named);
  }
  for (const assignment of module.facts.assignments) addCommonJs(assignment, named, whole);
  return { named, stars, whole };
}

function addExportDeclaration(
  statement: ts.ExportDeclaration,
  named: Map<string, ExportTarget>,
  stars: string[],
): void {
  const specifier =
    statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
      ? statement.moduleSpecifier.text
      : undefined;
  const clause = statement.exportClause;
  if (!clause) {
    if (specifier) stars.push(specifier);
  } else if (ts.isNamespaceExport(clause)) {
    if (specifier) named.set(clause.name.text, { kind: 'from', specifier, name: '*' });
  } else {
    for (const { name, propertyName } of clause.elements) {
      const local = (propertyName ?? name).text;
      named.set(name.text, specifier ? { kind: 'from', specifier, name: local } : { kind: 'name', name: local });
    }
  }
}

function addExportedStatement(statement: ts.Statement, named: Map<string, ExportTarget>): void {
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) addBindingNames(declaration, named);
  } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    if (ts.isFunctionDeclaration(statement) && !statement.body) return;
    const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
    const name = isDefault ? 'default' : statement.name?.text;
    if (name) named.set(name, { kind: 'declaration', node: statement });
  } else if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    if (!named.has(statement.name.text)) named.set(statement.name.text, { kind: 'declaration', node: statement });
  } else if (ts.isImportEqualsDeclaration(statement)) {
    named.set(statement.name.text, { kind: 'name', name: statement.name.text });
  }
}

function addBindingNames(
  declaration: ts.VariableDeclaration | ts.BindingElement,
  named: Map<string, ExportTarget>,
): void {
  if (ts.isIdentifier(declaration.name)) named.set(declaration.name.text, { kind: 'declaration', node: declaration });
  else
    for (const element of declaration.name.elements) if (ts.isBindingElement(element)) addBindingNames(element, named);
}

/** `module.exports = x`, `module.exports.a = x`, `exports.a = x`, `this.a = x`, also chained: `exports = module.exports = x`. */
function addCommonJs(assignment: ts.BinaryExpression, named: Map<string, ExportTarget>, whole: ts.Expression[]): void {
  const { left, right } = assignment;
  if (isModuleExports(left)) {
    whole.push(right);
    return;
  }
  if (!isMemberAccess(left)) return;
  const name = memberName(left);
  if (name && (isModuleExports(left.expression) || isExportsObject(left.expression))) {
    named.set(name, { kind: 'expression', node: right });
  }
}

export function isModuleExports(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || nameText(node.name) !== 'exports') return false;
  return ts.isIdentifier(node.expression) && node.expression.text === 'module';
}

function isExportsObject(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return isTopLevel(node);
  return ts.isIdentifier(node) && node.text === 'exports';
}

/** At the top of a CommonJS module, `this` is its exports. */
function isTopLevel(node: ts.Node): boolean {
  return !findAncestor(node, (each): each is ts.Node => ts.isFunctionLike(each) || ts.isClassLike(each));
}
