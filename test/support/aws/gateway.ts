import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, errorResponse } from './aws-error.js';
import { type HttpRequest, type HttpResponse, type HttpServer, startHttpServer } from './http-server.js';
import { type Call, identifyCall } from './identify-call.js';
import type { Traffic } from './traffic.js';

/** The door that handlers' requests come through: records, delays and fails them, and has the rest performed. */
export function startGateway(
  traffic: Traffic,
  perform: (call: Call, request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpServer> {
  const tryPerform = (call: Call, request: HttpRequest) =>
    perform(call, request).catch((thrown) => {
      const known = thrown instanceof AwsError ? thrown : new AwsError('EmulatorFailure', String(thrown), 500);
      return errorResponse(call.service, known);
    });
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    const call = identifyCall(request);
    const end = traffic.begin(call);
    // Decided on arrival, so that which requests fail does not depend on timing.
    const error = traffic.nextError(call);
    if (traffic.latencyMs > 0) await sleep(traffic.latencyMs);
    // What a handler sends and does not wait for may get lost in Lambda; here it always does.
    if (request.isAbandoned?.()) return { status: 500, headers: {}, body: '' };
    const response = error ? errorResponse(call.service, error) : await tryPerform(call, request);
    end();
    return response;
  };
  return startHttpServer(answer, () => {
    traffic.connections += 1;
  });
}
