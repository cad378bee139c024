import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { forward } from './forward.js';
import { startGateway } from './gateway.js';
import type { HttpRequest, HttpResponse } from './http-server.js';
import type { Fields } from './identify-call.js';
import { type LocalS3, seedS3 } from './local-s3.js';
import { performPartly } from './partial-failure.js';
import { emulatorQueueUrls, queueUrlAt } from './queue-url.js';
import type { Traffic } from './traffic.js';

type Attributes = Readonly<Record<string, string>>;

export interface LocalMessaging extends LocalS3 {
  readonly endpoint: string;
  /** Answers the URL of the queue. The name of a FIFO queue ends with `.fifo`. */
  createQueue(name: string, attributes?: Attributes): string;
  /** Answers the ARN of the topic. The name of a FIFO topic ends with `.fifo`. */
  createTopic(name: string, attributes?: Attributes): string;
  sendAll(queue: string, bodies: readonly string[]): Promise<void>;
  /** Takes up to 10 messages, as the event source of a Lambda function does. */
  receive(queue: string): Promise<readonly Fields[]>;
  /** All messages in a queue, also those in flight; sorted, except within a message group. */
  dumpQueue(name: string): readonly Fields[];
  /** What a topic of `createTopic` was given; sorted, except within a message group. */
  dumpTopic(name: string): readonly Fields[];
  stop(): Promise<void>;
}

/** Starts SQS, SNS and S3, empty. Its helpers pass the gateway by: they are not recorded and never fail on purpose. */
export async function startMessaging(traffic: Traffic): Promise<LocalMessaging> {
  const server = await startFauxqs({ port: 0, logger: false });
  const send = (request: HttpRequest) => forward(server.port, request);
  const gateway = await startGateway(traffic, (call, request) =>
    emulatorQueueUrls(call, request, server, (seenCall, seenRequest) =>
      performPartly(seenCall, seenRequest, traffic, send),
    ),
  );
  const s3 = seedS3(server);
  return {
    ...s3,
    endpoint: gateway.url,
    createQueue(name, attributes = {}) {
      createQueue(server, name, attributes);
      return queueUrlAt(gateway.url, name);
    },
    createTopic(name, attributes = {}) {
      const fifo = name.endsWith('.fifo') && { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
      createQueue(server, listener(name), {});
      const { topicArn } = server.createTopic(name, { attributes: { ...fifo, ...attributes } });
      server.subscribe({ topic: name, queue: listener(name) });
      return topicArn;
    },
    async sendAll(queue, bodies) {
      for (const MessageBody of bodies) await callQueue(server, send, 'SendMessage', queue, { MessageBody });
    },
    async receive(queue) {
      const { Messages } = await callQueue(server, send, 'ReceiveMessage', queue, { MaxNumberOfMessages: 10 });
      return (Messages ?? []) as readonly Fields[];
    },
    dumpQueue: (name) => sortMessages(messagesOf(server, name)),
    dumpTopic: (name) => sortMessages(messagesOf(server, listener(name)).map(readEnvelope)),
    async stop() {
      s3.stop();
      await gateway.stop();
      await server.stop();
    },
  };
}

function createQueue(server: FauxqsServer, name: string, attributes: Attributes): void {
  const fifo = name.endsWith('.fifo') && { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  server.createQueue(name, { attributes: { ...fifo, ...attributes } });
}

/** The queue that keeps what a topic is given; its name ends like the topic's, as a FIFO topic needs a FIFO queue. */
function listener(topic: string): string {
  return `listener-of-${topic}`;
}

async function callQueue(
  server: FauxqsServer,
  send: (request: HttpRequest) => Promise<HttpResponse>,
  operation: string,
  queue: string,
  input: Fields,
): Promise<Fields> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
  const body = Buffer.from(JSON.stringify({ ...input, QueueUrl: server.inspectQueue(queue)?.url }));
  const answer = await send({ method: 'POST', path: '/', headers, body });
  if (answer.status !== 200) throw new Error(`${operation}: ${answer.body}`);
  return JSON.parse(answer.body.toString());
}

function messagesOf(server: FauxqsServer, name: string): readonly Fields[] {
  const queue = server.inspectQueue(name);
  if (!queue) throw new Error(`There is no queue ${name}.`);
  const { ready, delayed, inflight } = queue.messages;
  const inFlight = inflight.map(({ message }) => message);
  return [...ready, ...delayed, ...inFlight].map((message) => ({
    body: message.body,
    attributes: message.messageAttributes,
    ...(message.messageGroupId && { group: message.messageGroupId, deduplication: message.messageDeduplicationId }),
    ...(message.delayUntil && { delaySeconds: Math.round((message.delayUntil - message.sentTimestamp) / 1000) }),
    ...(inFlight.includes(message) && { isInFlight: true }),
  }));
}

/** What the publisher said, out of the notification that a subscriber is sent. */
function readEnvelope({ body, attributes: _, ...rest }: Fields): Fields {
  const { Message, Subject, MessageAttributes } = JSON.parse(String(body));
  return { message: Message, subject: Subject, attributes: MessageAttributes, ...rest };
}

function sortMessages(messages: readonly Fields[]): readonly Fields[] {
  const keyed = messages.map((message) => ({ message, key: String(message.group ?? JSON.stringify(message)) }));
  return keyed
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ message }) => message);
}
