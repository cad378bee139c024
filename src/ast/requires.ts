import { ts } from 'ts-morph';
import { type CallNode, memberName, unwrap } from './nodes.js';
import { lookup } from './scope.js';

/** `require('x')`, `module.require('x')`, `createRequire(import.meta.url)('x')`, and what is called by a name for the last. */
export function isRequireCall(call: CallNode): call is ts.CallExpression {
  if (!ts.isCallExpression(call)) return false;
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee) && callee.text === 'require') return true;
  if (memberName(callee) === 'require') return /^(module|process\.mainModule)\./.test(callee.getText());
  const mayBeMade = call.arguments.length === 1 && (ts.isIdentifier(callee) || ts.isCallExpression(callee));
  if (!mayBeMade || !mentionsMaker(call.getSourceFile())) return false;
  return isMade(ts.isIdentifier(callee) ? initializerOf(callee) : callee);
}

/** `import('x')` */
export function isImportCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

const known = new WeakMap<ts.SourceFile, boolean>();

/** Hardly any file does; this is asked of all calls. */
function mentionsMaker(file: ts.SourceFile): boolean {
  const answer = known.get(file) ?? file.text.includes('createRequire');
  known.set(file, answer);
  return answer;
}

function initializerOf(name: ts.Identifier): ts.Expression | undefined {
  const declaration = lookup(name)?.node;
  return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

function isMade(node: ts.Expression | undefined): boolean {
  const call = node && unwrap(node);
  return !!call && ts.isCallExpression(call) && /(^|\.)createRequire$/.test(call.expression.getText());
}
