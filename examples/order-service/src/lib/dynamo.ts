import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One client for the life of the execution environment, so that its connections are reused. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const ordersTable = process.env.ORDERS_TABLE!;
export const customersTable = process.env.CUSTOMERS_TABLE!;
