import type { NonEmpty } from '../../lib/non-empty.js';
import type { ClientSpec } from '../../model/options.js';
import type { DenotedExternal } from '../values/value.js';

/** What kind of thing a construction makes; decides the words and the impact of a finding. */
export type ClientFamily = 'aws' | 'http' | 'database' | 'cache' | 'service';

export interface ClientKind {
  readonly family: ClientFamily;
  /** For people: `DynamoDBClient`, `pg Pool`. */
  readonly label: string;
  /** Wraps another client without a connection of its own. */
  readonly isWrapper?: boolean;
  /** The package keeps the connection itself: making it again does nothing while it is open. */
  readonly isKept?: boolean;
  /** What it remembers from one request to the next. */
  readonly keeps?: Keeping;
  /** Its constructor fails when an argument is missing or wrong. */
  readonly isStrict?: boolean;
  /** It takes over global settings when it is made: `AWS.config`, `axios.defaults`. */
  readonly copiesDefaults?: boolean;
}

type Keeping =
  | 'answers' // a cache of what it has read
  | 'sockets'; // connections, on which nobody sends a request again that failed

interface ClientEntry extends Omit<ClientKind, 'label'> {
  readonly module: string | RegExp;
  /** Dotted export paths; an empty string is the package itself. */
  readonly made: readonly string[];
  readonly how: 'new' | 'call' | 'either';
}

/** Things that hold connections, sockets or caches, and are meant to be made once. */
const ENTRIES: readonly ClientEntry[] = [
  {
    module: '@aws-sdk/lib-dynamodb',
    made: ['DynamoDBDocumentClient.from', 'DynamoDBDocument.from'],
    how: 'call',
    family: 'aws',
    isWrapper: true,
  },
  { module: '@aws-sdk/rds-signer', made: ['Signer'], how: 'new', family: 'aws' },
  { module: 'pg', made: ['Client', 'Pool', 'native.Client', 'native.Pool'], how: 'new', family: 'database' },
  { module: 'pg-promise', made: [''], how: 'call', family: 'database' },
  { module: 'postgres', made: [''], how: 'call', family: 'database' },
  { module: '@neondatabase/serverless', made: ['Client', 'Pool', 'neon'], how: 'either', family: 'database' },
  {
    module: /^mysql2?(\/promise)?$/,
    made: ['createConnection', 'createPool', 'createPoolCluster'],
    how: 'call',
    family: 'database',
  },
  { module: 'promise-mysql', made: ['createConnection', 'createPool'], how: 'call', family: 'database' },
  { module: 'serverless-mysql', made: [''], how: 'call', family: 'database' },
  { module: 'serverless-postgres', made: [''], how: 'new', family: 'database' },
  { module: 'mariadb', made: ['createConnection', 'createPool'], how: 'call', family: 'database' },
  { module: 'mssql', made: ['connect', 'ConnectionPool'], how: 'either', family: 'database' },
  { module: 'tedious', made: ['Connection'], how: 'new', family: 'database' },
  { module: 'oracledb', made: ['getConnection', 'createPool'], how: 'call', family: 'database' },
  { module: 'mongodb', made: ['MongoClient', 'MongoClient.connect', 'connect'], how: 'either', family: 'database' },
  { module: 'mongoose', made: ['createConnection'], how: 'call', family: 'database' },
  { module: 'mongoose', made: ['connect'], how: 'call', family: 'database', isKept: true },
  { module: 'knex', made: ['', 'knex', 'Knex'], how: 'either', family: 'database' },
  {
    module: 'typeorm',
    made: ['DataSource', 'createConnection', 'createConnections'],
    how: 'either',
    family: 'database',
  },
  { module: '@prisma/client', made: ['PrismaClient'], how: 'new', family: 'database' },
  {
    module: /^(sequelize|sequelize-typescript|@sequelize\/core)$/,
    made: ['', 'Sequelize'],
    how: 'new',
    family: 'database',
  },
  { module: '@mikro-orm/core', made: ['MikroORM.init'], how: 'call', family: 'database' },
  { module: 'drizzle-orm', made: ['drizzle'], how: 'call', family: 'database', isWrapper: true },
  { module: 'kysely', made: ['Kysely'], how: 'new', family: 'database' },
  { module: 'data-api-client', made: [''], how: 'call', family: 'database' },
  {
    module: /^(@opensearch-project\/opensearch|@elastic\/elasticsearch)$/,
    made: ['Client'],
    how: 'new',
    family: 'database',
  },
  { module: /^(elasticsearch|elasticsearch-browser)$/, made: ['Client'], how: 'either', family: 'database' },
  { module: 'cassandra-driver', made: ['Client'], how: 'new', family: 'database' },
  { module: 'neo4j-driver', made: ['driver'], how: 'call', family: 'database' },
  { module: 'gremlin', made: ['driver.DriverRemoteConnection', 'driver.Client'], how: 'new', family: 'database' },
  { module: '@clickhouse/client', made: ['createClient'], how: 'call', family: 'database' },
  { module: 'snowflake-sdk', made: ['createConnection', 'createPool'], how: 'call', family: 'database' },
  { module: 'ioredis', made: ['', 'Redis', 'Cluster'], how: 'new', family: 'cache' },
  { module: /^(redis|@redis\/client)$/, made: ['createClient', 'createCluster'], how: 'call', family: 'cache' },
  { module: '@upstash/redis', made: ['Redis', 'Redis.fromEnv'], how: 'either', family: 'cache' },
  { module: /^(memcached|memjs|memcache-plus)$/, made: ['', 'Client.create'], how: 'either', family: 'cache' },
  { module: /^https?$/, made: ['Agent'], how: 'new', family: 'http' },
  { module: 'agentkeepalive', made: ['', 'HttpsAgent', 'HttpAgent'], how: 'new', family: 'http', keeps: 'sockets' },
  { module: 'undici', made: ['Agent', 'Pool', 'Client'], how: 'new', family: 'http', keeps: 'sockets', isStrict: true },
  { module: 'axios', made: ['create'], how: 'call', family: 'http', copiesDefaults: true },
  { module: 'got', made: ['extend', 'got.extend'], how: 'call', family: 'http', copiesDefaults: true, isStrict: true },
  { module: 'ky', made: ['create'], how: 'call', family: 'http' },
  { module: 'graphql-request', made: ['GraphQLClient'], how: 'new', family: 'http' },
  {
    module: /^(apollo-client|@apollo\/client(\/core)?)$/,
    made: ['ApolloClient'],
    how: 'new',
    family: 'http',
    keeps: 'answers',
    isStrict: true,
  },
  {
    module: 'aws-appsync',
    made: ['', 'AWSAppSyncClient'],
    how: 'new',
    family: 'http',
    keeps: 'answers',
    isStrict: true,
  },
  { module: 'nodemailer', made: ['createTransport'], how: 'call', family: 'service' },
  {
    module: /^(launchdarkly-node-server-sdk|@launchdarkly\/node-server-sdk|ldclient-node)$/,
    made: ['init'],
    how: 'call',
    family: 'service',
  },
  {
    module: /^(launchdarkly-node-server-sdk-dynamodb|@launchdarkly\/node-server-sdk-dynamodb)$/,
    made: ['', 'DynamoDBFeatureStore'],
    how: 'either',
    family: 'service',
  },
  { module: 'stripe', made: ['', 'Stripe'], how: 'either', family: 'service' },
  { module: 'twilio', made: ['', 'Twilio'], how: 'either', family: 'service' },
  { module: 'openai', made: ['', 'OpenAI', 'AzureOpenAI', 'OpenAIApi'], how: 'new', family: 'service' },
  { module: '@anthropic-ai/sdk', made: ['', 'Anthropic'], how: 'new', family: 'service' },
  { module: '@slack/web-api', made: ['WebClient'], how: 'new', family: 'service' },
  { module: '@supabase/supabase-js', made: ['createClient'], how: 'call', family: 'service' },
  { module: 'firebase-admin', made: ['initializeApp'], how: 'call', family: 'service' },
  { module: 'kafkajs', made: ['Kafka'], how: 'new', family: 'service' },
  { module: 'amqplib', made: ['connect'], how: 'call', family: 'service' },
  { module: 'mqtt', made: ['connect', 'connectAsync'], how: 'call', family: 'service' },
  { module: 'algoliasearch', made: ['', 'algoliasearch'], how: 'call', family: 'service' },
  {
    module: 'aws-jwt-verify',
    made: ['CognitoJwtVerifier.create', 'JwtVerifier.create'],
    how: 'call',
    family: 'service',
  },
  { module: 'jwks-rsa', made: ['', 'JwksClient'], how: 'either', family: 'service' },
  { module: 'ssh2-sftp-client', made: [''], how: 'new', family: 'service' },
  {
    module: /^@google-cloud\//,
    made: ['Storage', 'PubSub', 'Firestore', 'BigQuery', 'Datastore'],
    how: 'new',
    family: 'service',
  },
];

/** Exports of aws-sdk v2 that start with a capital and are no service. */
const NOT_A_SERVICE =
  /Credentials|^(Config|Endpoint|HttpRequest|HttpResponse|HttpClient|Request|Response|Service|MetadataService|Signers|Token|TokenProviderChain|SSOTokenProvider|XML|JSON|Model|EventListeners|ParamValidator|SequentialExecutor|AWSError)$/;

/** The client that `new X()` or `x()` makes, if it is one that should live as long as its environment. */
export function clientKindOf(
  external: DenotedExternal,
  isNew: boolean,
  extra: readonly ClientSpec[],
): ClientKind | undefined {
  return awsV3(external, isNew) ?? awsV2(external, isNew) ?? listed(external, isNew) ?? configured(external, extra);
}

function awsV3({ module, path }: DenotedExternal, isNew: boolean): ClientKind | undefined {
  if (!isNew || !module.startsWith('@aws-sdk/client-') || path.length !== 1) return undefined;
  const [name = ''] = path;
  const isPlain = /Client$/.test(name) && name !== 'Client';
  return isPlain || isAggregated(module, name) ? { family: 'aws', label: name } : undefined;
}

/** `DynamoDB` of `@aws-sdk/client-dynamodb`: the class that carries every operation as a method. */
export function isAggregated(module: string, name: string): boolean {
  return (
    name.toLowerCase() === module.slice('@aws-sdk/client-'.length).replaceAll('-', '') || SHORT_NAMES[module] === name
  );
}

/** Packages whose aggregated client is not named as the package. */
const SHORT_NAMES: Readonly<Record<string, string>> = { '@aws-sdk/client-eventbridge': 'EventBridge' };

function awsV2({ module, path }: DenotedExternal, isNew: boolean): ClientKind | undefined {
  if (!isNew) return undefined;
  const service = v2ServicePath({ module, path });
  if (!service) return undefined;
  const name = service.join('.');
  return { family: 'aws', label: `AWS.${name}`, copiesDefaults: true, isStrict: name === 'CloudFront.Signer' };
}

/** `['DynamoDB', 'DocumentClient']` for every way of importing it from aws-sdk v2. */
export function v2ServicePath(external: Pick<DenotedExternal, 'module' | 'path'>): NonEmpty<string> | undefined {
  const { module, path } = external;
  const single = /^aws-sdk\/clients\/(\w+)$/.exec(module)?.[1];
  if (single && single !== 'all')
    return [
      V2_NAMES[single] ?? single.toUpperCase(),
      ...path.filter((name) => name === 'DocumentClient' || name === 'ManagedUpload'),
    ];
  if (module !== 'aws-sdk' && module !== 'aws-sdk/clients/all' && module !== 'aws-sdk/index') return undefined;
  const [name, ...members] = path;
  if (!name || !/^[A-Z]/.test(name) || NOT_A_SERVICE.test(name)) return undefined;
  return [name, ...members];
}

const V2_NAMES: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
  eventbridge: 'EventBridge',
  secretsmanager: 'SecretsManager',
  kinesis: 'Kinesis',
  firehose: 'Firehose',
  stepfunctions: 'StepFunctions',
  cloudwatch: 'CloudWatch',
  cloudwatchlogs: 'CloudWatchLogs',
  apigatewaymanagementapi: 'ApiGatewayManagementApi',
  cognitoidentityserviceprovider: 'CognitoIdentityServiceProvider',
};

function listed({ module, path }: DenotedExternal, isNew: boolean): ClientKind | undefined {
  const name = path.join('.');
  for (const entry of ENTRIES) {
    if (
      !isOf(entry, module) ||
      !entry.made.includes(name) ||
      (entry.how !== 'either' && (entry.how === 'new') !== isNew)
    )
      continue;
    const { made: _made, how: _how, module: _module, ...kind } = entry;
    return { ...kind, label: labelOf(module, name) };
  }
  return undefined;
}

function isOf(entry: ClientEntry, module: string): boolean {
  return typeof entry.module === 'string' ? entry.module === module : entry.module.test(module);
}

/** It makes clients that the catalogue knows. */
export function isClientPackage(module: string): boolean {
  return ENTRIES.some((each) => isOf(each, module));
}

function configured({ module, path }: DenotedExternal, extra: readonly ClientSpec[]): ClientKind | undefined {
  const name = path.join('.') || 'default';
  const spec = extra.find((each) => each.module === module && each.exports.includes(name));
  return spec && { family: 'service', label: spec.description ?? labelOf(module, path.join('.')) };
}

/** `PrismaClient`; for a function that makes one, `client (mysql.createConnection)`. */
function labelOf(module: string, name: string): string {
  if (/^[A-Z]/.test(name)) return name;
  return name ? `client (${module}.${name})` : `${module} client`;
}
