import type { Helper } from '../editing/helper.js';

const LOOP = `    for (let attempt = 1; rest.length > 0; attempt++) {
      if (attempt > 8) throw Object.assign(new Error('Throttled'), { name: 'ProvisionedThroughputExceededException' });
      if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
      const { items, unread } = await read(rest);
      for (const item of items) found.set(textOf(item), item);`;

/** DynamoDB refuses a key that stands twice in a batch, and answers in any order. */
export const GET_IN_BATCHES: Helper = {
  name: 'getInBatches',
  typescript: `
/** Reads at most 100 keys at once and looks up each item by its key; keys that were not processed are requested again with increasing delays. */
async function getInBatches<K extends object, V extends object>(
  keys: K[],
  read: (batch: K[]) => Promise<{ items: V[]; unread: unknown[] }>,
): Promise<(key: K) => V | undefined> {
  const names = Object.keys(keys[0] ?? {});
  const textOf = (item: object) => JSON.stringify(names.map((name) => (item as Record<string, unknown>)[name]));
  const distinct = [...new Map(keys.map((key) => [textOf(key), key])).values()];
  const found = new Map<string, V>();
  for (let start = 0; start < distinct.length; start += 100) {
    let rest = distinct.slice(start, start + 100);
${LOOP}
      rest = unread as K[];
    }
  }
  return (key) => found.get(textOf(key));
}`,
  javascript: `
/** Reads at most 100 keys at once and looks up each item by its key; keys that were not processed are requested again with increasing delays. */
async function getInBatches(keys, read) {
  const names = Object.keys(keys[0] ?? {});
  const textOf = (item) => JSON.stringify(names.map((name) => item[name]));
  const distinct = [...new Map(keys.map((key) => [textOf(key), key])).values()];
  const found = new Map();
  for (let start = 0; start < distinct.length; start += 100) {
    let rest = distinct.slice(start, start + 100);
${LOOP}
      rest = unread;
    }
  }
  return (key) => found.get(textOf(key));
}`,
};
