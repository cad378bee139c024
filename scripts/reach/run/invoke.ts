import { PassThrough, type Writable } from 'node:stream';

type Callback = (error: unknown, result?: unknown) => void;
type Handler = ((event: unknown, context: unknown, callback: Callback) => unknown) & { streams?: true };

const EVENT_MS = 15_000;

/** What the runtime gives to handlers that stream. */
export function installRuntime(): void {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: Handler) => Object.assign(handler, { streams: true }),
      HttpResponseStream: { from: (stream: Writable) => stream },
    },
  });
}

/** Calls the handler as Lambda does, and says what came of it. A handler that fails has run all the same. */
export async function invoke(handler: unknown, event: unknown): Promise<string> {
  if (typeof handler !== 'function') return 'no function';
  const limit = new Promise<string>((resolve) => setTimeout(resolve, EVENT_MS, 'did not end').unref());
  try {
    return await Promise.race([limit, call(handler as Handler, structuredClone(event))]);
  } catch (error) {
    return `threw ${text(error)}`;
  }
}

function call(handler: Handler, event: unknown): Promise<string> {
  const context = {
    awsRequestId: 'b1d4c2a0-0000-4000-8000-000000000000',
    functionName: 'function',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function',
    logGroupName: 'group',
    logStreamName: 'stream',
    memoryLimitInMB: '512',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => 30_000,
  };
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) => (error ? reject(error) : resolve(summary(result)));
    Object.assign(context, { done: callback, succeed: (result: unknown) => callback(null, result), fail: callback });
    if (handler.streams) {
      const stream = new PassThrough();
      stream.resume();
      const streaming = handler as (event: unknown, stream: Writable, context: unknown) => unknown;
      Promise.resolve(streaming(event, stream, context)).then(() => resolve('streamed'), reject);
      return;
    }
    const result = handler(event, context, callback);
    if (isPromise(result) || handler.length < 3) Promise.resolve(result).then((each) => callback(null, each), reject);
  });
}

function isPromise(value: unknown): boolean {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function';
}

function summary(result: unknown): string {
  const { statusCode, body } = (result ?? {}) as { statusCode?: number; body?: unknown };
  return statusCode === undefined ? text(result) : `${statusCode} ${text(body)}`;
}

function text(value: unknown): string {
  const words =
    value instanceof Error ? (value.stack ?? value.message) : typeof value === 'string' ? value : JSON.stringify(value);
  return (words ?? String(value)).slice(0, 600);
}
