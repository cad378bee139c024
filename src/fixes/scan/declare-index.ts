import type { Program } from '../../lambda/program.js';
import { absolutePath } from '../../lib/paths.js';
import type { Edit, Fix } from '../../model/finding.js';
import type { InsertionPoint, Table, TableExtension, TableIndex } from '../../model/table.js';
import type { FilterPart } from './filter.js';
import { chooseKey } from './key.js';
import { queryEdits } from './query.js';
import type { ScanRequest } from './request.js';
import { renderEntry, renderKey } from './template-text.js';
import { keyTypeOf } from './value-type.js';

interface IndexKey {
  readonly attribute: string;
  readonly type: string;
  readonly isAssumed: boolean;
}

/** Declares an index for what the filter compares, if the Scan could be a Query of it. */
export function declareIndexFixes(scan: ScanRequest, table: Table, program: Program): readonly Fix[] {
  const { extension } = table;
  if (!extension || scan.index !== undefined) return [];
  const candidates = scan.parts
    .flatMap((part) => candidateOf(part, scan, table, extension))
    .sort((a, b) => Number(a.isAssumed) - Number(b.isAssumed));
  for (const candidate of candidates) {
    const index = indexFor(candidate);
    if (table.indexes.some(({ name }) => name === index.name)) continue;
    const chosen = chooseKey(scan, { ...table, indexes: [index] });
    if (!chosen || !queryEdits(scan, chosen, program)) continue;
    const file = absolutePath(program.root, extension.file);
    return [
      {
        kind: 'suggestion',
        title: titleOf(candidate, index, extension),
        edits: indexEdits(candidate, index, extension, file),
      },
    ];
  }
  return [];
}

/** `attribute = :value`, unless the value cannot be a key. */
function candidateOf(
  { condition }: FilterPart,
  scan: ScanRequest,
  table: Table,
  { attributes }: TableExtension,
): IndexKey[] {
  const attribute = condition?.operator === '=' ? scan.attributeOf(condition.name) : undefined;
  if (!condition || attribute === undefined || attribute === table.partition) return [];
  if (table.indexes.some(({ partition }) => partition === attribute)) return [];
  const declared = attributes[attribute];
  const seen = keyTypeOf(scan.literal, condition.values[0]);
  if (seen === 'none' || (declared !== undefined && seen !== undefined && seen !== declared)) return [];
  const type = declared ?? seen;
  return [{ attribute, type: type ?? 'S', isAssumed: type === undefined }];
}

function indexFor({ attribute }: IndexKey): TableIndex {
  const name = `by-${attribute.replace(/[^\w.-]+/g, '-')}`;
  return { name, kind: 'global', partition: attribute, projected: 'all' };
}

function titleOf({ attribute, isAssumed }: IndexKey, { name }: TableIndex, { file }: TableExtension): string {
  const doubt = isAssumed ? `; assumes that ${attribute} is a string` : '';
  return `Declare the index ${name} for ${attribute} in ${file}; then query it${doubt}`;
}

/** What declares the index of an attribute, and the attribute itself where nothing does. */
function indexEdits(
  { attribute, type }: IndexKey,
  { name }: TableIndex,
  extension: TableExtension,
  file: string,
): Edit[] {
  const { attributes, attributePlace, indexPlace, hasIndexes, throughput } = extension;
  const at = ({ offset }: InsertionPoint, text: string): Edit => ({ file, start: offset, end: offset, text });
  const index = {
    IndexName: name,
    KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
    ...(throughput && { ProvisionedThroughput: throughput }),
  };
  const definition = { AttributeName: attribute, AttributeType: type };
  const entry = hasIndexes
    ? renderEntry(index, indexPlace, extension)
    : renderKey('GlobalSecondaryIndexes', [index], indexPlace, extension);
  const isNew = !(attribute in attributes);
  return [
    ...(isNew ? [at(attributePlace, renderEntry(definition, attributePlace, extension))] : []),
    at(indexPlace, entry),
  ];
}
