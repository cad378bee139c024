import type { Table, TableIndex, TableKey } from '../../model/table.js';
import type { FilterPart } from './filter.js';

/** What a Scan asks for, as far as it decides what can be queried instead. */
export interface ScanWants {
  readonly parts: readonly FilterPart[];
  /** The attribute behind a name in an expression; nothing for an alias that is not static. */
  readonly attributeOf: (name: string) => string | undefined;
  /** The index that is scanned. */
  readonly index?: string;
  readonly isConsistent: boolean;
  /** The attributes that are read; `all` without a projection. */
  readonly projected: 'all' | readonly string[];
}

export interface ChosenKey {
  readonly index?: TableIndex;
  /** Of the key condition, the partition key first. */
  readonly key: readonly FilterPart[];
  readonly rest: readonly FilterPart[];
  /** Items without this attribute are not in the index. */
  readonly required?: string;
}

/** The key of the table or of an index that the filter names: the table first, then the index that narrows most. */
export function chooseKey(wanted: ScanWants, table: Table): ChosenKey | undefined {
  const targets = [
    ...(wanted.index === undefined ? [undefined] : []),
    ...table.indexes.filter(({ name }) => wanted.index === undefined || name === wanted.index),
  ];
  const chosen = targets.flatMap((index) => keyOf(wanted, table, index) ?? []);
  return chosen.sort((a, b) => rank(b) - rank(a))[0];
}

function rank({ index, key, required }: ChosenKey): number {
  if (!index) return 100;
  return (index.projected === 'all' ? 10 : 0) + (key.length > 1 ? 4 : 0) + (required === undefined ? 2 : 0);
}

function keyOf(wanted: ScanWants, table: TableKey, index: TableIndex | undefined): ChosenKey | undefined {
  const { partition, sort } = index ?? table;
  const { parts, attributeOf } = wanted;
  const isOn = (part: FilterPart, attribute: string | undefined): boolean =>
    attribute !== undefined && !!part.condition && attributeOf(part.condition.name) === attribute;
  const first = parts.find((part) => part.condition?.operator === '=' && isOn(part, partition));
  if (!first || (index?.kind === 'global' && wanted.isConsistent)) return undefined;
  const second = parts.find((part) => isOn(part, sort));
  const key = second ? [first, second] : [first];
  const rest = parts.filter((part) => !key.includes(part));
  const left = rest.flatMap(({ names }) => names.map(attributeOf));
  // A filter must not name the key that is queried.
  if (left.some((name) => name === undefined || name === partition || name === sort)) return undefined;
  if (index && !holds(index, wanted, left as string[])) return undefined;
  const required = index && sort !== undefined && !second && sort !== table.partition && sort !== table.sort;
  return { key, rest, ...(index && { index }), ...(required && { required: sort }) };
}

/** Does the index have all that is read and filtered by? */
function holds({ projected }: TableIndex, wanted: ScanWants, filtered: readonly string[]): boolean {
  if (projected === 'all') return true;
  const read = wanted.projected;
  return read !== 'all' && [...read, ...filtered].every((name) => projected.includes(name));
}
