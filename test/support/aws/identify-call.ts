import type { HttpRequest } from './http-server.js';
import { identifyS3Call } from './s3-call.js';

export type Service = 'dynamodb' | 'sqs' | 'sns' | 's3' | 'eventbridge' | 'kinesis' | 'firehose';
export type Fields = Readonly<Record<string, unknown>>;

/** One request as the SDK's caller wrote it. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly input: Fields;
}

/** The service by the prefix of `X-Amz-Target`, which the JSON protocols send. */
const targets: Readonly<Record<string, Service>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'eventbridge',
  Kinesis_20131202: 'kinesis',
  Firehose_20150804: 'firehose',
};

/** Reads a request of the JSON protocol, of the query protocol, or of S3. */
export function identifyCall(request: HttpRequest): Call {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    const service = targets[prefix];
    if (!service) throw new Error(`No emulator speaks ${target}.`);
    return { service, operation, input: JSON.parse(request.body.toString() || '{}') };
  }
  if (String(request.headers['content-type']).includes('x-www-form-urlencoded')) {
    const { Action, Version: _, ...input } = readForm(request.body.toString());
    return { service: 'sns', operation: String(Action), input };
  }
  return { service: 's3', ...identifyS3Call(request) };
}

type Tree = { [name: string]: Tree | string };

/** `Entries.member.1.Id=a` → `{ Entries: [{ Id: 'a' }] }`; `X.entry.1.Name=a&X.entry.1.Value=b` → `{ X: { a: 'b' } }`. */
function readForm(text: string): Fields {
  const root: Tree = {};
  for (const [path, value] of new URLSearchParams(text)) {
    const names = path.split('.');
    const last = names.pop()!;
    let place = root;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Tree;
    }
    place[last] = value;
  }
  return flatten(root) as Fields;
}

function flatten(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const { member, entry } = tree;
  if (typeof member === 'object') return Object.values(member).map(flatten);
  if (typeof entry === 'object') {
    const pairs = Object.values(entry).map((each) => flatten(each) as { Name: string; Value: unknown });
    return Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
  }
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, flatten(value)]));
}
