import type { Files } from './temp-folder.js';

/** Makes a client on every invocation; line 4. */
const STORE = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

export async function load(id: string) {
  const client = new DynamoDBClient({});
  return client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }));
}
`;

/** As long as the store, and reached by no function. */
const DECOY = `export const table = 'orders';

// No function reaches this file. It stands where the one of the other package does, and has as many
// lines, so that a path that is cut off at the wrong place leads here.
export const keyOf = (id: string) => ({ id: { S: id } });
export const names = ['orders', 'customers', 'invoices', 'deliveries', 'payments', 'returns'];
`;

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Job:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/handler.ts], External: ['@aws-sdk/*'] } }
    Properties: { CodeUri: ., Handler: src/handler.handler, Runtime: nodejs22.x }
`;

/**
 * A package whose function loads the code of a sibling, `packages/shared/src/db.ts`, in which the only finding is: line 4, client-in-handler.
 *
 * @param name of the folder of the package with the function, below `packages`.
 */
export function monorepo(name: string): Files {
  return {
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    [`packages/${name}/package.json`]: `{ "name": "@shop/${name}" }`,
    [`packages/${name}/template.yaml`]: TEMPLATE,
    [`packages/${name}/src/handler.ts`]: `import { load } from '../../shared/src/db';

export const handler = async (event: { id: string }) => load(event.id);
`,
    [`packages/${name}/src/db.ts`]: DECOY,
    'packages/shared/package.json': '{ "name": "@shop/shared" }',
    'packages/shared/src/db.ts': STORE,
  };
}
