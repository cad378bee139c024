import { crc32 } from 'node:zlib';
import { throttlingErrors } from './aws-error.js';
import type { HttpRequest, HttpResponse } from './http-server.js';
import type { Call, Fields } from './identify-call.js';
import type { Traffic } from './traffic.js';

type Send = (request: HttpRequest) => Promise<HttpResponse>;
type ByTable<Value> = Readonly<Record<string, Value>>;
type Keys = Fields & { readonly Keys: readonly Fields[] };

/** The parts of a batch operation that differ between reading and writing. */
interface BatchShape {
  readonly limit: number;
  readonly unprocessed: 'UnprocessedItems' | 'UnprocessedKeys';
  entries(request: unknown): readonly Fields[];
  withEntries(request: unknown, entries: readonly Fields[]): unknown;
}

const shapes: Readonly<Record<string, BatchShape>> = {
  BatchWriteItem: {
    limit: 25,
    unprocessed: 'UnprocessedItems',
    entries: (request) => request as readonly Fields[],
    withEntries: (_, entries) => entries,
  },
  BatchGetItem: {
    limit: 100,
    unprocessed: 'UnprocessedKeys',
    entries: (request) => (request as Keys).Keys,
    withEntries: (request, entries) => ({ ...(request as Keys), Keys: entries }),
  },
};

/** Performs any operation; of a batch, leaves those entries unprocessed that are to fail. */
export async function performBatch(
  { operation, input }: Call,
  request: HttpRequest,
  traffic: Traffic,
  send: Send,
): Promise<HttpResponse> {
  const shape = shapes[operation];
  if (!shape) return send(request);
  const requestItems = input.RequestItems as ByTable<unknown> | undefined;
  const entries = Object.entries(requestItems ?? {}).flatMap(([table, each]) =>
    shape.entries(each).map((entry) => ({ table, entry })),
  );
  // A batch that is too large is refused as a whole; leaving entries out would hide that.
  const left =
    entries.length > shape.limit ? new Map() : traffic.entryErrors(operation, entries.map(describeEntry(operation)));
  if (left.size > 0 && left.size === entries.length) throw throttlingErrors.dynamodb;
  const select = (isWanted: (index: number) => boolean) =>
    selectEntries(
      requestItems ?? {},
      shape,
      entries.flatMap(({ entry }, index) => (isWanted(index) ? [entry] : [])),
    );
  const body = JSON.stringify({ ...input, RequestItems: select((index) => !left.has(index)) });
  const response = await send(left.size > 0 ? { ...request, body: Buffer.from(body) } : request);
  if (response.status !== 200) return response;
  return rewriteBody(response, (answer) => ({
    ...answer,
    ...(answer.Responses ? { Responses: reorderItems(answer.Responses as ByTable<readonly Fields[]>) } : {}),
    ...(left.size > 0 && { [shape.unprocessed]: select((index) => left.has(index)) }),
  }));
}

function describeEntry(operation: string) {
  return ({ table, entry }: { table: string; entry: Fields }): Fields => ({
    TableName: table,
    ...(operation === 'BatchGetItem' ? { Key: entry } : entry),
  });
}

function selectEntries(requestItems: ByTable<unknown>, shape: BatchShape, wanted: readonly Fields[]): ByTable<unknown> {
  const chosen = new Set(wanted);
  const tables = Object.entries(requestItems).map(([table, each]) => {
    const entries = shape.entries(each).filter((entry) => chosen.has(entry));
    return { table, entries, rest: shape.withEntries(each, entries) };
  });
  return Object.fromEntries(tables.filter(({ entries }) => entries.length > 0).map(({ table, rest }) => [table, rest]));
}

/**
 * DynamoDB answers a batch in no particular order; code that relies on one is to fail here as well, and on every run.
 * Keys are mostly asked for in ascending order, so the items descend.
 */
function reorderItems(responses: ByTable<readonly Fields[]>): ByTable<readonly Fields[]> {
  const descending = (one: Fields, other: Fields) => (JSON.stringify(one) < JSON.stringify(other) ? 1 : -1);
  return Object.fromEntries(Object.entries(responses).map(([table, items]) => [table, [...items].sort(descending)]));
}

/** Changes the data of an answer, and the checksum that SDK v2 compares with it. */
function rewriteBody(response: HttpResponse, change: (answer: Fields) => Fields): HttpResponse {
  const body = JSON.stringify(change(JSON.parse(response.body.toString())));
  return { ...response, headers: { ...response.headers, 'x-amz-crc32': String(crc32(body)) }, body };
}
