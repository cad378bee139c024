import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { customersTable, documents } from './dynamo.js';
import type { Customer } from './types.js';

export async function findCustomer(customerId: string): Promise<Customer | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: customersTable, Key: { customerId } }));
  return Item as Customer | undefined;
}

/** A batch takes a hundred keys and may leave some of them unprocessed; those go into the next request. */
export async function findCustomers(customerIds: string[]): Promise<Map<string, Customer>> {
  const found = new Map<string, Customer>();
  let keys = [...new Set(customerIds)].map((customerId) => ({ customerId }));
  while (keys.length > 0) {
    const response = await documents.send(
      new BatchGetCommand({ RequestItems: { [customersTable]: { Keys: keys.slice(0, 100) } } }),
    );
    for (const customer of (response.Responses?.[customersTable] ?? []) as Customer[]) {
      found.set(customer.customerId, customer);
    }
    const unprocessed = (response.UnprocessedKeys?.[customersTable]?.Keys ?? []) as typeof keys;
    keys = [...unprocessed, ...keys.slice(100)];
  }
  return found;
}
