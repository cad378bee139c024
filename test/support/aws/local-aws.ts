import { type LocalDynamo, startDynamo } from './dynamo.js';
import { localCredentials, localRegion } from './local-config.js';
import { type LocalMessaging, startMessaging } from './messaging.js';
import { type LocalStreams, startStreams } from './streams.js';
import { Traffic } from './traffic.js';

/** All services on this machine, empty, with one record of their requests. */
export interface LocalAws {
  readonly traffic: Traffic;
  readonly dynamo: LocalDynamo;
  /** SQS, SNS and S3. */
  readonly messaging: LocalMessaging;
  /** EventBridge, Kinesis and Firehose. */
  readonly streams: LocalStreams;
  /** By which SDK clients of a handler find the services. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the services, lets them be used, and stops them. A start takes a few milliseconds. */
export async function withLocalAws<T>(use: (aws: LocalAws) => Promise<T>): Promise<T> {
  const traffic = new Traffic();
  const [dynamo, messaging, streams] = await Promise.all([
    startDynamo(traffic),
    startMessaging(traffic),
    startStreams(traffic),
  ]);
  try {
    return await use({ traffic, dynamo, messaging, streams, env: environment(dynamo, messaging, streams) });
  } finally {
    await Promise.all([dynamo.stop(), messaging.stop(), streams.stop()]);
  }
}

/** SDK v3 reads `AWS_ENDPOINT_URL_*` by itself; code for v2 passes `process.env.*_ENDPOINT` to its clients. */
function environment(dynamo: LocalDynamo, messaging: LocalMessaging, streams: LocalStreams): Record<string, string> {
  const endpoints = {
    DYNAMODB: dynamo.endpoint,
    SQS: messaging.endpoint,
    SNS: messaging.endpoint,
    S3: messaging.endpoint,
    EVENTBRIDGE: streams.endpoint,
    KINESIS: streams.endpoint,
    FIREHOSE: streams.endpoint,
  };
  return {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    ...Object.fromEntries(
      Object.entries(endpoints).flatMap(([name, url]) => [
        [`${name}_ENDPOINT`, url],
        [`AWS_ENDPOINT_URL_${name}`, url],
      ]),
    ),
  };
}
