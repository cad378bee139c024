import { ts } from 'ts-morph';
import {
  collect,
  findAncestor,
  hasModifier,
  isAssignment,
  isMemberAccess,
  memberName,
  nameText,
} from '../ast/nodes.js';
import { isNamespace } from '../ast/scope.js';
import { oncePer } from '../lib/memoise.js';

/** What stands behind an exported name: a declared name, an expression, or a name of another module. */
export type ExportTarget =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'declaration'; readonly node: ts.Declaration }
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  /** `name` is `*` for the whole namespace. */
  | { readonly kind: 'from'; readonly specifier: string; readonly name: string };

/** With the node to show for the export. */
export type NamedExport = ExportTarget & { readonly at: ts.Node };

export interface ModuleExports {
  readonly named: ReadonlyMap<string, NamedExport>;
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** The right side of `module.exports =` or `export =`. */
  readonly whole: readonly ts.Expression[];
}

/** What a file exports, ES module or CommonJS; also what it exports under a condition or in a function. */
export const exportsOf = oncePer(collectExports);

function collectExports(file: ts.SourceFile): ModuleExports {
  const named = new Map<string, NamedExport>();
  const stars: string[] = [];
  const whole: ts.Expression[] = [];
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) addExportDeclaration(statement, named, stars);
    else if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals) whole.push(statement.expression);
      else named.set('default', { kind: 'expression', node: statement.expression, at: statement });
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) addExportedStatement(statement, named);
  }
  for (const assignment of commonJsIn(file)) addCommonJs(assignment, named, whole);
  return { named, stars, whole };
}

/** Assignments that may export. */
function commonJsIn(file: ts.SourceFile): readonly ts.BinaryExpression[] {
  // Code at the top, where `this` is what a module exports, is not indented.
  return /\bexports\b|^this\b/m.test(file.text) ? collect(file, isAssignment, 'nested') : [];
}

function addExportDeclaration(statement: ts.ExportDeclaration, named: Map<string, NamedExport>, stars: string[]): void {
  const specifier =
    statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
      ? statement.moduleSpecifier.text
      : undefined;
  const clause = statement.exportClause;
  if (!clause) {
    if (specifier) stars.push(specifier);
  } else if (ts.isNamespaceExport(clause)) {
    if (specifier) named.set(clause.name.text, { kind: 'from', specifier, name: '*', at: statement });
  } else {
    for (const element of clause.elements) {
      const name = (element.propertyName ?? element.name).text;
      const target: ExportTarget = specifier ? { kind: 'from', specifier, name } : { kind: 'name', name };
      named.set(element.name.text, { ...target, at: element });
    }
  }
}

function addExportedStatement(statement: ts.Statement, named: Map<string, NamedExport>): void {
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) addBindingNames(declaration, named);
  } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    if (ts.isFunctionDeclaration(statement) && !statement.body) return;
    const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
    const name = isDefault ? 'default' : statement.name?.text;
    if (name) named.set(name, { kind: 'declaration', node: statement, at: statement });
  } else if (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    isNamespace(statement)
  ) {
    if (!named.has(statement.name.text))
      named.set(statement.name.text, { kind: 'declaration', node: statement, at: statement });
  } else if (ts.isImportEqualsDeclaration(statement)) {
    named.set(statement.name.text, { kind: 'name', name: statement.name.text, at: statement });
  }
}

function addBindingNames(
  declaration: ts.VariableDeclaration | ts.BindingElement,
  named: Map<string, NamedExport>,
): void {
  if (ts.isIdentifier(declaration.name))
    named.set(declaration.name.text, { kind: 'declaration', node: declaration, at: declaration });
  else
    for (const element of declaration.name.elements) if (ts.isBindingElement(element)) addBindingNames(element, named);
}

/** `module.exports = x`, `module.exports.a = x`, `exports.a = x`, `this.a = x`, also chained: `exports = module.exports = x`. */
function addCommonJs(assignment: ts.BinaryExpression, named: Map<string, NamedExport>, whole: ts.Expression[]): void {
  const { left, right } = assignment;
  if (isModuleExports(left)) {
    whole.push(right);
    return;
  }
  if (!isMemberAccess(left)) return;
  const name = memberName(left);
  if (name && (isModuleExports(left.expression) || isExportsObject(left.expression))) {
    named.set(name, { kind: 'expression', node: right, at: assignment });
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
