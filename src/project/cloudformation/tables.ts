import { toList } from '../../lib/to-list.js';
import type { Declaration } from '../../model/function.js';
import type { Table, TableIndex, TableKey } from '../../model/table.js';
import { isObject, objectAt, type Places, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { notStaticReason } from '../not-static.js';
import type { Workspace } from '../workspace.js';
import { idOf, type Stack } from './stack.js';
import { readExtension } from './table-extension.js';

/** A table with the expression of its name, by which other parts of the template may know it. */
export interface NamedTable {
  readonly table: Table;
  readonly nameExpression?: string;
}

/** A resource of a template, before anybody knows that it is a table. */
export interface NamedResource {
  readonly id: string;
  readonly type: string;
  /** With static intrinsics or variables replaced. */
  readonly properties: PlainObject;
  /** As the file has them: only these have a place. */
  readonly written: PlainObject;
  readonly declaredIn: Declaration;
}

/** The table that a resource declares, if it does and its key is static. `scope` is what its logical id is unique in. */
export function readTable(
  workspace: Workspace,
  scope: string,
  { id: name, type, properties, written, declaredIn }: NamedResource,
  places: Places,
): NamedTable[] {
  const id = `${scope}#${name}`;
  const stated = properties.TableName;
  const physicalName = typeof stated === 'string' && !stated.includes('${') ? stated : undefined;
  const base = { id, name, declaredIn, ...(physicalName !== undefined && { physicalName }) };
  const named = (table: Table): NamedTable[] => [
    stated === undefined ? { table } : { table, nameExpression: JSON.stringify(stated) },
  ];
  if (type === 'AWS::Serverless::SimpleTable') {
    const partition = toText(objectAt(properties, 'PrimaryKey').Name ?? 'id');
    return partition === undefined ? [] : named({ ...base, partition, indexes: [] });
  }
  if (type !== 'AWS::DynamoDB::Table' && type !== 'AWS::DynamoDB::GlobalTable') return [];
  const key = readKey(properties.KeySchema);
  if (!key) return [];
  const indexes = [
    ...readIndexes(properties.GlobalSecondaryIndexes, 'global', key),
    ...readIndexes(properties.LocalSecondaryIndexes, 'local', key),
  ];
  const extension = readExtension(workspace, type, properties, written, places);
  return named({ ...base, ...key, indexes, ...(extension && { extension }) });
}

/** Environment variables that hold the name of a table → its id. `own`: those of the same stack, which know each other's names. */
export function tableVariables(
  variables: PlainObject,
  own: readonly NamedTable[],
  stack: Stack,
  isTable: (id: string) => boolean,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(variables).flatMap(([variable, value]): [string, string][] => {
    // Two values that nobody can evaluate may differ.
    if (notStaticReason(value) !== undefined) return [];
    const resource = stack.resourceAt(referencedTable(value) ?? '');
    const id = resource && idOf(resource);
    const expression = JSON.stringify(value);
    const [only, ...others] = own.filter(
      ({ table, nameExpression }) => table.id === id || nameExpression === expression,
    );
    if (only === undefined) return id !== undefined && isTable(id) ? [[variable, id]] : [];
    return others.length === 0 ? [[variable, only.table.id]] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The logical id in a value that is a table's name or ARN and nothing else. */
function referencedTable(value: Plain): string | undefined {
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  if (typeof ref === 'string') return ref;
  const path = Array.isArray(attribute) ? attribute.join('.') : attribute;
  if (typeof path === 'string') return /^([\w#]+)\.Arn$/.exec(path)?.[1];
  return typeof text === 'string' ? /^\$\{([\w#]+)(?:\.Arn)?\}$/.exec(text)?.[1] : undefined;
}

function readKey(schema: Plain): TableKey | undefined {
  const entries = Array.isArray(schema) ? schema.filter(isObject) : [];
  const nameOf = (type: string) => toText(entries.find(({ KeyType }) => KeyType === type)?.AttributeName);
  const [partition, sort] = [nameOf('HASH'), nameOf('RANGE')];
  // An attribute whose name only a deployment knows would look like none.
  const isKnown = entries.every(
    ({ AttributeName }) => typeof AttributeName === 'string' && !AttributeName.includes('${'),
  );
  return partition === undefined || !isKnown ? undefined : { partition, ...(sort !== undefined && { sort }) };
}

function readIndexes(list: Plain, kind: TableIndex['kind'], table: TableKey): TableIndex[] {
  const entries = Array.isArray(list) ? list.filter(isObject) : [];
  return entries.flatMap((entry) => {
    const name = toText(entry.IndexName);
    const key = readKey(entry.KeySchema);
    if (name === undefined || name.includes('${') || !key) return [];
    return [{ name, kind, ...key, projected: readProjection(objectAt(entry, 'Projection'), key, table) }];
  });
}

function readProjection(
  { ProjectionType: type, NonKeyAttributes: others }: PlainObject,
  key: TableKey,
  table: TableKey,
) {
  return projectedBy(toText(type), toList(others) ?? [], key, table);
}

/** What an index holds. A type that is not static counts as the least. */
export function projectedBy(
  type: string | undefined,
  others: readonly string[],
  key: TableKey,
  table: TableKey,
): TableIndex['projected'] {
  if (type === 'ALL') return 'all';
  const keys = [table.partition, table.sort, key.partition, key.sort].filter((each) => each !== undefined);
  return [...new Set([...keys, ...(type === 'INCLUDE' ? others : [])])];
}
