import type { Table, TableIndex, TableKey } from '../../model/table.js';
import { projectedBy } from '../cloudformation/tables.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { LibraryMember, LibraryObject, LibraryValue, ObjectValue, type Value } from '../evaluate/values.js';
import { constructBase } from './construct-base.js';
import { isCdkModule, libraryObjectBehind, propsOf } from './constructs.js';

/** The tables of a program, and which environment variables hold their names. */
export interface Tables {
  readonly all: readonly Table[];
  /** Environment variables of a function construct that hold a table's name → the table's id. */
  variablesOf(fn: LibraryObject): Readonly<Record<string, string>> | undefined;
}

export function readCdkTables(evaluator: Evaluator): Tables {
  const byObject = new Map<LibraryObject, Table>();
  for (const object of evaluator.created.filter(isTable)) {
    const table = readTable(evaluator, object);
    if (table) byObject.set(object, table);
  }
  const idOf = (value: Value): string | undefined =>
    value instanceof LibraryMember && /^table(Name|Arn)$/.test(value.name) && value.owner instanceof LibraryObject
      ? byObject.get(value.owner)?.id
      : undefined;
  const variablesOf = (fn: LibraryObject) => {
    if (byObject.size === 0) return undefined;
    const environment = guessOf(propsOf(fn).get('environment'));
    const stated = environment instanceof ObjectValue ? [...environment.properties] : [];
    const added = evaluator.calls
      .filter(({ method, owner }) => method === 'addEnvironment' && libraryObjectBehind(owner) === fn)
      .map(({ args: [name, value] }) => [String(name), value] as const);
    const entries = [...stated, ...added].flatMap(([name, value]) => {
      const id = idOf(value);
      return id === undefined ? [] : [[name, id] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  return { all: [...byObject.values()], variablesOf };
}

/** Level-1 tables are written as templates are, with lists that construct code seldom leaves static. */
function isTable({ type: { module, name, path } }: LibraryObject): boolean {
  const where = [module, ...path].join('/');
  return isCdkModule(module) && /aws[-_]dynamodb/.test(where) && /^(Table|TableV2)$/.test(name);
}

function readTable(evaluator: Evaluator, object: LibraryObject): Table | undefined {
  const props = propsOf(object);
  const key = readKey(props);
  const name = guessOf(object.args[1]);
  if (!key || typeof name !== 'string') return undefined;
  const physicalName = props.get('tableName');
  return {
    ...constructBase(evaluator, object),
    ...(typeof physicalName === 'string' && { physicalName }),
    ...key,
    indexes: [...statedIndexes(props, key), ...addedIndexes(evaluator, object, key)],
  };
}

function readKey(props: ObjectValue): TableKey | undefined {
  const partition = attributeName(props.get('partitionKey'));
  const sort = attributeName(props.get('sortKey'));
  const isKnown = sort !== undefined || props.get('sortKey') === undefined;
  return partition === undefined || !isKnown ? undefined : { partition, ...(sort !== undefined && { sort }) };
}

function attributeName(value: Value): string | undefined {
  const key = guessOf(value);
  const name = key instanceof ObjectValue ? guessOf(key.get('name')) : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** `TableV2` takes its indexes with its properties. */
function statedIndexes(props: ObjectValue, table: TableKey): TableIndex[] {
  const listOf = (name: string): Value[] => [props.get(name)].flat();
  return [
    ...listOf('globalSecondaryIndexes').flatMap((each) => readIndex(each, 'global', table)),
    ...listOf('localSecondaryIndexes').flatMap((each) => readIndex(each, 'local', table)),
  ];
}

function addedIndexes({ calls }: Evaluator, object: LibraryObject, table: TableKey): TableIndex[] {
  return calls
    .filter(({ owner }) => libraryObjectBehind(owner) === object)
    .flatMap(({ method, args: [index] }) => {
      if (method === 'addGlobalSecondaryIndex') return readIndex(index, 'global', table);
      return method === 'addLocalSecondaryIndex' ? readIndex(index, 'local', table) : [];
    });
}

function readIndex(props: Value, kind: TableIndex['kind'], table: TableKey): TableIndex[] {
  if (!(props instanceof ObjectValue)) return [];
  const name = props.get('indexName');
  const sort = attributeName(props.get('sortKey'));
  const key = kind === 'global' ? readKey(props) : { partition: table.partition, ...(sort !== undefined && { sort }) };
  if (typeof name !== 'string' || !key) return [];
  const projection = props.get('projectionType');
  const type = projection instanceof LibraryValue ? projection.name : projection === undefined ? 'ALL' : undefined;
  const others = [props.get('nonKeyAttributes')].flat().filter((each) => typeof each === 'string');
  return [{ name, kind, ...key, projected: projectedBy(type, others, key, table) }];
}
