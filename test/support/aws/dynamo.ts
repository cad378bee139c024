import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  type ScalarAttributeType,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import dynalite from 'dynalite';
import { performBatch } from './dynamo-batch.js';
import { forward } from './forward.js';
import { startGateway } from './gateway.js';
import { localConfig } from './local-config.js';
import type { Traffic } from './traffic.js';

/** The partition key and, if there is one, the sort key, in this order: `{ pk: 'S', sk: 'N' }`. */
type KeySchema = Readonly<Record<string, ScalarAttributeType>>;

export interface LocalDynamo {
  readonly endpoint: string;
  createTable(name: string, keySchema: KeySchema, indexes?: Readonly<Record<string, KeySchema>>): Promise<void>;
  putAll(table: string, items: readonly Record<string, unknown>[]): Promise<void>;
  /** All items of a table, in an order that only depends on what they hold. */
  dump(table: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts DynamoDB without a table. Its helpers pass the gateway by: they are not recorded and never fail on purpose. */
export async function startDynamo(traffic: Traffic): Promise<LocalDynamo> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gateway = await startGateway(traffic, (call, request) =>
    performBatch(call, request, traffic, (each) => forward(port, each)),
  );
  const client = new DynamoDBClient(localConfig(`http://127.0.0.1:${port}`));
  return {
    endpoint: gateway.url,
    async createTable(name, keySchema, indexes = {}) {
      await client.send(new CreateTableCommand(tableInput(name, keySchema, indexes)));
      await untilActive(client, name);
    },
    async putAll(table, items) {
      for (const item of items) {
        const Item = marshall(item, { removeUndefinedValues: true });
        await client.send(new PutItemCommand({ TableName: table, Item }));
      }
    },
    dump: (table) => dump(client, table),
    async stop() {
      client.destroy();
      await gateway.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A table is being created for a moment, as on AWS, and cannot be written to yet. */
async function untilActive(client: DynamoDBClient, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function tableInput(name: string, keySchema: KeySchema, indexes: Readonly<Record<string, KeySchema>>) {
  const types = Object.assign({}, keySchema, ...Object.values(indexes)) as KeySchema;
  const keyElements = (schema: KeySchema) =>
    Object.keys(schema).map((AttributeName, index) => ({
      AttributeName,
      KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
    }));
  const secondary = Object.entries(indexes).map(([IndexName, schema]) => ({
    IndexName,
    KeySchema: keyElements(schema),
    Projection: { ProjectionType: 'ALL' as const },
  }));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: Object.entries(types).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keyElements(keySchema),
    ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
  };
}

async function dump(client: DynamoDBClient, table: string): Promise<readonly Record<string, unknown>[]> {
  const items: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan({ client }, { TableName: table })) items.push(...(page.Items ?? []));
  const sortKey = (item: Record<string, AttributeValue>) =>
    JSON.stringify(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  return items
    .map((item) => ({ item, key: sortKey(item) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ item }) => unmarshall(item));
}
