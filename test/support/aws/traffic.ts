import { type AwsError, throttlingErrors } from './aws-error.js';
import type { Call, Fields, Service } from './identify-call.js';

export interface RecordedRequest extends Call {
  /** Since the servers started. */
  readonly atMs: number;
  /** When it was answered; missing when the handler did not wait for it. */
  readonly endMs?: number;
}

interface RequestFault {
  /** How many requests it meets; one unless told. */
  readonly times?: number;
  readonly when?: (input: Fields) => boolean;
  /** Throttling unless told. */
  readonly error?: AwsError;
}

interface EntryFault {
  /** How many requests it meets; one unless told. */
  readonly times?: number;
  /** Which entries of a batch fail, or stay unprocessed in DynamoDB. */
  readonly when: (entry: Fields, index: number) => boolean;
  readonly code?: string;
  readonly message?: string;
}

export interface EntryError {
  readonly code: string;
  readonly message: string;
}

type Armed<Fault> = Fault & { readonly operation: string; left: number };

/** Records the requests of one run over all services, and decides which of them go wrong. */
export class Traffic {
  /** How long each request takes at least, so that waiting for one after another shows. */
  latencyMs = 0;
  /** How many connections were opened. */
  connections = 0;
  readonly requests: RecordedRequest[] = [];
  readonly #start = performance.now();
  readonly #requestFaults: Armed<RequestFault>[] = [];
  readonly #entryFaults: Armed<EntryFault>[] = [];

  /** Lets the next requests of an operation fail. The SDK sees it and may try again. */
  fail(operation: string, fault: RequestFault = {}): void {
    this.#requestFaults.push({ ...fault, operation, left: fault.times ?? 1 });
  }

  /** Lets entries of the next batches of an operation fail while the request succeeds. */
  failEntries(operation: string, fault: EntryFault): void {
    this.#entryFaults.push({ ...fault, operation, left: fault.times ?? 1 });
  }

  /** Notes a request. What it answers is to be called when the request has its answer. */
  begin(call: Call): () => void {
    const request: { endMs?: number } & RecordedRequest = { ...call, atMs: this.#now() };
    this.requests.push(request);
    return () => {
      request.endMs = this.#now();
    };
  }

  nextError({ service, operation, input }: Call): AwsError | undefined {
    const fault = this.#requestFaults.find(
      (each) => each.left > 0 && each.operation === operation && (each.when?.(input) ?? true),
    );
    if (!fault) return undefined;
    fault.left--;
    return fault.error ?? throttlingErrors[service];
  }

  /** The entries of a batch that are to fail, by index. */
  entryErrors(operation: string, entries: readonly Fields[]): ReadonlyMap<number, EntryError> {
    for (const fault of this.#entryFaults) {
      const indices = entries.flatMap((entry, index) => (fault.when(entry, index) ? [index] : []));
      if (fault.left <= 0 || fault.operation !== operation || indices.length === 0) continue;
      fault.left--;
      const { code = 'InternalFailure', message = 'Internal failure' } = fault;
      return new Map(indices.map((index) => [index, { code, message }]));
    }
    return new Map();
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}

/** How often each operation was requested: `{ 'dynamodb.PutItem': 3 }`. */
export function countRequests(
  requests: readonly { readonly service: Service; readonly operation: string }[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { service, operation } of requests) {
    counts[`${service}.${operation}`] = (counts[`${service}.${operation}`] ?? 0) + 1;
  }
  return counts;
}

/** How many requests were under way at once at most. Tells sequence from parallelism without a clock's threshold. */
export function peakConcurrency(requests: readonly RecordedRequest[]): number {
  return Math.max(
    0,
    ...requests.map(
      ({ atMs }) => requests.filter((other) => other.atMs <= atMs && (other.endMs ?? Infinity) > atMs).length,
    ),
  );
}
