import { ts } from 'ts-morph';
import { findAncestor, isMemberAccess, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** What a text, or several that are put together, says. */
export function constantText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) {
    const declaration = lookup(node)?.node;
    const isConstant =
      declaration && ts.isVariableDeclaration(declaration) && declaration.parent.flags & ts.NodeFlags.Const;
    const value = isConstant ? declaration.initializer : undefined;
    return value && ts.isStringLiteralLike(value) ? value.text : undefined;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return joined([constantText(unwrap(node.left)), constantText(unwrap(node.right))]);
  if (!ts.isTemplateExpression(node)) return undefined;
  const spans = node.templateSpans.flatMap(({ expression, literal }) => [
    constantText(unwrap(expression)),
    literal.text,
  ]);
  return joined([node.head.text, ...spans]);
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** The module that a name was imported or required from. */
export function moduleImportedBy(node: ts.Expression): string | undefined {
  let at = unwrap(node);
  while (isMemberAccess(at)) at = unwrap(at.expression);
  const declaration = ts.isIdentifier(at) ? lookup(at)?.node : undefined;
  if (!declaration) return loadedBy(at);
  const statement = findAncestor(declaration, ts.isImportDeclaration);
  if (statement) return constantText(statement.moduleSpecifier);
  if (ts.isImportEqualsDeclaration(declaration))
    return ts.isExternalModuleReference(declaration.moduleReference)
      ? constantText(declaration.moduleReference.expression)
      : undefined;
  const variable = ts.isVariableDeclaration(declaration)
    ? declaration
    : findAncestor(declaration, ts.isVariableDeclaration);
  return variable?.initializer && loadedBy(variable.initializer);
}

/** `x` of `require('x')`, `await import('x')`, `require('x').default`. */
export function loadedBy(node: ts.Expression): string | undefined {
  let at = unwrap(node);
  while (ts.isAwaitExpression(at) || ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
  if (!ts.isCallExpression(at)) return undefined;
  const isImport = at.expression.kind === ts.SyntaxKind.ImportKeyword;
  const [first] = at.arguments;
  return first &&
    (isImport || /^(require|import|jest\.requireActual|(vi|vitest)\.importActual)$/.test(at.expression.getText()))
    ? constantText(first)
    : undefined;
}
