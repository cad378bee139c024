import { groupBy } from '../../lib/group.js';
import type { Table, TableIndex, TableKey } from '../../model/table.js';
import { projectedBy } from '../cloudformation/tables.js';
import type { Workspace } from '../workspace.js';
import type { ArcLine } from './arc-text.js';
import { statedBelow } from './functions.js';
import type { ArcFile } from './manifest.js';

/** `@tables` with `@tables-indexes`, which were `@indexes` once. */
export function readArcTables(workspace: Workspace, { file, pragmas }: ArcFile): readonly Table[] {
  const items = ['tables-indexes', 'indexes'].flatMap((pragma) => pragmas.get(pragma) ?? []);
  const indexes = groupBy(items, ({ words }) => words[0]);
  return (pragmas.get('tables') ?? []).flatMap((item): Table[] => {
    const [name] = item.words;
    const key = keyOf(item);
    if (typeof name !== 'string' || !key) return [];
    const shown = workspace.relative(file);
    return [
      {
        id: tableId(shown, name),
        name,
        ...key,
        indexes: (indexes.get(name) ?? []).flatMap((each) => readIndex(each, key)),
        declaredIn: { file: shown, line: item.line, kind: 'architect' },
      },
    ];
  });
}

export function tableId(file: string, name: string): string {
  return `${file}#${name}`;
}

/** `id *String` is the partition key, `at **Number` the sort key. */
function keyOf({ below }: ArcLine): TableKey | undefined {
  const named = (pattern: RegExp) => below.find(({ words }) => pattern.test(String(words[1])))?.words[0];
  const partition = named(/^\*(string|number)?$/i);
  const sort = named(/^\*\*(string|number)?$/i);
  if (partition === undefined) return undefined;
  return { partition: String(partition), ...(sort !== undefined && { sort: String(sort) }) };
}

function readIndex(item: ArcLine, table: TableKey): TableIndex[] {
  const key = keyOf(item);
  if (!key) return [];
  const [named] = statedBelow(item, 'name')?.words ?? [];
  // An attribute may be called so.
  const stated = String(named).startsWith('*') ? undefined : named;
  const usual = [key.partition, ...(key.sort === undefined ? [] : [key.sort]), 'index'].join('-');
  return [{ name: String(stated ?? usual), kind: 'global', ...key, projected: projectionOf(item, key, table) }];
}

function projectionOf(item: ArcLine, key: TableKey, table: TableKey): TableIndex['projected'] {
  const words = (statedBelow(item, 'projection')?.words ?? ['all']).map(String);
  const type = { all: 'ALL', keys: 'KEYS_ONLY' }[words.join(' ').toLowerCase()] ?? 'INCLUDE';
  return projectedBy(type, words, key, table);
}
