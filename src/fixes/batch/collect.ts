import { ts } from 'ts-morph';
import {
  type FunctionNode,
  isFunctionNode,
  isLoop,
  isStatementList,
  memberName,
  outermost,
  ownerOf,
  some,
} from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import { lookup } from '../../ast/scope.js';
import type { Iteration } from '../../lambda/order/iteration.js';
import type { Edit } from '../../model/finding.js';
import { insertAt, replace } from '../editing/edits.js';
import { freeName } from '../editing/names.js';
import { indentAt, styleOf, terminatorBehind } from '../editing/style.js';

/** Gives the code that sends the entries, as a statement's text, for the list of that name or expression. */
export type Sending = (entries: string, indent: string) => string;

/** Collects entries where single requests were sent, and sends them where all of these were awaited. */
export function collectEdits(
  node: ts.Expression,
  entry: string,
  iteration: Iteration,
  sending: Sending,
): Edit[] | undefined {
  if (isLoop(iteration.node)) return inLoop(node, entry, iteration.node, sending);
  const callback = ownerOf(node);
  return isFunctionNode(callback) ? inCallback(node, entry, iteration.node, callback, sending) : undefined;
}

/** `for (…) await send(…)`, and `for (…) promises.push(send(…))` with `await Promise.all(promises)` behind it. */
function inLoop(node: ts.Expression, entry: string, loop: ts.Statement, sending: Sending): Edit[] | undefined {
  const waiting = outermost(node).parent;
  if (!isStatementList(loop.parent)) return undefined;
  if (ts.isCallExpression(waiting)) return pushedInLoop(node, entry, waiting, sending);
  if (!ts.isAwaitExpression(waiting) || !ts.isExpressionStatement(waiting.parent) || isInTry(waiting, loop))
    return undefined;
  const file = loop.getSourceFile();
  const { newline, semicolon } = styleOf(file);
  const indent = indentAt(loop);
  const name = freeName('entries', file);
  return [
    insertAt(file, loop.getStart(file), `const ${name} = []${semicolon}${newline}${indent}`),
    replace(waiting, `${name}.push(${entry})`),
    insertAt(file, loop.end, `${newline}${indent}${sending(name, indent)}${terminatorBehind(file, loop.end)}`),
  ];
}

function isInTry(node: ts.Node, within: ts.Node): boolean {
  for (let at = node.parent; at && at !== within; at = at.parent) if (ts.isTryStatement(at)) return true;
  return false;
}

function pushedInLoop(
  node: ts.Expression,
  entry: string,
  push: ts.CallExpression,
  sending: Sending,
): Edit[] | undefined {
  const list =
    memberName(push.expression) === 'push' ? (push.expression as ts.PropertyAccessExpression).expression : undefined;
  const declaration = list && ts.isIdentifier(list) ? lookup(list)?.node : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || push.arguments.length > 1)
    return undefined;
  const [use, ...others] = referencesOf(declaration).filter((each) => each !== list);
  const all = use && others.length === 0 ? awaitedAll(use) : undefined;
  if (!all) return undefined;
  return [replace(node, entry), replace(all, sending(declaration.name.getText(), indentAt(all)))];
}

/** `await Promise.all(promises)` as a statement of its own: nobody looks at the results. */
function awaitedAll(list: ts.Node): ts.AwaitExpression | undefined {
  const call = list.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== list || call.expression.getText() !== 'Promise.all')
    return undefined;
  const waiting = outermost(call).parent;
  return ts.isAwaitExpression(waiting) && ts.isExpressionStatement(waiting.parent) ? waiting : undefined;
}

/** `await Promise.all(items.map((item) => send(…)))`, also with the promises under a name. */
function inCallback(
  node: ts.Expression,
  entry: string,
  map: ts.Expression,
  callback: FunctionNode,
  sending: Sending,
): Edit[] | undefined {
  const edits = entryEdits(node, entry, callback);
  if (!edits || !ts.isCallExpression(map) || memberName(map.expression) !== 'map') return undefined;
  const holder = outermost(map).parent;
  const isNamed = ts.isVariableDeclaration(holder) && !holder.type;
  const [use, ...others] = isNamed ? referencesOf(holder) : [outermost(map)];
  const all = use && others.length === 0 ? awaitedAll(use) : undefined;
  if (!all) return undefined;
  if (isNamed) return [...edits, replace(all, sending(holder.name.getText(), indentAt(all)))];
  const file = map.getSourceFile();
  const { newline, semicolon } = styleOf(file);
  const name = freeName('entries', file);
  const indent = indentAt(all);
  return [
    { file: file.fileName, start: all.getStart(file), end: map.getStart(file), text: `const ${name} = ` },
    ...edits,
    {
      file: file.fileName,
      start: map.end,
      end: all.end,
      text: `${semicolon}${newline}${indent}${sending(name, indent)}`,
    },
  ];
}

/** The callback gives the entry instead of a promise. */
function entryEdits(node: ts.Expression, entry: string, callback: FunctionNode): Edit[] | undefined {
  if (!ts.isArrowFunction(callback) || callback.type) return undefined;
  const waiting = outermost(node).parent;
  const whole = ts.isAwaitExpression(waiting) ? waiting : (outermost(node) as ts.Expression);
  const isOnlyAwait = !some(callback.body, (each) => ts.isAwaitExpression(each) && each !== waiting);
  if (!isOnlyAwait) return undefined;
  const edits = asyncRemoval(callback);
  if (callback.body === whole) return [...edits, replace(whole, entry.startsWith('{') ? `(${entry})` : entry)];
  const statement = whole.parent;
  if (!ts.isBlock(callback.body) || callback.body.statements.at(-1) !== statement) return undefined;
  if (some(callback.body, (each) => ts.isReturnStatement(each) && each !== statement)) return undefined;
  if (ts.isReturnStatement(statement)) return [...edits, replace(whole, entry)];
  return ts.isExpressionStatement(statement) && whole === waiting
    ? [...edits, replace(whole, `return ${entry}`)]
    : undefined;
}

function asyncRemoval(callback: ts.ArrowFunction): Edit[] {
  const modifier = callback.modifiers?.find((each) => each.kind === ts.SyntaxKind.AsyncKeyword);
  if (!modifier) return [];
  const file = callback.getSourceFile();
  const gap = /^\s*/.exec(file.text.slice(modifier.end))?.[0].length ?? 0;
  return [{ file: file.fileName, start: modifier.getStart(file), end: modifier.end + gap, text: '' }];
}
