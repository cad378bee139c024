import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { json } from '../lib/http.js';
import { findLines, findOrder } from '../lib/order-repository.js';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const orderId = event.pathParameters?.orderId;
  if (!orderId) {
    return json(400, { message: 'orderId is required' });
  }
  const [order, lines] = await Promise.all([findOrder(orderId), findLines(orderId)]);
  return order ? json(200, { ...order, lines }) : json(404, { message: 'No such order' });
};
