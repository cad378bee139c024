import { ts } from 'ts-morph';
import { lookup } from '../ast/scope.js';

/** The places that name the variable, its declaration left out. */
export function referencesOf(declaration: ts.Declaration): ts.Identifier[] {
  const name = (declaration as ts.VariableDeclaration).name;
  if (!name || !ts.isIdentifier(name)) return [];
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node.text === name.text &&
      node !== name &&
      lookup(node)?.node === declaration &&
      !isKey(node)
    )
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return found;
}

function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return parent.getLastToken() === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

/** The statement that declares this variable and no other. */
export function statementOf({ parent: list }: ts.VariableDeclaration): ts.VariableStatement | undefined {
  const isOnly = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  return isOnly && ts.isVariableStatement(list.parent) ? list.parent : undefined;
}
