import type { InsertionPoint, TableExtension } from '../../model/table.js';
import {
  isObject,
  type KeySpan,
  objectAt,
  type Place,
  type Places,
  type Plain,
  type PlainObject,
} from '../data-file.js';
import type { Workspace } from '../workspace.js';

/** Where a further global index of a table can be written; nothing where that takes more than new lines in one place. */
export function readExtension(
  workspace: Workspace,
  type: string,
  properties: PlainObject,
  written: PlainObject,
  places: Places,
): TableExtension | undefined {
  const place = places.get(written);
  const span = place?.span;
  const text = span && workspace.text(place.file);
  const attributes = readAttributes(written.AttributeDefinitions);
  const throughput = readThroughput(type, properties, written);
  if (!span || !text || !attributes || throughput === 'unknown') return undefined;
  const spanIn = (value: Plain): KeySpan | undefined => spanInside(value, { file: place.file, span }, places);
  const { GlobalSecondaryIndexes: indexes, AttributeDefinitions: definitions, KeySchema: schema } = written;
  const attributePlace = behindLast(definitions, text, spanIn);
  const indexPlace = indexes === undefined ? behindKey(schema, span, text, spanIn) : behindLast(indexes, text, spanIn);
  if (!attributePlace || !indexPlace) return undefined;
  return {
    file: workspace.relative(place.file),
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    step: /^([ \t]+)[^\s#]/m.exec(text)?.[1] ?? '  ',
    attributes,
    attributePlace,
    indexPlace,
    hasIndexes: indexes !== undefined,
    ...(throughput && { throughput }),
  };
}

function readAttributes(definitions: Plain): Record<string, string> | undefined {
  const entries = Array.isArray(definitions) ? definitions : [];
  const known = entries.flatMap((each) =>
    isObject(each) && typeof each.AttributeName === 'string' && typeof each.AttributeType === 'string'
      ? [[each.AttributeName, each.AttributeType]]
      : [],
  );
  return known.length === entries.length ? Object.fromEntries(known) : undefined;
}

/** Provisioned is what a table is when it does not say. */
function readThroughput(type: string, { BillingMode: mode }: PlainObject, written: PlainObject) {
  if (mode === 'PAY_PER_REQUEST') return undefined;
  const throughput = objectAt(written, 'ProvisionedThroughput');
  const isStated = Object.keys(throughput).length > 0 && !('Fn::If' in throughput);
  const isProvisioned = mode === undefined || mode === 'PROVISIONED';
  // A global table states capacity for each of its copies.
  return isProvisioned && isStated && type === 'AWS::DynamoDB::Table' ? throughput : 'unknown';
}

/** The text of a value, when it stands within the table and nowhere else: no alias, no variable. */
function spanInside(
  value: Plain,
  { file, span }: Required<Pick<Place, 'file' | 'span'>>,
  places: Places,
): KeySpan | undefined {
  const place = typeof value === 'object' && value !== null ? places.get(value) : undefined;
  const isInside = place?.span && place.file === file && place.span.start >= span.start && place.span.end <= span.end;
  return isInside ? place.span : undefined;
}

type SpanIn = (value: Plain) => KeySpan | undefined;

function behindLast(list: Plain, text: string, spanIn: SpanIn): InsertionPoint | undefined {
  const whole = spanIn(list);
  const last = Array.isArray(list) ? spanIn(list.at(-1)) : undefined;
  if (!whole || !last || !Array.isArray(list)) return undefined;
  if (!whole.isFlow) return { offset: lineEnd(text, last.end), style: 'block', indent: indentOf(text, whole.start) };
  const isOwnLine = text.slice(lineStart(text, last.start), last.start).trim() === '';
  return { offset: last.end, style: 'flow', ...(isOwnLine && { indent: indentOf(text, last.start) }) };
}

/** Behind the key schema, as a key of its own. */
function behindKey(schema: Plain, properties: KeySpan, text: string, spanIn: SpanIn): InsertionPoint | undefined {
  const span = spanIn(schema);
  if (!span) return undefined;
  if (!properties.isFlow)
    return { offset: lineEnd(text, span.end), style: 'block', indent: indentOf(text, properties.start) };
  const key = text.lastIndexOf('KeySchema', span.start);
  const isOwnLine = /^\s*["']?$/.test(text.slice(lineStart(text, key), key));
  return { offset: span.end, style: 'flow', ...(isOwnLine && { indent: indentOf(text, key) }) };
}

/** The end of the line on which the text up to `end` stops; a comment there stays where it is. */
function lineEnd(text: string, end: number): number {
  const last = text.slice(0, end).trimEnd().length;
  const rest = /[^\r\n]*/y;
  rest.lastIndex = last;
  return last + (rest.exec(text)?.[0].length ?? 0);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What stands in front of the offset on its line, as white space: an entry behind a dash is indented like the dash is wide. */
function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
