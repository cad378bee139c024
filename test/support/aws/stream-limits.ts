import { AwsError } from './aws-error.js';
import type { Fields, Service } from './identify-call.js';
import type { EntryError } from './traffic.js';

export type StreamService = Extract<Service, 'eventbridge' | 'kinesis' | 'firehose'>;

interface Limit {
  readonly field: string;
  readonly entries: number;
  readonly bytes: number;
}

/** How much one request may hold, by the API references. */
const limits: Readonly<Record<string, Limit>> = {
  PutEvents: { field: 'entries', entries: 10, bytes: 2 ** 20 },
  PutRecords: { field: 'records', entries: 500, bytes: 10 * 2 ** 20 },
  PutRecordBatch: { field: 'records', entries: 500, bytes: 4 * 2 ** 20 },
};

/** Refuses a batch as the real service does: as a whole. */
export function checkStreamRequest(operation: string, entries: readonly Fields[]): void {
  const limit = limits[operation];
  if (!limit) return;
  if (entries.length < 1 || entries.length > limit.entries) {
    const bound = entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${limit.entries}`;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${limit.field}' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  if (bytes > limit.bytes) {
    const code = operation === 'PutRecords' ? 'InvalidArgumentException' : 'ValidationException';
    throw new AwsError(code, `Total size of the ${limit.field} in the request is over the limit.`);
  }
}

function entryBytes({ Data, PartitionKey = '', Source = '', DetailType = '', Detail = '' }: Fields): number {
  const data = Data === undefined ? 0 : Buffer.from(String(Data), 'base64').length;
  return data + Buffer.byteLength([PartitionKey, Source, DetailType, Detail].join(''));
}

/** What EventBridge refuses in one event while it takes the others. */
export function entryRefusal(service: StreamService, entry: Fields): EntryError | undefined {
  if (service !== 'eventbridge') return undefined;
  for (const field of ['Source', 'DetailType', 'Detail']) {
    if (!entry[field]) {
      const message = `Parameter ${field} is not valid. Reason: ${field} is a required argument.`;
      return { code: 'InvalidArgument', message };
    }
  }
  try {
    const detail: unknown = JSON.parse(String(entry.Detail));
    if (typeof detail === 'object' && detail !== null) return undefined;
  } catch {
    // Said below.
  }
  return { code: 'MalformedDetail', message: 'Detail is malformed.' };
}
