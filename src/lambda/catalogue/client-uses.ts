import { type Denoted, type DenotedExternal, rootOf } from '../values/value.js';
import { type ClientFamily, v2ServicePath } from './clients.js';
import { isHttpLibrary } from './libraries.js';

/** What is known to leave a client as it was, so that others may share it. Whatever stands nowhere here may change it. */

/** Everything else that a client of SDK v3 can be asked for is a request. After `destroy()`, others would find its connections cut. */
const V3_OTHERS = new Set('config middlewareStack initConfig handlers constructor then destroy'.split(' '));

/** Settings of a client that are texts and numbers, or functions that give them. */
const READABLE = new Set('region apiVersion serviceId maxAttempts retryMode'.split(' '));

/** What a service of aws-sdk v2 has beside its operations, and what sends nothing. */
const V2_OTHERS = new Set(
  `
  addAllRequestListeners addContentType addListener addListeners addNamedAsyncListener addNamedListener addNamedListeners
  api apiAttemptEvent apiCallEvent applyClockOffset attachMonitoringEmitter attemptFailEvent bindServiceObject
  bucketRegionCache callListeners clearBucketRegionCache config configure constructor credentialsFrom customizeRequests
  defaultRetryCount emit endpoint endpointFromTemplate initialize listeners loadServiceClass on onAsync once options
  paginationConfig publisher removeAllListeners removeListener service setEndpoint setupRequest setupRequestListeners
  setupResponse then updateRegion updateReqBucketRegion validateService
`
    .trim()
    .split(/\s+/),
);

/** Requests of clients of other packages; an empty name is a call of the client itself. */
const REQUESTS: readonly { readonly module: RegExp; readonly names: ReadonlySet<string> }[] = [
  {
    module: /^axios$/,
    names: new Set([
      '',
      ...'get delete head options post put patch request postForm putForm patchForm getUri'.split(' '),
    ]),
  },
  { module: /^(got|ky)$/, names: new Set(['', ...'get post put patch head delete'.split(' ')]) },
  { module: /^graphql-request$/, names: new Set('request rawRequest batchRequests'.split(' ')) },
];

export function isRequest(module: string, name: string): boolean {
  if (isV3(module)) return name !== '' && !V3_OTHERS.has(name);
  if (isV2(module)) return name !== '' && !V2_OTHERS.has(name) && !name.startsWith('_');
  return REQUESTS.some((each) => each.module.test(module) && each.names.has(name));
}

/** `client.config.region` */
export function isReadableSetting(module: string, name: string): boolean {
  return (isV3(module) || isV2(module)) && READABLE.has(name);
}

function isV3(module: string): boolean {
  return module.startsWith('@aws-sdk/');
}

function isV2(module: string): boolean {
  return /^aws-sdk(\/|$)/.test(module);
}

/** What a function of a package does with a client that it is given, or that is in its options. */
export type Receiving =
  | 'uses' // sends with it
  | 'sends once' // sends with it, and does not try again when a connection is gone
  | 'wraps' // gives another client, which shares what the first one has
  | 'traces'; // gives the same client, whose requests are traced from then on

interface Receiver {
  readonly module: RegExp;
  /** Dotted export path. */
  readonly name: RegExp;
  readonly does: Receiving;
  /** Only as long as it is given no more than that. */
  readonly mostArguments?: number;
}

const RECEIVERS: readonly Receiver[] = [
  { module: /^@aws-sdk\/lib-dynamodb$/, name: /^DynamoDBDocument(Client)?\.from$/, does: 'wraps' },
  { module: /^@aws-sdk\/(client-[\w-]+|lib-dynamodb)$/, name: /^(paginate|waitUntil|waitFor)[A-Z]\w*$/, does: 'uses' },
  { module: /^@aws-sdk\/s3-request-presigner$/, name: /^getSignedUrl$/, does: 'uses' },
  { module: /^@aws-sdk\/s3-presigned-post$/, name: /^createPresignedPost$/, does: 'uses' },
  { module: /^@aws-sdk\/lib-storage$/, name: /^Upload$/, does: 'uses' },
  // Takes its own middleware away first; without a segment it asks for the current one with each request.
  {
    module: /^(aws-xray-sdk(-core)?|@aws-lambda-powertools\/tracer)$/,
    name: /^(Tracer\.)?captureAWSv3Client$/,
    does: 'traces',
    mostArguments: 1,
  },
];

/** Takes an agent among its options, and sends again what fails. */
const SDK = /^(@aws-sdk\/client-[\w-]+|@(aws-sdk|smithy)\/node-http-handler|aws-sdk(\/.*)?)$/;

/** Nothing where that is not known; `given` is the number of arguments. */
export function receivingOf(
  callee: Denoted,
  { family, module }: { family: ClientFamily; module: string },
  given: number,
): Receiving | undefined {
  const root = rootOf(callee);
  if (!root) return undefined;
  const { external, chain } = root;
  if (isAgent(module)) return agentReceiving(external.module);
  if (family !== 'aws') return undefined;
  const name = [...external.path, ...chain].join('.');
  const receiver = RECEIVERS.find((each) => each.module.test(external.module) && each.name.test(name));
  if (receiver && given <= (receiver.mostArguments ?? given)) return receiver.does;
  return chain.length === 0 ? v2Receiving(external) : undefined;
}

function agentReceiving(module: string): Receiving | undefined {
  if (SDK.test(module)) return 'uses';
  return isHttpLibrary(module) || /^https?$/.test(module) ? 'sends once' : undefined;
}

function v2Receiving(external: DenotedExternal): Receiving | undefined {
  const name = v2ServicePath(external)?.join('.');
  if (name === 'DynamoDB.DocumentClient') return 'wraps';
  return name === 'S3.ManagedUpload' ? 'uses' : undefined;
}

function isAgent(module: string): boolean {
  return /^(https?|agentkeepalive)$/.test(module);
}
