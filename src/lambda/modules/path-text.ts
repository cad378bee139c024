import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** What stands in a text where only the run knows it. */
export const ANY_TEXT = '\0';

/** Names lead to names, a few times. */
const DEEPEST = 8;

/** The text of a path that is made of the folder of its file and of static parts: `path.join(__dirname, 'steps', name)`. */
export function pathText(node: ts.Expression, folder: string, depth = DEEPEST): string {
  if (depth === 0) return ANY_TEXT;
  const value = initial(node);
  const inner = (each: ts.Expression): string => pathText(each, folder, depth - 1);
  if (ts.isStringLiteralLike(value)) return value.text;
  if (ts.isIdentifier(value)) return value.text === '__dirname' ? folder : ANY_TEXT;
  if (ts.isPropertyAccessExpression(value))
    return /^import\.meta\.dir(name)?$/.test(value.getText()) ? folder : ANY_TEXT;
  if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return inner(value.left) + inner(value.right);
  if (ts.isTemplateExpression(value)) {
    const spans = value.templateSpans.map(({ expression, literal }) => inner(expression) + literal.text);
    return value.head.text + spans.join('');
  }
  const isJoining = ts.isCallExpression(value) && /^(?:join|resolve)$/.test(calleeName(value) ?? '');
  return isJoining ? value.arguments.map(inner).join('/') : ANY_TEXT;
}

/** What a name was given, or the expression itself. */
export function initial(node: ts.Expression): ts.Expression {
  const value = unwrap(node);
  const declared = ts.isIdentifier(value) ? lookup(value)?.node : undefined;
  const given = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return given ? unwrap(given) : value;
}
