import { EventEmitter } from 'node:events';

type Callback = (error: unknown, result?: unknown) => void;

/** Stands for the package `pg`: every query gets a row whose columns are filled by their names. */
export function fakePostgres(exampleOf: (column: string) => unknown): unknown {
  const answer = (query: unknown, ...rest: unknown[]): Promise<unknown> | undefined => {
    const text = typeof query === 'string' ? query : String((query as { text?: string }).text);
    const rows = rowsOf(text, exampleOf);
    const result = { rows, rowCount: rows.length, command: text.split(' ')[0], fields: [] };
    const callback = rest.find((each): each is Callback => typeof each === 'function');
    if (!callback) return Promise.resolve(result);
    setImmediate(() => callback(null, result));
    return undefined;
  };
  class Connection extends EventEmitter {
    query = answer;
    release = (): void => undefined;
    connect(callback?: (error: unknown, client?: unknown, release?: () => void) => void): Promise<unknown> | undefined {
      if (!callback) return Promise.resolve(this);
      setImmediate(() => callback(null, this, () => undefined));
      return undefined;
    }
    end(callback?: () => void): Promise<void> {
      callback?.();
      return Promise.resolve();
    }
  }
  return {
    Pool: Connection,
    Client: Connection,
    types: { setTypeParser: () => undefined, getTypeParser: () => String },
  };
}

/** A row for a query that reads, with each column that it names `AS "…"`, or that it returns. */
function rowsOf(text: string, exampleOf: (column: string) => unknown): Record<string, unknown>[] {
  if (/server_version|version\(\)/i.test(text)) return [{ server_version: '14.0', version: 'PostgreSQL 14.0' }];
  if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text)) return [];
  const named = [...text.matchAll(/(?:"(\w+)"|\b\w+\([^)]*\)|\))\s+AS\s+"?(\w+)"?/gi)].map(([, column, alias = '']) => [
    alias,
    column ?? alias,
  ]);
  const returned = (/RETURNING\s+(.*)$/is.exec(text)?.[1] ?? '').match(/\w+/g) ?? [];
  const entries = [...named, ...returned.map((column) => [column, column])];
  return [Object.fromEntries(entries.map(([alias = '', column = '']) => [alias, exampleOf(column)]))];
}
