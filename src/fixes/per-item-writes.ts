import { ts } from 'ts-morph';
import { isInside, isLoop, some } from '../ast/nodes.js';
import type { PerItemCall } from '../lambda/aws-requests/batchable.js';
import { batchWriteOf } from '../lambda/catalogue/batch-writes.js';
import { isReadOnly } from '../lambda/effects/effect.js';
import { placesSetBy, usesAny, type Variable } from '../lambda/order/dependence.js';
import type { Program } from '../lambda/program.js';
import type { Edit, Fix } from '../model/finding.js';
import { batchCallOf } from './batch/batch-call.js';
import { collectEdits } from './batch/collect.js';
import { SEND_IN_BATCHES, WRITE_IN_BATCHES } from './batch/helpers.js';
import { type SingleRequest, singleRequest } from './batch/request.js';
import { sendingLines, targetText } from './batch/sending.js';
import { replace } from './editing/edits.js';
import { codeLines, helperOf } from './editing/helper.js';
import { removals } from './editing/statements.js';

/**
 * Collects the entries of single requests and sends them in batches, with what was not taken sent again. Always for a person to
 * look at: an item that fails now fails among others, and a batch may need a permission of its own.
 */
export function batchWriteFixes(found: PerItemCall, program: Program): Fix[] {
  const { node, request, iteration } = found;
  const write = batchWriteOf(request.service, request.operation);
  // A function of ours sends it, for others too.
  if (!write || request.node !== node || hasOtherEffects(found, program)) return [];
  const single = singleRequest(request, write, iteration.body, program);
  if (!single || mayLeave(iteration.body) || changesEntry(single, iteration.body)) return [];
  // The names that the code which sends a batch brings along.
  if (single.target && /\b(batch|entries|entry|index|numbered|refused|failed)\b/.test(single.target.value.getText()))
    return [];
  const file = node.getSourceFile();
  const helper = helperOf(file, write.batch === 'BatchWriteItem' ? WRITE_IN_BATCHES : SEND_IN_BATCHES);
  const batchCall = batchCallOf(single, write.batch);
  const entry = single.command ? (single.command.parent as ts.VariableDeclaration).name.getText() : single.entry;
  const edits = collectEdits(single.node, entry, iteration, (entries, indent) => {
    const size = write.batch === 'BatchWriteItem' ? '' : ` ${write.limit},`;
    const head = `await ${helper.name}(${entries},${size} async (batch) => {`;
    const lines = sendingLines(write, targetText(single, write), batchCall.render);
    return codeLines(file, [head, ...lines.map((line) => `  ${line}`), '})'], indent);
  });
  if (!edits) return [];
  const own: Edit[] = single.command ? [replace(single.command, single.entry)] : [];
  if (single.leftOver) own.push(...removals([single.leftOver]));
  const permission = write.permission ? `; the function needs ${write.permission}` : '';
  const title = `Send up to ${write.limit} at once with ${write.batch}${permission}`;
  return [{ kind: 'suggestion', title, edits: [...batchCall.edits, ...own, ...edits, ...helper.edits] }];
}

/** What was collected would not be sent. */
function mayLeave(body: ts.Node): boolean {
  return some(
    body,
    (node) => ts.isThrowStatement(node) || (ts.isReturnStatement(node) && ts.isBlock(body) && isLoop(body.parent)),
  );
}

/** An object of outside that every iteration fills anew would stand in all entries, as the last iteration left it. */
function changesEntry({ values }: SingleRequest, body: ts.Node): boolean {
  const isOfIteration = (place: Variable): boolean => typeof place !== 'string' && isInside(place, body.parent);
  const shared = new Set([...placesSetBy(body)].filter((place) => !isOfIteration(place)));
  return values.some((value) => usesAny(value, shared));
}

/** Another request in the iteration may count on this one having been made, or the other way round. */
function hasOtherEffects({ iteration, node }: PerItemCall, program: Program): boolean {
  return some(iteration.body, (each) => {
    if (!ts.isAwaitExpression(each) || isInside(node, each)) return false;
    const effect = program.effects.of(each.expression);
    return !isReadOnly(effect) || effect.requests.length > 0;
  });
}
