import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { json } from '../lib/http.js';
import { findLines, findOrdersPlacedOn } from '../lib/order-repository.js';
import { storeReport } from '../lib/report-storage.js';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { day } = JSON.parse(event.body ?? '{}') as { day?: string };
  if (!day) {
    return json(400, { message: 'day is required' });
  }
  const rows = ['order,customer,sku,quantity,unit price'];
  for (const order of await findOrdersPlacedOn(day, 1000)) {
    // coldlens-disable-next-line await-in-loop -- the table is small and this must not starve the shop of read capacity
    const lines = await findLines(order.orderId);
    rows.push(...lines.map((line) => [order.orderId, order.customerId, line.sku, line.quantity, line.unitPrice].join()));
  }
  return json(201, { url: await storeReport(`exports/${day}.csv`, rows.join('\n')) });
};
