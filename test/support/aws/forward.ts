import { request as sendRequest } from 'node:http';
import type { HttpRequest, HttpResponse } from './http-server.js';

/** What belongs to one connection, or is found anew for a changed body. */
const perConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect', 'content-length']);

/** Sends a request on to a server at a port of this machine. The `host` stays, as emulators build addresses with it. */
export function forward(port: number, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const kept = Object.entries(headers).filter(([name]) => !perConnection.has(name) && !name.startsWith(':'));
    const outgoing = sendRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        headers: { ...Object.fromEntries(kept), 'content-length': body.length },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const answer = Object.entries(incoming.headers).filter(
            ([name]) => !perConnection.has(name) || (name === 'content-length' && method === 'HEAD'),
          );
          resolve({
            status: incoming.statusCode ?? 500,
            headers: Object.fromEntries(answer),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
