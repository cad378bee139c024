import type { HttpResponse } from './http-server.js';
import type { Service } from './identify-call.js';
import { escapeXml } from './xml.js';

/** An error that a service answers with. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

const rateExceeded = (code: string, status = 400) => new AwsError(code, 'Rate exceeded', status);

const provisioned = new AwsError(
  'ProvisionedThroughputExceededException',
  'The level of configured provisioned throughput for the table was exceeded. ' +
    'Consider increasing your provisioning level with the UpdateTable API.',
);

/** What each service says to too many requests. */
export const throttlingErrors: Readonly<Record<Service, AwsError>> = {
  dynamodb: provisioned,
  sqs: rateExceeded('RequestThrottled'),
  sns: rateExceeded('Throttled', 429),
  s3: new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  eventbridge: rateExceeded('ThrottlingException'),
  kinesis: new AwsError(provisioned.code, 'Rate exceeded for shard shardId-000000000000.'),
  firehose: new AwsError('ServiceUnavailableException', 'Slow down.', 503),
};

/** The error as it goes over the wire. */
export function errorResponse(service: Service, { code, message, status }: AwsError): HttpResponse {
  if (service === 's3') {
    const body = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><RequestId>0</RequestId></Error>`;
    return { status, headers: { 'content-type': 'application/xml' }, body };
  }
  if (service === 'sns') {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    const body = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}<RequestId>0</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  return jsonResponse(service, { __type: `com.amazonaws.${service}#${code}`, message }, status);
}

export function jsonResponse(service: Service, data: unknown, status = 200): HttpResponse {
  const version = service === 'dynamodb' || service === 'sqs' ? '1.0' : '1.1';
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': '0' },
    body: JSON.stringify(data),
  };
}
