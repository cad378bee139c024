import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';

type Incoming = IncomingMessage | Http2ServerRequest;
type HeaderFields = Readonly<Record<string, string | string[] | undefined>>;

export interface HttpRequest {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly headers: HeaderFields;
  readonly body: Buffer;
  /** Whether nobody waits for the answer any more. */
  isAbandoned?(): boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: Buffer | string;
}

export interface HttpServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves HTTP/1.1 and HTTP/2 without TLS on one free port: SDK v3 speaks HTTP/2 to Kinesis at once, to a plain endpoint
 * as well.
 */
export async function startHttpServer(
  answer: (request: HttpRequest) => Promise<HttpResponse>,
  onConnection: () => void = () => {},
): Promise<HttpServer> {
  const listener = async (request: Incoming, response: ServerResponse | Http2ServerResponse) => {
    let isClosed = false;
    response.once('close', () => {
      isClosed = true;
    });
    const answered = await readRequest(request)
      .then((read) => answer({ ...read, isAbandoned: () => isClosed }))
      .catch(refusal);
    respond(response as ServerResponse, answered, request.method);
  };
  const http1 = createHttpServer(listener);
  const http2 = createHttp2Server(listener);
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    onConnection();
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.once('data', (start) => {
      // The first bytes tell the protocol; they are put back for the server that speaks it.
      socket.pause();
      socket.unshift(start);
      const isHttp2 = start.subarray(0, 3).toString() === 'PRI';
      (isHttp2 ? http2 : http1).emit('connection', socket);
      if (!isHttp2) process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function readRequest(request: Incoming): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

const refusal = (error: unknown): HttpResponse => ({ status: 400, headers: {}, body: String(error) });

function respond(response: ServerResponse, { status, headers, body }: HttpResponse, method: string | undefined): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  // The answer to HEAD tells the length of what it leaves out.
  if (method !== 'HEAD') response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
