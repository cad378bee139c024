import type { Table, TableIndex, TableKey } from '../../model/table.js';
import { constructBase } from '../cdk/construct-base.js';
import { propsOf } from '../cdk/constructs.js';
import { projectedBy } from '../cloudformation/tables.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject, Value } from '../evaluate/values.js';
import { entriesOf, nameOf, propertyOf } from './handed.js';
import { type Generation, generationOf } from './release.js';

/** What each generation calls the two parts of a key (sst 2.49.8 constructs/Table.js, 4.17.1 components/aws/dynamo.ts). */
const KEYS: Readonly<Record<Generation, { readonly partition: string; readonly sort: string }>> = {
  components: { partition: 'hashKey', sort: 'rangeKey' },
  constructs: { partition: 'partitionKey', sort: 'sortKey' },
};

/** Tables that a program of SST makes: `sst.aws.Dynamo`, and `Table` before version 3. */
export function readSstTables(evaluator: Evaluator): Table[] {
  return evaluator.created.flatMap((object) => {
    const generation = generationOf(object.type);
    const isTable = object.type.name === (generation === 'components' ? 'Dynamo' : 'Table');
    const table = generation && isTable ? readTable(evaluator, object, generation) : undefined;
    return table ? [table] : [];
  });
}

function readTable(evaluator: Evaluator, object: LibraryObject, generation: Generation): Table | undefined {
  const props = propsOf(object);
  const key = keyOf(propertyOf(props, 'primaryIndex'), generation);
  const name = nameOf(object);
  if (!key || name === undefined) return undefined;
  const base = constructBase(evaluator, object);
  return {
    ...base,
    id: base.id.replace(/[^#/]*$/, name),
    name,
    ...key,
    indexes: [
      ...indexesOf(propertyOf(props, 'globalIndexes'), 'global', key, generation),
      ...indexesOf(propertyOf(props, 'localIndexes'), 'local', key, generation),
    ],
  };
}

function keyOf(index: Value, generation: Generation): TableKey | undefined {
  const names = KEYS[generation];
  const [partition, sort] = [propertyOf(index, names.partition), propertyOf(index, names.sort)];
  if (typeof partition !== 'string' || (sort !== undefined && typeof sort !== 'string')) return undefined;
  return { partition, ...(sort !== undefined && { sort }) };
}

function indexesOf(indexes: Value, kind: TableIndex['kind'], table: TableKey, generation: Generation): TableIndex[] {
  return entriesOf(indexes).flatMap(([name, index]) => {
    const sort = propertyOf(index, KEYS[generation].sort);
    const local = typeof sort === 'string' ? { partition: table.partition, sort } : undefined;
    const key = kind === 'global' ? keyOf(index, generation) : local;
    return key ? [{ name, kind, ...key, projected: projectedIn(index, key, table) }] : [];
  });
}

/** `all` where nothing is stated, `keys-only` or `keys_only`, or the attributes besides the keys. */
function projectedIn(index: Value, key: TableKey, table: TableKey): TableIndex['projected'] {
  const projection = propertyOf(index, 'projection') ?? 'all';
  if (!Array.isArray(projection)) return projectedBy(String(projection).toUpperCase(), [], key, table);
  const others = projection.filter((each) => typeof each === 'string');
  return projectedBy('INCLUDE', others, key, table);
}
