import type { Row } from './published.js';

/** How to make a published configuration again from packages of the registry. */
export interface Recipe {
  /** Names its folder in the cache. */
  readonly id: string;
  /** The rows that it makes again. */
  matches(row: Row): boolean;
  /** With exact versions; what they depend on is resolved as npm does today. */
  readonly packages: readonly string[];
  /** The handler's module. */
  readonly code: string;
  readonly format: 'esm' | 'cjs';
  readonly minify?: boolean;
  /** `runtime`: loaded from the runtime's own disk, which is measured here like files of the function's own. */
  readonly load: 'bundle' | 'files' | 'runtime';
  /** Left out of the bundle, and loaded from the runtime. */
  readonly external?: readonly string[];
  /** Replaced by an empty module. */
  readonly emptied?: readonly string[];
  /** Of the runtime's Node, as near to the published one as the registry has it. */
  readonly node: string;
}

const SSO = ['@aws-sdk/client-sso', '@aws-sdk/client-sso-oidc'];

const sts = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const client = new STSClient({});
export const handler = () => client.send(new GetCallerIdentityCommand({}));`;

const POWERTOOLS = ['logger', 'metrics', 'tracer'].map((name) => `@aws-lambda-powertools/${name}@1.17.0`);

const powertools = `import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
export const tools = [new Logger(), new Metrics(), new Tracer()];
${sts}`;

const dynamo = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = () => client.send(new GetItemCommand({ TableName: 't', Key: {} }));`;

const sns = `import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
const client = new SNSClient({});
export const handler = () => client.send(new PublishCommand({}));`;

const several = `import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const iam = new IAMClient({});
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sts = new STSClient({});
export const handler = () => [iam.send(new ListRolesCommand({})), client.send(new GetCommand({})), sts.send(new GetCallerIdentityCommand({}))];`;

const v2 = (path: string, service: string): string => `import AWS from '${path}';
const client = new ${service}({ region: 'us-east-1' });
export const handler = () => client;`;

const from = (source: string, ...words: readonly string[]) => {
  return (row: Row): boolean => {
    const text = Object.values(row).join(' | ');
    return row.source_id === source && words.every((word) => text.includes(word));
  };
};

const perpil = (version: string, loaded: string) => from('perpil-speedrun', 'sso-coldstart', `v3 ${version}`, loaded);
const thick = (version: string, loaded: string) => {
  const isOurs = from('perpil-speedrun', `v3 ${version}`, loaded);
  return (row: Row): boolean => isOurs(row) && row.memory_mb === '1769' && row.packages_loaded === loaded;
};
const stsOf = (version: string): readonly string[] => [`@aws-sdk/client-sts@${version}`];
const dynamoOf = (version: string): readonly string[] => [`@aws-sdk/client-dynamodb@${version}`];
const severalOf = (version: string, iam: string): readonly string[] => [
  `@aws-sdk/client-sts@${version}`,
  `@aws-sdk/client-iam@${iam}`,
  ...dynamoOf(version),
  `@aws-sdk/lib-dynamodb@${version}`,
];
const SEVERAL = 'client-sts, client-iam, client-dynamodb, lib-dynamodb';
const NODE_18 = '18.20.8';
/** The oldest that the registry has. */
const NODE_16 = '16.20.2';
const V2 = ['aws-sdk@2.1329.0'];

export const RECIPES: readonly Recipe[] = [
  ...(['3.454.0', '3.499.0', '3.502.0'] as const).flatMap((version): readonly Recipe[] => {
    const short = version.slice(0, -2);
    const shared = { packages: stsOf(version), code: sts, format: 'esm', minify: true } as const;
    const node = short === '3.454' ? NODE_18 : '20.9.0';
    return [
      { ...shared, id: `sts-${short}`, matches: perpil(short, 'client-sts incl. SSO'), load: 'bundle', node },
      {
        ...shared,
        id: `sts-${short}-no-sso`,
        matches: perpil(short, 'SSO removed'),
        load: 'bundle',
        emptied: SSO,
        node,
      },
    ];
  }),
  ...(['3.454.0', '3.499.0'] as const).map(
    (version): Recipe => ({
      id: `sts-${version.slice(0, -2)}-sso-runtime`,
      matches: perpil(version.slice(0, -2), 'SSO packages external (runtime disk)'),
      packages: stsOf(version),
      code: sts,
      format: 'esm',
      minify: true,
      load: 'bundle',
      external: SSO,
      node: version === '3.454.0' ? NODE_18 : '20.9.0',
    }),
  ),
  ...([true, false] as const).map(
    (isInRuntime): Recipe => ({
      id: `sts-powertools${isInRuntime ? '-sso-runtime' : ''}`,
      matches: perpil(
        '?',
        isInRuntime
          ? 'SSO external (runtime disk) + powertools'.replace(' (runtime disk)', '')
          : 'incl. SSO + powertools',
      ),
      packages: [...stsOf('3.454.0'), ...POWERTOOLS],
      code: powertools,
      format: 'esm',
      minify: true,
      load: 'bundle',
      external: isInRuntime ? SSO : [],
      node: NODE_18,
    }),
  ),
  {
    id: 'sts-unbundled',
    matches: (row) => from('perpil-speedrun', 'issues/5516')(row) && row.bundled === 'none',
    packages: stsOf('3.454.0'),
    code: sts,
    format: 'esm',
    load: 'files',
    node: '20.9.0',
  },
  {
    id: 'sts-bundled',
    matches: (row) => from('perpil-speedrun', 'issues/5516')(row) && row.bundled === 'esbuild',
    packages: stsOf('3.454.0'),
    code: sts,
    format: 'esm',
    minify: true,
    load: 'bundle',
    node: '20.9.0',
  },
  ...['3.575.0', '3.577.0', '3.590.0'].map(
    (version): Recipe => ({
      id: `dynamodb-${version}`,
      matches: thick(version, 'client-dynamodb'),
      packages: dynamoOf(version),
      code: dynamo,
      format: 'esm',
      load: 'bundle',
      emptied: SSO,
      node: '20.13.1',
    }),
  ),
  ...(
    [
      ['3.568.0', '3.567.0'],
      ['3.575.0', '3.574.0'],
      ['3.592.0', '3.592.0'],
    ] as const
  ).map(
    ([version, iam]): Recipe => ({
      id: `several-${version}`,
      matches: thick(version, SEVERAL),
      packages: severalOf(version, iam),
      code: several,
      format: 'esm',
      load: 'bundle',
      emptied: SSO,
      node: '20.13.1',
    }),
  ),
  ...(
    [
      ['20.18.0', 'nodejs20.x (20.18)'],
      ['22.11.0', 'nodejs22.x (22.11)'],
    ] as const
  ).flatMap(([node, runtime]): readonly Recipe[] => {
    const isOurs = from('perpil-speedrun', 'node-22-lambda-latency-repro', runtime);
    const shared = { packages: stsOf('3.840.0'), code: sts, format: 'esm', load: 'bundle', node } as const;
    return [
      { ...shared, id: `sts-node-${node}`, matches: (row) => isOurs(row) && row.packages_loaded === 'client-sts' },
      {
        ...shared,
        id: `sts-node-${node}-no-http`,
        matches: (row) => isOurs(row) && row.packages_loaded.includes('skip node:http'),
        emptied: ['http', 'node:http'],
      },
    ];
  }),
  {
    id: 'dynamodb-3.556-files',
    matches: from('aws-sdk-js-v3-team', '3.556.0'),
    packages: dynamoOf('3.556.0'),
    code: dynamo,
    format: 'esm',
    load: 'files',
    node: '20.12.0',
  },
  {
    id: 'sts-3.758-files',
    matches: from('aws-sdk-js-v3-team', '3.758.0'),
    packages: stsOf('3.758.0'),
    code: sts,
    format: 'esm',
    load: 'files',
    node: '22.11.0',
  },
  ...(
    [
      ['nodejs16.x', NODE_16],
      ['nodejs18.x', NODE_18],
    ] as const
  ).map(
    ([runtime, node]): Recipe => ({
      id: `dynamodb-${runtime}`,
      matches: from('depaa-lambda-optimizer', runtime, 'v3 bundled'),
      packages: dynamoOf('3.213.0'),
      code: dynamo,
      format: 'cjs',
      minify: true,
      load: 'bundle',
      node,
    }),
  ),
  {
    id: 'dynamodb-runtime',
    matches: from('depaa-lambda-optimizer', 'v3 runtime'),
    packages: dynamoOf('3.188.0'),
    code: dynamo,
    format: 'cjs',
    load: 'runtime',
    node: NODE_18,
  },
  {
    id: 'v2-runtime-depaa',
    matches: from('depaa-lambda-optimizer', 'v2 runtime'),
    packages: V2,
    code: v2('aws-sdk', 'AWS.DynamoDB'),
    format: 'cjs',
    load: 'runtime',
    node: NODE_16,
  },
  ...(['runtime', 'files', 'bundle'] as const).map(
    (load): Recipe => ({
      id: `v2-${load}`,
      matches: from(
        'astuyve',
        'aws-sdk v2 full',
        load === 'runtime' ? 'v2 runtime' : load === 'files' ? 'v2 in package' : 'v2 bundled',
      ),
      packages: V2,
      code: v2('aws-sdk', 'AWS.SNS'),
      format: 'cjs',
      minify: true,
      load,
      node: NODE_16,
    }),
  ),
  ...(['runtime', 'bundle'] as const).map(
    (load): Recipe => ({
      id: `v2-sns-${load}`,
      matches: from('astuyve', 'aws-sdk/clients/sns', load === 'runtime' ? 'v2 runtime' : 'v2 bundled'),
      packages: V2,
      code: v2('aws-sdk/clients/sns', 'AWS'),
      format: 'cjs',
      minify: true,
      load,
      node: NODE_16,
    }),
  ),
  ...(['runtime', 'bundle'] as const).map(
    (load): Recipe => ({
      id: `sns-${load}`,
      matches: (row) =>
        from('astuyve', '2023-03', load === 'runtime' ? 'v3 runtime' : 'v3 bundled')(row) &&
        row.packages_loaded === 'client-sns',
      packages: ['@aws-sdk/client-sns@3.282.0'],
      code: sns,
      format: 'cjs',
      minify: true,
      load,
      node: NODE_18,
    }),
  ),
  {
    id: 'v2-s3-files',
    matches: from('serverless-nextjs', 'aws-sdk/clients/s3'),
    packages: V2,
    code: v2('aws-sdk/clients/s3', 'AWS'),
    format: 'cjs',
    load: 'files',
    node: NODE_16,
  },
  {
    id: 'v2-files-thin',
    matches: from('aws-thin-dynamo', 'aws-sdk v2 full'),
    packages: V2,
    code: v2('aws-sdk', 'AWS.DynamoDB'),
    format: 'cjs',
    load: 'runtime',
    node: NODE_16,
  },
  {
    id: 'v2-dynamodb-thin',
    matches: from('aws-thin-dynamo', 'clients/dynamodb'),
    packages: V2,
    code: v2('aws-sdk/clients/dynamodb', 'AWS'),
    format: 'cjs',
    load: 'runtime',
    node: NODE_16,
  },
  {
    id: 'v2-runtime-burningmonk',
    matches: from('theburningmonk-misc', 'aws-sdk v2 full'),
    packages: V2,
    code: v2('aws-sdk', 'AWS.DynamoDB'),
    format: 'cjs',
    load: 'runtime',
    node: NODE_16,
  },
];
