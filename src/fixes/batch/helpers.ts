import type { Helper } from '../editing/helper.js';

const BODY = `  for (let start = 0; start < entries.length; start += size) {
    let rest = entries.slice(start, start + size);
    for (let attempt = 1; rest.length > 0; attempt++) {
      if (attempt > 8) throw new Error(\`\${rest.length} entries were not accepted\`);
      if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));`;

/** For services that answer with the entries that failed. */
export const SEND_IN_BATCHES: Helper = {
  name: 'sendInBatches',
  typescript: `
/** Sends at most \`size\` entries at once; entries that were not accepted are sent again with increasing delays. */
async function sendInBatches<T>(entries: T[], size: number, send: (batch: T[]) => Promise<unknown[]>): Promise<void> {
${BODY}
      rest = (await send(rest)) as T[];
    }
  }
}`,
  javascript: `
/** Sends at most \`size\` entries at once; entries that were not accepted are sent again with increasing delays. */
async function sendInBatches(entries, size, send) {
${BODY}
      rest = await send(rest);
    }
  }
}`,
};

const WRITE_BODY = `  if (requests.length > 25) {
    for (let start = 0; start < requests.length; start += 25) await writeInBatches(requests.slice(start, start + 25), write);
    return;
  }
  let rest = requests;
  for (let attempt = 1; rest.length > 0; attempt++) {
    if (attempt > 8) throw Object.assign(new Error('Throttled'), { name: 'ProvisionedThroughputExceededException' });
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
    try {`;

const WRITE_END = `    } catch (error) {
      // A batch may contain each key only once: send one half after the other, so that the last write of a key wins.
      if (rest.length === 1 || !/duplicates/.test(String(error))) throw error;
      const half = Math.ceil(rest.length / 2);
      await writeInBatches(rest.slice(0, half), write);
      return writeInBatches(rest.slice(half), write);
    }
  }
}`;

/** For DynamoDB, which also refuses a batch that names a key twice. */
export const WRITE_IN_BATCHES: Helper = {
  name: 'writeInBatches',
  typescript: `
/** Writes at most 25 items at once; items that were not processed are sent again with increasing delays. */
async function writeInBatches<T>(requests: T[], write: (batch: T[]) => Promise<unknown[]>): Promise<void> {
${WRITE_BODY}
      rest = (await write(rest)) as T[];
${WRITE_END}`,
  javascript: `
/** Writes at most 25 items at once; items that were not processed are sent again with increasing delays. */
async function writeInBatches(requests, write) {
${WRITE_BODY}
      rest = await write(rest);
${WRITE_END}`,
};
