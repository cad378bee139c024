import assert from 'node:assert/strict';
import { nameText } from '../../../../src/ast/nodes.js';
import { loadProgram } from '../../../../src/lambda/program.js';
import type { Denoted } from '../../../../src/lambda/values/value.js';
import type { LambdaFunction } from '../../../../src/model/function.js';
import { createSources } from '../../../../src/sources/open-sources.js';
import { memoryHost } from '../../../support/memory-host.js';

const files: Readonly<Record<string, string>> = {
  'clients.ts': `
    import { S3Client } from '@aws-sdk/client-s3';
    export const bucket = new S3Client({});
    export const makeBucket = () => new S3Client({});
    export default bucket;
  `,
  'index.ts':
    "export * from './clients';\nexport { Store as Depot } from './store';\nexport * as all from './clients';\n",
  'store.ts': `
    import type { S3Client } from '@aws-sdk/client-s3';
    export interface Reads { read(): void }
    export class Base { ping() {} }
    export class Store extends Base implements Reads {
      static shared = new Store(undefined);
      second;
      constructor(private readonly client: S3Client) { super(); this.second = client; }
      read() { return this.client; }
    }
  `,
  'legacy.js':
    "const AWS = require('aws-sdk');\nmodule.exports = { AWS, queue: new AWS.SQS(), self() { return this.queue; } };\n",
  'named.cjs':
    "exports.table = new (require('aws-sdk').DynamoDB.DocumentClient)();\nconst me = module.exports;\nexports.again = () => me.table;\n",
  'cycle.ts': "import { b } from './cycle2';\nexport const a = b;\n",
  'cycle2.ts': "import { a } from './cycle';\nexport const b = a;\n",
};

const imports = `
  import fallback, { bucket, makeBucket as make } from './clients';
  import * as clients from './clients';
  import { Depot, all, bucket as again } from './index';
  import { type Reads, Store } from './store';
  import legacy from './legacy.js';
  import { table, again as tableAgain } from './named.cjs';
  import { a } from './cycle';
  import Redis from 'ioredis';
  import axios from 'axios';
  import { captureAWSv3Client } from 'aws-xray-sdk';
  import { container } from 'tsyringe';
  const routes = { get: bucket, ['put']: make, ...{ patch: make } };
  const { get, ...rest } = routes;
  const [first] = [bucket];
  let late;
  late = bucket;
  const store = new Store(bucket);
  function pick(what: Reads, how = make) { return what; }
  function identity(x) { return x; }
  const passed = identity(bucket);
  const typed: Reads = container.resolve('Reads');
  const spread = { ...spread, bucket };
`;

/** What an expression denotes, in short; several answers are joined. */
function describeValue(expression: string): string {
  const source = `${imports}\nexport const probe = ${expression};\nexport const handler = async () => { pick(store); };\n`;
  const all = Object.entries({ ...files, 'probe.ts': source }).map(([path, text]) => [`/depot/${path}`, text]);
  const probe: LambdaFunction = {
    id: 'Probe',
    name: 'Probe',
    handler: { file: 'probe.ts', export: 'handler', line: 1 },
    declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' },
    eventSources: [],
  };
  const host = memoryHost(Object.fromEntries(all));
  const sources = createSources('/depot', () => undefined, host);
  const { program } = loadProgram({ sources, functions: [probe], clients: [] }, host);
  return program.values.exported('/depot/probe.ts', 'probe').map(inShort).join(' | ') || 'unknown';
}

function inShort(value: Denoted): string {
  switch (value.kind) {
    case 'external':
      return [value.module, ...value.path].join('.');
    case 'made':
      return `made by ${inShort(value.by)}`;
    case 'member':
      return `${inShort(value.of)} › ${value.name}`;
    case 'module':
      return `module ${value.path.split('/').pop()}`;
    case 'object':
    case 'array':
    case 'container':
    case 'list':
    case 'entry':
    case 'cradle':
      return value.kind;
    case 'global':
      return value.name;
    case 'function':
      return `function ${nameText(value.node.name) ?? ''}`.trim();
    default:
      return `${value.kind} ${nameText(value.node.name) ?? ''}`.trim();
  }
}

const s3 = 'made by @aws-sdk/client-s3.S3Client';

const cases: readonly (readonly [expression: string, value: string])[] = [
  ['bucket', s3],
  ['fallback', s3],
  ['again', s3],
  ['clients', 'module clients.ts'],
  ['clients.bucket', s3],
  ['all.bucket', s3],
  ['make()', s3],
  ['bucket.send', `${s3} › send`],
  ['routes.get', s3],
  ['routes.put', 'function'],
  ['routes.patch', 'function'],
  ["routes['get']", s3],
  ['get', s3],
  ['rest.put', 'function'],
  ['first', s3],
  ['late', s3],
  ['late ?? bucket', s3],
  ['(bucket as unknown)!', s3],
  ['Store', 'class Store'],
  ['Depot', 'class Store'],
  ['store', 'instance Store'],
  ['store.read', 'function read'],
  ['store.ping', 'function ping'],
  ['store.read()', s3],
  ['store.second', s3],
  ['Store.shared', 'instance Store'],
  ['container.resolve(Store)', 'instance Store'],
  ["container.get<Reads>('Reads')", 'instance Store'],
  ['typed', 'made by tsyringe.container.resolve | instance Store'],
  ['pick(store)', 'instance Store'],
  ['passed', s3],
  ['legacy.queue', 'made by aws-sdk.SQS'],
  ['legacy.self()', 'made by aws-sdk.SQS'],
  ['table', 'made by aws-sdk.DynamoDB.DocumentClient'],
  ['tableAgain()', 'made by aws-sdk.DynamoDB.DocumentClient'],
  ["require('pg')", 'pg'],
  ["require('pg').Pool", 'pg.Pool'],
  ["(await import('./clients')).bucket", s3],
  ['new Redis()', 'made by ioredis'],
  ['axios.create().get', 'made by axios.create › get'],
  ['captureAWSv3Client(bucket)', s3],
  ['Object.freeze(routes).get', s3],
  ['spread.bucket', s3],
  ['spread.missing', 'unknown'],
  ['a', 'unknown'],
  ['nowhere', 'unknown'],
  ['new Map()', 'unknown'],
  ['process.env', 'process.env'],
  ['globalThis.process.env', 'process.env'],
  ["require('node:process').env", 'process.env'],
  ['Object.assign(process.env, a)', 'process.env'],
  ['Object.assign({}, process.env)', 'object'],
  ['{ ...process.env }', 'object'],
  ['process.env.HOME', 'unknown'],
  ['process.argv', 'unknown'],
  ['bucket ? 1 : 2', 'unknown'],
];

describe('values', () => {
  for (const [expression, value] of cases) {
    it(`${expression}: ${value}`, () => assert.equal(describeValue(expression), value));
  }
});
