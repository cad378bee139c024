import { ts } from 'ts-morph';
import { isReference, lookup } from '../../ast/scope.js';
import type { FileFacts, ModuleReference } from './file-facts.js';

/** What a file does with a package that it imports. */
export interface PackageUses {
  /** What brings the names: import declarations, and variables that hold what `require` gave. */
  readonly declarations: ReadonlySet<ts.Declaration>;
  /** Places that need the package when they run; types do not. */
  readonly values: readonly ts.Identifier[];
  readonly types: readonly ts.Identifier[];
}

/** `undefined` where an import does more than give names: side effects, re-exports, `require('x')(options)`. */
export function packageUsesOf(facts: FileFacts, references: readonly ModuleReference[]): PackageUses | undefined {
  const declarations = new Set<ts.Declaration>();
  for (const { node } of references) {
    const names = declaredBy(node);
    if (!names) return undefined;
    for (const name of names) declarations.add(name);
  }
  return { declarations, ...placesOf(facts.file, declarations) };
}

/** What the import or the variable around `require('…')` declares. */
function declaredBy(literal: ts.Node): readonly ts.Declaration[] | undefined {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent)) return parent.importClause && declaredByClause(parent.importClause);
  if (ts.isExternalModuleReference(parent)) return isExported(parent.parent) ? undefined : [parent.parent];
  const holder = ts.isCallExpression(parent) ? variableHolding(parent) : undefined;
  return holder && declaredByPattern(holder);
}

function isExported(node: ts.ImportEqualsDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declaredByClause(clause: ts.ImportClause): ts.Declaration[] {
  const { namedBindings } = clause;
  const named = !namedBindings ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings] : namedBindings.elements;
  return [...(clause.name ? [clause] : []), ...named];
}

/** `const x = require('x')`, `const y = require('x').y`; of the top level only. */
function variableHolding(call: ts.Node): ts.VariableDeclaration | undefined {
  let at = call;
  while (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at) at = at.parent;
  const { parent } = at;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== at) return undefined;
  const statement = parent.parent.parent;
  if (!ts.isVariableStatement(statement) || !ts.isSourceFile(statement.parent)) return undefined;
  return statement.modifiers?.length ? undefined : parent;
}

function declaredByPattern(declaration: ts.VariableDeclaration): readonly ts.Declaration[] | undefined {
  if (ts.isIdentifier(declaration.name)) return [declaration];
  const { elements } = declaration.name;
  const isPlain = ts.isObjectBindingPattern(declaration.name) && declaration.name.elements.every(isPlainElement);
  return isPlain ? (elements as ts.NodeArray<ts.BindingElement>) : undefined;
}

function isPlainElement({ name, initializer, propertyName }: ts.BindingElement): boolean {
  return ts.isIdentifier(name) && !initializer && (!propertyName || ts.isIdentifier(propertyName));
}

function placesOf(file: ts.SourceFile, declarations: ReadonlySet<ts.Declaration>): Omit<PackageUses, 'declarations'> {
  const names = new Set([...declarations].map((each) => (each as ts.NamedDeclaration).name?.getText()));
  const values: ts.Identifier[] = [];
  const types: ts.Identifier[] = [];
  const visit = (node: ts.Node, isType: boolean): void => {
    if (ts.isIdentifier(node)) {
      const declaration = names.has(node.text) && isNaming(node) ? lookup(node)?.node : undefined;
      if (declaration && declarations.has(declaration)) (isType ? types : values).push(node);
      return;
    }
    if (ts.isImportDeclaration(node)) return;
    ts.forEachChild(node, (child) => visit(child, isType || isTypeOnly(child)));
  };
  visit(file, false);
  return { values, types };
}

function isNaming(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  return isReference(node);
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}
