import { ts } from 'ts-morph';
import { importDeclarationOf } from './nodes.js';
import { lookup } from './scope.js';

/** The package that a name is imported from, straight away. */
export function importedFrom(name: ts.Identifier): string | undefined {
  const node = lookup(name)?.node;
  if (node && ts.isImportSpecifier(node)) {
    const { moduleSpecifier } = importDeclarationOf(node);
    return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  }
  const holder = node && ts.isBindingElement(node) ? node.parent.parent : undefined;
  const call = holder && ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  const isRequire = call && ts.isCallExpression(call) && call.expression.getText() === 'require';
  const [argument] = isRequire ? call.arguments : [];
  return argument && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}
