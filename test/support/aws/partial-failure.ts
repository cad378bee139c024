import { AwsError } from './aws-error.js';
import type { HttpRequest, HttpResponse } from './http-server.js';
import type { Call, Fields, Service } from './identify-call.js';
import type { EntryError, Traffic } from './traffic.js';
import { escapeXml } from './xml.js';

type Send = (request: HttpRequest) => Promise<HttpResponse>;
type Errors = ReadonlyMap<number, EntryError>;

/** How a service's batch names its entries, loses some of them, and answers their failure. */
interface BatchShape {
  entries(input: Fields): readonly Fields[];
  check(entries: readonly Fields[]): void;
  withoutEntries(request: HttpRequest, input: Fields, errors: Errors): HttpRequest;
  /** What the service answers when it is left without an entry. */
  emptyAnswer(operation: string): string;
  withFailures(body: string, entries: readonly Fields[], errors: Errors): string;
}

const shapes: Readonly<Partial<Record<Service, BatchShape>>> = {
  sqs: {
    entries: ({ Entries }) => (Entries ?? []) as readonly Fields[],
    check: () => {},
    withoutEntries: (request, input, errors) => {
      const Entries = (input.Entries as readonly Fields[]).filter((_, index) => !errors.has(index));
      return { ...request, body: Buffer.from(JSON.stringify({ ...input, Entries })) };
    },
    emptyAnswer: () => '{"Successful":[],"Failed":[]}',
    withFailures: (body, entries, errors) => {
      const answer = JSON.parse(body);
      const failed = [...errors].map(([index, { code, message }]) => ({
        Id: entries[index]!.Id,
        SenderFault: false,
        Code: code,
        Message: message,
      }));
      return JSON.stringify({ ...answer, Failed: [...(answer.Failed ?? []), ...failed] });
    },
  },
  sns: {
    entries: ({ PublishBatchRequestEntries }) => (PublishBatchRequestEntries || []) as readonly Fields[],
    check: checkPublishBatch,
    withoutEntries: (request, _, errors) => {
      const isKept = ([path]: [string, string]) => !errors.has(Number(path.match(/\.member\.(\d+)\./)?.[1]) - 1);
      const form = new URLSearchParams([...new URLSearchParams(request.body.toString())].filter(isKept));
      return { ...request, body: Buffer.from(form.toString()) };
    },
    emptyAnswer: (operation) =>
      `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result><Successful></Successful>` +
      `<Failed></Failed></${operation}Result></${operation}Response>`,
    withFailures: (body, entries, errors) => {
      const members = [...errors].map(
        ([index, { code, message }]) =>
          `<member><Id>${entries[index]!.Id}</Id><Code>${code}</Code><Message>${escapeXml(message)}</Message>` +
          '<SenderFault>false</SenderFault></member>',
      );
      return body.replace('</Failed>', () => `${members.join('')}</Failed>`);
    },
  },
  s3: {
    entries: ({ Objects }) => (Objects ?? []) as readonly Fields[],
    check: (entries) => {
      if (entries.length >= 1 && entries.length <= 1000) return;
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
    },
    withoutEntries: (request, _, errors) => {
      let index = -1;
      const body = request.body
        .toString()
        .replace(/<Object>.*?<\/Object>/gs, (all) => (errors.has(++index) ? '' : all));
      return { ...request, body: Buffer.from(body) };
    },
    emptyAnswer: () => '<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></DeleteResult>',
    withFailures: (body, entries, errors) => {
      const failed = [...errors].map(
        ([index, { code, message }]) =>
          `<Error><Key>${escapeXml(String(entries[index]!.Key))}</Key><Code>${code}</Code>` +
          `<Message>${escapeXml(message)}</Message></Error>`,
      );
      return body.replace('</DeleteResult>', () => `${failed.join('')}</DeleteResult>`);
    },
  },
};

/** Performs any operation; of a batch, keeps from the service those entries that are to fail, and answers that they did. */
export async function performPartly(
  { service, operation, input }: Call,
  request: HttpRequest,
  traffic: Traffic,
  send: Send,
): Promise<HttpResponse> {
  const shape = /Batch$|^DeleteObjects$/.test(operation) ? shapes[service] : undefined;
  if (!shape) return send(request);
  const entries = shape.entries(input);
  shape.check(entries);
  const errors = traffic.entryErrors(operation, entries);
  if (errors.size === 0) return send(request);
  const response = await (errors.size < entries.length
    ? send(shape.withoutEntries(request, input, errors))
    : { status: 200, headers: contentType(service), body: shape.emptyAnswer(operation) });
  if (response.status !== 200) return response;
  return { ...response, body: shape.withFailures(response.body.toString(), entries, errors) };
}

function contentType(service: Service) {
  return { 'content-type': service === 'sqs' ? 'application/x-amz-json-1.0' : 'text/xml' };
}

/** The limits of PublishBatch, which the emulator leaves out. */
function checkPublishBatch(entries: readonly Fields[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(String(Id)))) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'The Id of a batch entry in a batch request does not abide by the specification.',
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
}
