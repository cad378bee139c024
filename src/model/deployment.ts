import type { Declaration, Unfound } from './function.js';

/** A place in a file of the project. The path is relative to the root, line and column are 1-based. */
export interface WrittenAt {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** The place that several functions share a setting by. */
export type SharedBy = 'globals' | 'provider' | 'parameter' | 'mapping';

/**
 * One setting of a deployment. `stated`: a deployment file says it. `default`: nothing says it, and this is what the deploy tool
 * or AWS takes then. `unknown`: a file says it in a way that only a deployment can tell, or nobody knows what is taken then.
 */
export interface Setting<Value> {
  /** Absent exactly where it is unknown. */
  readonly value?: Value;
  readonly from: 'stated' | 'default' | 'unknown';
  /** Where the value itself stands; absent where no file states it. */
  readonly writtenAt?: WrittenAt;
  readonly sharedBy?: SharedBy;
}

export interface FunctionSettings {
  /** Such as `nodejs22.x`. */
  readonly runtime: Setting<string>;
  readonly memoryMb: Setting<number>;
  readonly timeoutS: Setting<number>;
  readonly architecture: Setting<'arm64' | 'x86_64'>;
  readonly package: Setting<'zip' | 'image'>;
  readonly tracing: Setting<'active' | 'pass-through'>;
  /** How long its log group keeps events. */
  readonly logRetentionDays: Setting<number | 'forever'>;
  readonly isInVpc: Setting<boolean>;
  /** Size of `/tmp`. */
  readonly ephemeralMb: Setting<number>;
  readonly reservedConcurrency: Setting<number | 'none'>;
  readonly provisionedConcurrency: Setting<number | 'none'>;
}

/** A declaration of a function, with or without its code. */
export interface FunctionDeclaration {
  /** Unique: declaring file, `#`, name. */
  readonly id: string;
  readonly name: string;
  readonly declaredIn: Declaration;
  readonly settings: FunctionSettings;
  /** Id of the function whose source was found, which another declaration may have found as well. */
  readonly functionId?: string;
  /** Why no source was found. */
  readonly unfound?: Unfound;
}

/** What a deployment file declares besides functions. */
export interface DeclaredResource {
  /** Unique among resources of its kind. */
  readonly id: string;
  readonly name: string;
  readonly declaredIn: Declaration;
}

/** What an event source mapping polls: `mq` is ActiveMQ or RabbitMQ, `unknown` what the files do not tell. */
export type PolledKind = 'sqs' | 'kinesis' | 'dynamodb' | 'msk' | 'kafka' | 'mq' | 'documentdb' | 'unknown';

/** One event source mapping. Settings that its kind does not have are absent. */
export interface EventMapping extends DeclaredResource {
  /** Id of the declaration that it invokes; absent where that is not known. */
  readonly function?: string;
  readonly kind: PolledKind;
  /** Id of the queue, stream or table, where the project declares it. */
  readonly source?: string;
  readonly isEnabled: Setting<boolean>;
  readonly batchSize: Setting<number>;
  readonly windowS: Setting<number>;
  readonly reportsItemFailures: Setting<boolean>;
  /** How many filter patterns it has. */
  readonly filters: Setting<number>;
  readonly parallelization?: Setting<number>;
  readonly bisectsOnError?: Setting<boolean>;
  readonly maxRetries?: Setting<number | 'until expired'>;
  readonly maxAgeS?: Setting<number | 'until expired'>;
  readonly hasFailureDestination?: Setting<boolean>;
  readonly tumblingWindowS?: Setting<number>;
  readonly maxConcurrency?: Setting<number | 'none'>;
}

export interface Queue extends DeclaredResource {
  readonly isFifo: Setting<boolean>;
  readonly visibilityTimeoutS: Setting<number>;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maxReceives: Setting<number | 'no limit'>;
}

export interface Stream extends DeclaredResource {
  readonly retentionHours: Setting<number>;
}

export interface ApiRoute {
  /** Such as `GET`; `ANY` for all. */
  readonly method: string;
  readonly path: string;
  /** Id of the declaration that answers it. */
  readonly function?: string;
  readonly declaredIn: Declaration;
}

export interface Api extends DeclaredResource {
  readonly kind: 'rest' | 'http' | 'websocket' | 'url' | 'appsync' | 'alb';
  readonly routes: readonly ApiRoute[];
}

export interface LogGroup extends DeclaredResource {
  /** The name in CloudWatch, where it is static. */
  readonly groupName?: string;
  readonly retentionDays: Setting<number | 'forever'>;
}

export interface Schedule extends DeclaredResource {
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: Setting<string>;
  readonly isEnabled: Setting<boolean>;
  /** Ids of the declarations that it invokes. */
  readonly functions: readonly string[];
}

export interface StateMachine extends DeclaredResource {
  readonly kind: Setting<'standard' | 'express'>;
  /** Ids of the declarations that its definition names. */
  readonly functions: readonly string[];
}

/** Everything that deployment files declare around functions; each list is sorted by file and line. */
export interface Deployment {
  readonly functions: readonly FunctionDeclaration[];
  readonly mappings: readonly EventMapping[];
  readonly queues: readonly Queue[];
  readonly streams: readonly Stream[];
  readonly apis: readonly Api[];
  readonly logGroups: readonly LogGroup[];
  readonly schedules: readonly Schedule[];
  readonly stateMachines: readonly StateMachine[];
}
