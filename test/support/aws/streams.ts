import { AwsError, jsonResponse } from './aws-error.js';
import { startGateway } from './gateway.js';
import type { Fields } from './identify-call.js';
import { checkStreamRequest, entryRefusal, type StreamService } from './stream-limits.js';
import type { EntryError, Traffic } from './traffic.js';

export interface LocalStreams {
  readonly endpoint: string;
  /** The bus `default` is there without. */
  create(service: StreamService, name: string): void;
  /**
   * What a stream or bus was given. Records of Kinesis keep their order within a partition key; of the others, which
   * promise no order, they are sorted.
   */
  dump(service: StreamService, name: string): readonly Fields[];
  stop(): Promise<void>;
}

interface Operation {
  readonly service: StreamService;
  /** The entries of a request; a single record is a batch of one. */
  entries(input: Fields): readonly Fields[];
  /** Which stream or bus an entry goes to. */
  target(input: Fields, entry: Fields): string;
  answer(results: readonly Fields[]): Fields;
}

const streamName = ({ StreamName, StreamARN }: Fields) => String(StreamName ?? StreamARN).replace(/^arn:.*\//, '');
const failures = (results: readonly Fields[]) => results.filter(({ ErrorCode }) => ErrorCode).length;
const listed = (field: string) => (input: Fields) => (input[field] ?? []) as readonly Fields[];

const operations: Readonly<Record<string, Operation>> = {
  'eventbridge.PutEvents': {
    service: 'eventbridge',
    entries: listed('Entries'),
    target: (_, { EventBusName = 'default' }) => String(EventBusName).replace(/^arn:.*\//, ''),
    answer: (results) => ({ FailedEntryCount: failures(results), Entries: results }),
  },
  'kinesis.PutRecord': {
    service: 'kinesis',
    entries: ({ Data, PartitionKey }) => [{ Data, PartitionKey }],
    target: streamName,
    answer: ([result]) => result!,
  },
  'kinesis.PutRecords': {
    service: 'kinesis',
    entries: listed('Records'),
    target: streamName,
    answer: (results) => ({ FailedRecordCount: failures(results), Records: results }),
  },
  'firehose.PutRecord': {
    service: 'firehose',
    entries: ({ Record }) => [Record as Fields],
    target: ({ DeliveryStreamName }) => String(DeliveryStreamName),
    answer: ([result]) => result!,
  },
  'firehose.PutRecordBatch': {
    service: 'firehose',
    entries: listed('Records'),
    target: ({ DeliveryStreamName }) => String(DeliveryStreamName),
    answer: (results) => ({ FailedPutCount: failures(results), Encrypted: false, RequestResponses: results }),
  },
};

/** Starts a stand-in for EventBridge, Kinesis and Firehose: what is put there is kept, and goes nowhere. */
export async function startStreams(traffic: Traffic): Promise<LocalStreams> {
  const stores = new Map<string, Fields[]>([['eventbridge/default', []]]);
  let accepted = 0;
  const put = (operation: Operation, input: Fields, entry: Fields, error: EntryError | undefined): Fields => {
    const refusal = error ?? entryRefusal(operation.service, entry);
    if (refusal) return { ErrorCode: refusal.code, ErrorMessage: refusal.message };
    stores.get(`${operation.service}/${operation.target(input, entry)}`)!.push(entry);
    return successOf(operation.service, ++accepted);
  };
  const gateway = await startGateway(traffic, async (call) => {
    const operation = operations[`${call.service}.${call.operation}`];
    if (!operation) throw new AwsError('UnknownOperationException', `The stand-in knows no ${call.operation}.`);
    const entries = operation.entries(call.input);
    checkStreamRequest(call.operation, entries);
    for (const entry of entries) {
      const name = operation.target(call.input, entry);
      if (!stores.has(`${call.service}/${name}`)) throw new AwsError('ResourceNotFoundException', `${name} not found.`);
    }
    const errors = traffic.entryErrors(call.operation, entries);
    const results = entries.map((entry, index) => put(operation, call.input, entry, errors.get(index)));
    return jsonResponse(call.service, operation.answer(results));
  });
  return {
    endpoint: gateway.url,
    create: (service, name) => {
      stores.set(`${service}/${name}`, []);
    },
    dump: (service, name) => dump(service, stores.get(`${service}/${name}`) ?? []),
    stop: gateway.stop,
  };
}

function successOf(service: StreamService, number: number): Fields {
  const id = String(number).padStart(20, '0');
  if (service === 'kinesis') return { ShardId: 'shardId-000000000000', SequenceNumber: id };
  return service === 'eventbridge' ? { EventId: id } : { RecordId: id };
}

function dump(service: StreamService, entries: readonly Fields[]): readonly Fields[] {
  const shown = entries.map(({ Data, ...rest }) =>
    Data === undefined ? rest : { ...rest, Data: Buffer.from(String(Data), 'base64').toString() },
  );
  const sortKey = (entry: Fields) => (service === 'kinesis' ? String(entry.PartitionKey) : JSON.stringify(entry));
  return shown.sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : sortKey(one) > sortKey(other) ? 1 : 0));
}
