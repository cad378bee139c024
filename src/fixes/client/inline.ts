import { ts } from 'ts-morph';
import { isReference, lookup } from '../../ast/scope.js';

/** The text of an expression with some local constants written out. */
export function inlinedText(expression: ts.Expression, constants: ReadonlySet<ts.VariableDeclaration>): string {
  const file = expression.getSourceFile();
  const start = expression.getStart(file);
  let text = '';
  let at = start;
  const visit = (node: ts.Node): void => {
    const initializer = ts.isIdentifier(node) ? constantBehind(node, constants)?.initializer : undefined;
    if (initializer) {
      text += file.text.slice(at, node.getStart(file)) + substitute(node as ts.Identifier, initializer, constants);
      at = node.end;
    } else ts.forEachChild(node, visit);
  };
  visit(expression);
  return text + file.text.slice(at, expression.end);
}

function constantBehind(
  node: ts.Identifier,
  constants: ReadonlySet<ts.VariableDeclaration>,
): ts.VariableDeclaration | undefined {
  const isName = isReference(node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
  const declaration = isName ? lookup(node)?.node : undefined;
  return declaration && ts.isVariableDeclaration(declaration) && constants.has(declaration) ? declaration : undefined;
}

function substitute(
  name: ts.Identifier,
  initializer: ts.Expression,
  constants: ReadonlySet<ts.VariableDeclaration>,
): string {
  const text = inlinedText(initializer, constants);
  if (ts.isShorthandPropertyAssignment(name.parent)) return `${name.text}: ${text}`;
  return needsParentheses(name, initializer) ? `(${text})` : text;
}

function needsParentheses({ parent }: ts.Identifier, initializer: ts.Expression): boolean {
  const stands = ts.isPropertyAssignment(parent) || ts.isCallLikeExpression(parent) || ts.isTemplateSpan(parent);
  return !stands && !ts.isLeftHandSideExpression(initializer);
}
