import type { FauxqsServer } from 'fauxqs';
import type { HttpRequest, HttpResponse } from './http-server.js';
import type { Call } from './identify-call.js';

type Perform = (call: Call, request: HttpRequest) => Promise<HttpResponse>;

/** The URL by which handlers know a queue. Both SDKs send requests to the host in it, so it has to be the gateway's. */
export function queueUrlAt(endpoint: string, name: string): string {
  return `${endpoint}/000000000000/${name}`;
}

/** Performs a call with the emulator's own queue URLs, whose host names nothing, in place of the ones handlers know. */
export async function emulatorQueueUrls(
  call: Call,
  request: HttpRequest,
  server: FauxqsServer,
  perform: Perform,
): Promise<HttpResponse> {
  if (call.service !== 'sqs') return perform(call, request);
  const { QueueUrl } = call.input;
  const name = String(QueueUrl).split('/').at(-1)!;
  const input = QueueUrl ? { ...call.input, QueueUrl: server.inspectQueue(name)?.url ?? QueueUrl } : call.input;
  const response = await perform({ ...call, input }, { ...request, body: Buffer.from(JSON.stringify(input)) });
  if (!/^(CreateQueue|GetQueueUrl|ListQueues)$/.test(call.operation)) return response;
  const endpoint = `http://${request.headers.host}`;
  const body = response.body
    .toString()
    .replace(/"http:\/\/[^"]*\/([^"/]+)"/g, (_, queue: string) => JSON.stringify(queueUrlAt(endpoint, queue)));
  return { ...response, body };
}
