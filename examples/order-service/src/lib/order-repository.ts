import { GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, ordersTable } from './dynamo.js';
import type { Order, OrderLine } from './types.js';

export async function saveOrder(order: Order, lines: OrderLine[]): Promise<void> {
  await documents.send(
    new PutCommand({
      TableName: ordersTable,
      Item: { pk: `ORDER#${order.orderId}`, sk: 'ORDER', placedOn: order.placedAt.slice(0, 10), ...order },
      // A repeated request must not place the order twice.
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  for (const line of lines) {
    await documents.send(
      new PutCommand({
        TableName: ordersTable,
        Item: { pk: `ORDER#${order.orderId}`, sk: `LINE#${line.sku}`, ...line },
      }),
    );
  }
}

export async function findOrder(orderId: string): Promise<Order | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: ordersTable, Key: { pk: `ORDER#${orderId}`, sk: 'ORDER' } }),
  );
  return Item as Order | undefined;
}

export async function findLines(orderId: string): Promise<OrderLine[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: ordersTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :line)',
      ExpressionAttributeValues: { ':pk': `ORDER#${orderId}`, ':line': 'LINE#' },
    }),
  );
  return Items as OrderLine[];
}

export async function findOrdersPlacedOn(day: string, limit: number): Promise<Order[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: ordersTable,
      IndexName: 'by-day',
      KeyConditionExpression: 'placedOn = :day',
      ExpressionAttributeValues: { ':day': day },
      Limit: limit,
    }),
  );
  return Items as Order[];
}

/** All orders since the table exists. Each page needs the key that the page before it returned. */
export async function allOrders(): Promise<Order[]> {
  const orders: Order[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName: ordersTable, ExclusiveStartKey: startKey }));
    orders.push(...((page.Items ?? []) as Order[]));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return orders;
}

export async function setStatus(orderId: string, status: Order['status']): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: ordersTable,
      Key: { pk: `ORDER#${orderId}`, sk: 'ORDER' },
      UpdateExpression: 'SET #status = :status',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status },
    }),
  );
}
