import { ts } from 'ts-morph';
import { isDirective, walk } from '../../ast/nodes.js';
import { isModuleBinding, isReference, lookup } from '../../ast/scope.js';
import type { Edit } from '../../model/finding.js';
import { replace } from '../editing/edits.js';
import { freeName } from '../editing/names.js';
import { insertionBefore, topLevelStatement } from '../editing/statements.js';
import { styleOf } from '../editing/style.js';
import { cachedName, clientName, clientType } from './names.js';
import { isSameCode, type SharedExpression } from './shared.js';

/** `(cached ??= new Client(…))`: made when first needed, and kept. Nothing where the code has no name for its type. */
export function memoEdits(
  shared: SharedExpression,
  isRunAtLoad: boolean,
  isReusable: (made: ts.Expression) => boolean,
): Edit[] | undefined {
  const { node } = shared;
  const file = node.getSourceFile();
  const { newline, semicolon, isTypeScript } = styleOf(file);
  const known = sameMemo(node, isReusable);
  const name = known ?? freeName(cachedName(clientName(shared)), file);
  const typeName = clientType(node);
  if (isTypeScript && !typeName) return undefined;
  const type = isTypeScript ? `: ${typeName} | undefined` : '';
  const [open, close] = standsAlone(node) ? ['', ''] : ['(', ')'];
  const use = replace(node, `${open}${name} ??= ${node.getText()}${close}`);
  return known
    ? [use]
    : [
        insertionBefore(
          isRunAtLoad ? firstStatement(file) : topLevelStatement(node),
          `let ${name}${type}${semicolon}`,
          newline,
        ),
        use,
      ];
}

/** Behind the imports: code that runs while the module is loaded finds the variable there. */
function firstStatement({ statements }: ts.SourceFile): ts.Statement {
  return statements.find((each) => !ts.isImportDeclaration(each) && !isDirective(each))!;
}

/** The variable in which another function keeps what it made with the same words, of nothing but what the module knows. */
function sameMemo(node: ts.Expression, isReusable: (made: ts.Expression) => boolean): string | undefined {
  if (!isOfModuleOnly(node)) return undefined;
  let found: string | undefined;
  walk(
    node.getSourceFile(),
    (each) => {
      const isMemo =
        ts.isBinaryExpression(each) && each.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
      if (!isMemo || !ts.isIdentifier(each.left) || !isSameCode(each.right, node)) return false;
      const binding = lookup(each.left);
      const isThere = binding && isModuleBinding(binding) && binding.node.pos < topLevelStatement(node).pos;
      if (isThere && isReusable(each.right)) found = each.left.text;
      return found !== undefined;
    },
    'nested',
  );
  return found;
}

function isOfModuleOnly(node: ts.Expression): boolean {
  return !walk(
    node,
    (each) => {
      const binding = ts.isIdentifier(each) && isReference(each) ? lookup(each) : undefined;
      return each.kind === ts.SyntaxKind.ThisKeyword || (binding !== undefined && !isModuleBinding(binding));
    },
    'nested',
  );
}

/** Nothing around it binds tighter than an assignment. */
function standsAlone({ parent }: ts.Expression): boolean {
  return (
    ts.isPropertyDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isCallExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
  );
}
