import { ts } from 'ts-morph';
import { isAlwaysReached } from '../ast/always-reached.js';
import { isFunctionNode, isLoop, isStatementList, memberName, outermost, some } from '../ast/nodes.js';
import { referencesOf } from '../ast/references.js';
import type { PerItemCall } from '../lambda/aws-requests/batchable.js';
import { BATCH_GET } from '../lambda/catalogue/batch-reads.js';
import { placesSetBy, usesAny } from '../lambda/order/dependence.js';
import type { Program } from '../lambda/program.js';
import type { Edit, Fix } from '../model/finding.js';
import { batchCallOf } from './batch/batch-call.js';
import { GET_IN_BATCHES } from './batch/read-helper.js';
import { namesInside, type SingleRequest, singleRequest } from './batch/request.js';
import { targetText } from './batch/sending.js';
import { insertAt, replace } from './editing/edits.js';
import { codeLines, helperOf } from './editing/helper.js';
import { freeName } from './editing/names.js';
import { removals } from './editing/statements.js';
import { indentAt, styleOf } from './editing/style.js';

/** Reads all keys of a list before it is walked, and looks each item up where it was read. */
export function batchReadFixes(found: PerItemCall, program: Program): Fix[] {
  const { node, request, iteration } = found;
  if (request.service !== 'dynamodb' || request.operation !== 'GetItem' || request.node !== node) return [];
  const single = singleRequest(request, BATCH_GET, iteration.body, program);
  const walked = walkedBy(found);
  const statement = walked && statementOf(iteration.node);
  if (!single || single.command || !walked || !statement || !isAlwaysReached(single.node, iteration.body)) return [];
  // The keys are needed before the iteration has begun.
  const changed = placesSetBy(iteration.body);
  if (single.values.some((value) => namesInside(value, iteration.body) || usesAny(value, changed))) return [];
  if (changesTable(found, program)) return [];
  const file = node.getSourceFile();
  const name = freeName('itemOf', file);
  const use = useEdit(single, `${name}(${single.entry})`);
  if (!use) return [];
  const helper = helperOf(file, GET_IN_BATCHES);
  const call = batchCallOf(single, 'BatchGetItem');
  const lines = readLines(single, walked, call.render, name, helper.name);
  const { semicolon, newline } = styleOf(file);
  const indent = indentAt(statement);
  const prefetch = `${codeLines(file, lines, indent)}${semicolon}${newline}${indent}`;
  const edits = [...call.edits, insertAt(file, statement.getStart(file), prefetch), use, ...helper.edits];
  if (single.leftOver) edits.push(...removals([single.leftOver]));
  const title = `Read up to ${BATCH_GET.limit} at once with BatchGetItem; the function needs ${BATCH_GET.permission}`;
  return [{ kind: 'suggestion', title, edits }];
}

interface WalkedItems {
  readonly list: string;
  readonly parameter: string;
}

/** The list and the name of its element; nothing where naming the list twice would do something twice. */
function walkedBy({ iteration: { node, list, body } }: PerItemCall): WalkedItems | undefined {
  if (!list || some(list, ts.isCallExpression) || some(list, ts.isAwaitExpression)) return undefined;
  if (isLoop(node)) {
    if (!ts.isForOfStatement(node) || !ts.isVariableDeclarationList(node.initializer)) return undefined;
    const [declaration] = node.initializer.declarations;
    return declaration && { list: list.getText(), parameter: declaration.name.getText() };
  }
  const [parameter, ...others] = isFunctionNode(body.parent) ? body.parent.parameters : [];
  return parameter && others.length === 0 ? { list: list.getText(), parameter: parameter.name.getText() } : undefined;
}

/** The statement in front of which the keys are read. */
function statementOf(node: ts.Node): ts.Statement | undefined {
  let at = node;
  while (!ts.isStatement(at)) {
    if (isFunctionNode(at)) return undefined;
    at = at.parent;
  }
  return isStatementList(at.parent) ? at : undefined;
}

/** An iteration that writes may change what a later iteration reads. */
function changesTable({ iteration, node }: PerItemCall, program: Program): boolean {
  return some(iteration.body, (each) => {
    if (!ts.isAwaitExpression(each) || (node.pos >= each.pos && node.end <= each.end)) return false;
    const { isWrite, partners } = program.effects.of(each.expression);
    return isWrite && partners.has('dynamodb');
  });
}

/** What stands in the request's place. */
function useEdit({ node }: SingleRequest, item: string): Edit | undefined {
  const waiting = outermost(node).parent;
  if (!ts.isAwaitExpression(waiting)) {
    const isGiven = ts.isArrowFunction(waiting) || ts.isReturnStatement(waiting);
    return isGiven
      ? replace(node, ts.isArrowFunction(waiting) ? `({ Item: ${item} })` : `{ Item: ${item} }`)
      : undefined;
  }
  const value = outermost(waiting);
  const holder = value.parent;
  if (ts.isPropertyAccessExpression(holder)) return holder.name.text === 'Item' ? replace(holder, item) : undefined;
  if (!ts.isVariableDeclaration(holder) || holder.type) return undefined;
  if (ts.isIdentifier(holder.name)) {
    const isItemOnly = referencesOf(holder).every(({ parent }) => memberName(parent) === 'Item');
    return isItemOnly ? replace(value, `{ Item: ${item} }`) : undefined;
  }
  const [element, ...others] = holder.name.elements;
  if (!element || others.length > 0 || !ts.isBindingElement(element) || element.initializer) return undefined;
  if ((element.propertyName ?? element.name).getText() !== 'Item') return undefined;
  return replace(holder, `${element.name.getText()} = ${item}`);
}

function readLines(
  single: SingleRequest,
  { list, parameter }: WalkedItems,
  call: (input: string) => string,
  name: string,
  helper: string,
): string[] {
  const key = single.entry.startsWith('{') ? `(${single.entry})` : single.entry;
  const input = `{ RequestItems: { ${targetText(single, BATCH_GET)}: { Keys: batch } } }`;
  return [
    `const ${name} = await ${helper}(Array.from(${list}, (${parameter}) => ${key}), async (batch) => {`,
    `  const { Responses, UnprocessedKeys } = await ${call(input)};`,
    '  const unread = Object.values(UnprocessedKeys ?? {}).flatMap(({ Keys }) => Keys ?? []);',
    '  return { items: Object.values(Responses ?? {}).flat(), unread };',
    '})',
  ];
}
