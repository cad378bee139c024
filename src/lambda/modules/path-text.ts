import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** What stands in a text where only the run knows it. */
export const ANY_TEXT = '\0';

/** Names lead to names, a few times. */
const DEEPEST = 8;

/** Stands for the name of the file itself: whoever asks wants its folder. */
const ITSELF = 'this-file';

/**
 * The text of a path that is made of the folder of its file and of static parts: `path.join(__dirname, 'steps', name)`, or in a module
 * `fileURLToPath(new URL('./steps/', import.meta.url))`.
 */
export function pathText(node: ts.Expression, folder: string, depth = DEEPEST): string {
  if (depth === 0) return ANY_TEXT;
  const value = initial(node);
  const inner = (each: ts.Expression): string => pathText(each, folder, depth - 1);
  if (ts.isStringLiteralLike(value)) return value.text;
  if (ts.isIdentifier(value)) return ofName(value.text, folder);
  if (ts.isPropertyAccessExpression(value))
    return value.name.text === 'pathname' ? inner(value.expression) : ofName(value.getText(), folder);
  if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return inner(value.left) + inner(value.right);
  if (ts.isTemplateExpression(value)) {
    const spans = value.templateSpans.map(({ expression, literal }) => inner(expression) + literal.text);
    return value.head.text + spans.join('');
  }
  if (ts.isNewExpression(value)) return ofUrl(value, inner);
  return ts.isCallExpression(value) ? ofCall(value, inner) : ANY_TEXT;
}

function ofName(name: string, folder: string): string {
  if (/^(?:__dirname|import\.meta\.dir(?:name)?)$/.test(name)) return folder;
  return /^(?:__filename|import\.meta\.(?:url|filename|path))$/.test(name) ? `${folder}/${ITSELF}` : ANY_TEXT;
}

function ofCall(call: ts.CallExpression, inner: (node: ts.Expression) => string): string {
  const name = calleeName(call) ?? '';
  if (/^(?:join|resolve)$/.test(name)) return call.arguments.map(inner).join('/');
  const [first] = call.arguments;
  const path = first ? inner(first) : ANY_TEXT;
  if (/^(?:fileURLToPath|decodeURIComponent|decodeURI|normalize)$/.test(name)) return path;
  return name === 'dirname' && !path.includes(ANY_TEXT) ? posix.dirname(path) : ANY_TEXT;
}

/** `new URL('./steps/', import.meta.url)` */
function ofUrl(node: ts.NewExpression, inner: (node: ts.Expression) => string): string {
  const { expression, arguments: given } = node;
  const [path, base] = given ?? [];
  const isUrl = /(?:^|\.)URL$/.test(expression.getText());
  if (!isUrl || !path || !base) return isUrl && path ? inner(path) : ANY_TEXT;
  const from = inner(base);
  return from.includes(ANY_TEXT) ? ANY_TEXT : `${posix.dirname(from)}/${inner(path)}`;
}

/** What a name was given, or the expression itself. */
export function initial(node: ts.Expression): ts.Expression {
  const value = unwrap(node);
  const declared = ts.isIdentifier(value) ? lookup(value)?.node : undefined;
  const given = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return given ? unwrap(given) : value;
}
