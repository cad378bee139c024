import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { findCustomer } from '../lib/customer-repository.js';
import { publish } from '../lib/events.js';
import { json } from '../lib/http.js';
import { saveOrder } from '../lib/order-repository.js';
import { priceLines } from '../lib/pricing.js';
import type { Order } from '../lib/types.js';

interface OrderRequest {
  customerId: string;
  items: { sku: string; quantity: number }[];
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  const request = JSON.parse(event.body ?? '{}') as OrderRequest;
  if (!request.customerId || !request.items?.length) {
    return json(400, { message: 'customerId and items are required' });
  }

  const customer = await findCustomer(request.customerId);
  const lines = await priceLines(request.items);
  if (!customer) {
    return json(404, { message: 'No such customer' });
  }

  const order: Order = {
    orderId: randomUUID(),
    customerId: customer.customerId,
    placedAt: new Date().toISOString(),
    status: 'placed',
    total: lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0),
  };
  await saveOrder(order, lines);
  // Only after the order is stored: whoever hears of it may look it up.
  await publish('OrderPlaced', order);
  return json(201, order);
};
