import type { Helper } from '../editing/helper.js';

/** Workers share one iterator; the first failure keeps them from taking another item. `any`, as a list of it tells nothing of its items. */
export const MAP_CONCURRENTLY: Helper = {
  name: 'mapConcurrently',
  typescript: `
/** Runs \`work\` for every item, at most \`limit\` at a time; results keep the order of the items. Stops at the first failure. */
async function mapConcurrently<T = any, R = unknown>(items: Iterable<T>, limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items].entries();
  let hasFailed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}`,
  javascript: `
/** Runs \`work\` for every item, at most \`limit\` at a time; results keep the order of the items. Stops at the first failure. */
async function mapConcurrently(items, limit, work) {
  const results = [];
  const queue = [...items].entries();
  let hasFailed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (hasFailed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}`,
};
