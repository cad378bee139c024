import type { HandlerToRun } from './projects.js';

/** What a project needs to run: its environment, the answers of the world, and the events. */
export interface Driver {
  readonly environment?: Readonly<Record<string, string>>;
  /** Names of modules and the files, relative to the checkout, that stand for them: layers, packages of the workspace that are not built. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Stand-ins for packages that would connect by other ways than HTTP. */
  readonly packages?: Readonly<Record<string, () => unknown>>;
  /** Changes modules after they were loaded, before the handler's file is. */
  readonly prepare?: (load: (name: string) => unknown) => void;
  /** Answers an HTTP request; what it leaves open gets the usual answer. */
  readonly answer?: (request: StubRequest) => StubAnswer | undefined;
  /** Answers a call of an AWS service; what it leaves open gets the usual answer. */
  readonly aws?: (call: AwsCall) => unknown;
  readonly events: (handler: HandlerToRun) => readonly unknown[];
}

export interface StubRequest {
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string as it is, anything else as JSON. */
  readonly body: unknown;
}

export interface AwsCall {
  /** `dynamodb`, `sqs`, `s3` … */
  readonly service: string;
  /** `GetItem`; of services with REST paths the method and the path. */
  readonly operation: string;
  /** What was sent; of DynamoDB with plain values. */
  readonly input: Readonly<Record<string, unknown>>;
}
