import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { findCustomer } from '../lib/customer-repository.js';
import { json } from '../lib/http.js';
import { findOrdersPlacedOn } from '../lib/order-repository.js';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const day = event.queryStringParameters?.day ?? new Date().toISOString().slice(0, 10);
  const orders = await findOrdersPlacedOn(day, 50);
  const rows = await Promise.all(
    orders.map(async (order) => {
      const customer = await findCustomer(order.customerId);
      return { ...order, customerName: customer?.name };
    }),
  );
  return json(200, rows);
};
