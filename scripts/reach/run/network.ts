import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import type { StubAnswer, StubRequest } from '../driver.js';

export type Answer = (request: StubRequest) => StubAnswer;

const HOST_HEADER = 'x-stub-host';

/** Answers every request of this process inside it; other connections are refused. */
export async function stubNetwork(answer: Answer): Promise<void> {
  const server = http.createServer((request, response) => void serve(request, response, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as net.AddressInfo;
  const { request } = http;
  redirect(http, request, port, 'http:');
  redirect(https, request, port, 'https:');
  refuseOthers(port);
  globalThis.fetch = async (input, init) => {
    const sent = new Request(input, init);
    const { host, pathname, search } = new URL(sent.url);
    const headers = Object.fromEntries(sent.headers);
    const body = await sent.text();
    const {
      status = 200,
      headers: back,
      body: text,
    } = answer({ method: sent.method, host, path: pathname + search, headers, body });
    const isEmpty = [101, 204, 205, 304].includes(status);
    return new Response(isEmpty ? null : textOf(text), { status, headers: { ...usualHeaders(text), ...back } });
  };
}

async function serve(request: http.IncomingMessage, response: http.ServerResponse, answer: Answer): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
  const host = headers[HOST_HEADER] ?? '';
  const { method = 'GET', url: path = '/' } = request;
  const {
    status = 200,
    headers: back,
    body,
  } = answer({ method, host, path, headers, body: Buffer.concat(chunks).toString() });
  response.writeHead(status, { ...usualHeaders(body), ...back });
  response.end(method === 'HEAD' ? undefined : textOf(body));
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body ?? {});
}

function usualHeaders(body: unknown): Record<string, string> {
  return { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' };
}

/** Requests to everywhere go to the stub; those over a socket of this machine stay as they are. */
function redirect(
  module: typeof http | typeof https,
  request: typeof http.request,
  port: number,
  protocol: string,
): void {
  const send = (...args: unknown[]): http.ClientRequest => {
    const callback = args.find((arg) => typeof arg === 'function') as
      | ((response: http.IncomingMessage) => void)
      | undefined;
    const [first, second] = args.filter((arg) => typeof arg !== 'function');
    const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
    const given = ((url ? second : first) ?? {}) as http.RequestOptions;
    if (given.socketPath) return request(given, callback);
    const host = url?.hostname ?? String(given.hostname ?? given.host ?? 'localhost');
    const path = given.path ?? (url ? url.pathname + url.search : '/');
    const sent = request(
      { method: given.method, path, host: '127.0.0.1', port, protocol: 'http:', headers: withoutHost(given.headers) },
      callback,
    );
    sent.setHeader(HOST_HEADER, host);
    return Object.assign(sent, { protocol });
  };
  const get = (...args: unknown[]): http.ClientRequest => {
    const sent = send(...args);
    sent.end();
    return sent;
  };
  Object.assign(module, { request: send, get });
}

function withoutHost(headers: http.RequestOptions['headers']): http.OutgoingHttpHeaders {
  const pairs = Array.isArray(headers)
    ? headers.flatMap((value, index) => (index % 2 === 0 ? [[value, headers[index + 1]]] : []))
    : Object.entries(headers ?? {});
  return Object.fromEntries(pairs.filter(([name]) => !/^(host|expect)$/i.test(String(name))));
}

function refuseOthers(port: number): void {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const [target] = (Array.isArray(args[0]) ? args[0] : args) as [number | string | { port?: number; path?: string }];
    const options =
      typeof target === 'object' ? target : typeof target === 'string' ? { path: target } : { port: target };
    const isOurs = options.path !== undefined || options.port === port;
    if (isOurs) return connect.apply(this, args as Parameters<typeof connect>);
    const refused = Object.assign(new Error('connect ECONNREFUSED: nothing leaves this process'), {
      code: 'ECONNREFUSED',
    });
    process.nextTick(() => this.destroy(refused));
    return this;
  } as typeof connect;
  Object.assign(http2, {
    connect: () => {
      throw new Error('no HTTP/2 here');
    },
  });
}
