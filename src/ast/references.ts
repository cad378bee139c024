import { ts } from 'ts-morph';
import { isStatementList, ownerOf, some } from './nodes.js';
import { lookup } from './scope.js';

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

/** The statement of a list that declares this variable and no other, and that nothing else declares again. */
export function statementOf(declaration: ts.VariableDeclaration): ts.VariableStatement | undefined {
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1 || !ts.isVariableStatement(list.parent))
    return undefined;
  return isStatementList(list.parent.parent) && !isRedeclared(declaration) ? list.parent : undefined;
}

/** `var` may stand twice for one variable. */
function isRedeclared(declaration: ts.VariableDeclaration): boolean {
  if (declaration.parent.flags & ts.NodeFlags.BlockScoped) return false;
  const name = declaration.name.getText();
  return some(
    ownerOf(declaration),
    (node) => ts.isVariableDeclaration(node) && node !== declaration && node.name.getText() === name,
  );
}
