import { ts } from 'ts-morph';
import { isFunctionNode, isStatementList, nameText, walk } from '../../ast/nodes.js';
import { isModuleBinding, isReference, lookup } from '../../ast/scope.js';
import { isNonEmpty, type NonEmpty } from '../../lib/non-empty.js';
import type { Edit } from '../../model/finding.js';
import { insertAt, replace } from '../editing/edits.js';
import { freeName } from '../editing/names.js';
import { codeEnd, insertionBefore, spanWithComments, topLevelStatement } from '../editing/statements.js';
import { indentAt, styleOf, terminatorBehind } from '../editing/style.js';
import { clientName, clientType, pluralName } from './names.js';
import type { SharedExpression } from './shared.js';

export interface KeyedDraft {
  readonly edits: readonly Edit[];
  /** What the clients are told apart by, in the words of the code. */
  readonly key: string;
}

/** A map at module scope holds one client for each set of options that the code was called with. */
export function keyedDraft(shared: SharedExpression): KeyedDraft | undefined {
  const { node, declaration } = shared;
  const parts = keyParts(node);
  const statement = statementAround(node);
  if (!parts || !isNonEmpty(parts) || !statement) return undefined;
  const file = node.getSourceFile();
  const { newline, semicolon, isTypeScript } = styleOf(file);
  const base = clientName(shared);
  const map = freeName(pluralName(base), file);
  const name = declaration ? base : freeName(base, file);
  const typeName = clientType(node);
  if (isTypeScript && !typeName) return undefined;
  const types = isTypeScript ? `<string, ${typeName}>` : '';
  const end = `${semicolon}${newline}${indentAt(statement)}`;
  const made = keyText(parts, isTypeScript);
  const isName = /^[\w$.]+$/.test(made);
  const key = isName ? made : freeName('key', file);
  const prelude = isName ? '' : `const ${key} = ${made}${end}`;
  const lookUp = `${map}.get(${key}) ?? ${node.getText()}`;
  const keep = `${map}.set(${key}, ${name})`;
  const start = statement.getStart(file);
  const edits = [insertionBefore(topLevelStatement(node), `const ${map} = new Map${types}()${semicolon}`, newline)];
  if (declaration) {
    const { end: last } = spanWithComments(statement);
    const lineEnd = `${newline}${indentAt(statement)}`;
    const isEnded = !semicolon || file.text[codeEnd(statement) - 1] === ';';
    const text = `${isEnded ? '' : semicolon}${lineEnd}${keep}${semicolon || terminatorBehind(file, last)}`;
    edits.push(...(prelude ? [insertAt(file, start, prelude)] : []), replace(node, lookUp), insertAt(file, last, text));
  } else
    edits.push(insertAt(file, start, `${prelude}const ${name} = ${lookUp}${end}${keep}${end}`), replace(node, name));
  return { edits, key: parts.map((part) => part.getText()).join(', ') };
}

/** The statement that always evaluates the expression, standing in a list where others can be put beside it. */
function statementAround(node: ts.Expression): ts.Statement | undefined {
  for (let at: ts.Node = node; ; at = at.parent) {
    if (isFunctionNode(at) || ts.isConditionalExpression(at) || ts.isClassLike(at) || ts.isAwaitExpression(at))
      return undefined;
    if (ts.isBinaryExpression(at) && at.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
    if (!ts.isStatement(at)) continue;
    const isPlain = ts.isVariableStatement(at) || ts.isReturnStatement(at) || ts.isExpressionStatement(at);
    return isPlain && isStatementList(at.parent) ? at : undefined;
  }
}

/** The values from outside that the options are made of; nothing when it also needs what has no name. */
function keyParts(node: ts.Expression): ts.Expression[] | undefined {
  const parts = new Map<string, ts.Expression>();
  let isNameless = false;
  walk(
    node,
    (each) => {
      if (each.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(each) || isFunctionNode(each))
        isNameless = true;
      if (!ts.isIdentifier(each) || !isReference(each)) return;
      const binding = lookup(each);
      if (!binding || isModuleBinding(binding)) return;
      const part = accessFrom(each);
      // The whole event would make a client for each invocation, and keep it.
      if (ts.isParameter(binding.node) && part === each && /^(event|request|req|context)$/.test(each.text))
        isNameless = true;
      parts.set(part.getText(), part);
    },
    'nested',
  );
  return isNameless ? undefined : [...parts.values()];
}

/** `event.region` of `event`, as long as nothing is called. */
function accessFrom(name: ts.Identifier): ts.Expression {
  let at: ts.Expression = name;
  while (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at && !isCalled(at.parent))
    at = at.parent;
  return at;
}

function isCalled(node: ts.Expression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

function keyText(parts: NonEmpty<ts.Expression>, isTypeScript: boolean): string {
  if (parts.length > 1) return `JSON.stringify([${parts.map((part) => part.getText()).join(', ')}])`;
  const [only] = parts;
  if (isWholeObject(only)) return `JSON.stringify(${only.getText()})`;
  return isTypeScript && !isString(only) ? `String(${only.getText()})` : only.getText();
}

/** All options come in one object: `new Client(options)`, `new Client({ ...options })`. */
function isWholeObject({ parent }: ts.Expression): boolean {
  return ts.isNewExpression(parent) || ts.isCallExpression(parent) || ts.isSpreadAssignment(parent);
}

function isString(node: ts.Expression): boolean {
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  if (!declaration || !ts.isParameter(declaration) || !nameText(declaration.name as ts.Identifier)) return false;
  return declaration.type?.kind === ts.SyntaxKind.StringKeyword && !declaration.questionToken;
}
