import { groupBy } from '../lib/group.js';
import type { Table } from '../model/table.js';

/** The same table may be made twice, for two stages; two tables of one name in one place are known as neither. */
export function distinctTables(tables: readonly Table[]): Table[] {
  return [...groupBy(tables, ({ id }) => id).values()].flatMap((same) => {
    const shapes = new Set(same.map(({ partition, sort, indexes }) => JSON.stringify([partition, sort, indexes])));
    return shapes.size === 1 ? [same[0]] : [];
  });
}
