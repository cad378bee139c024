import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { findCustomer } from '../lib/customer-repository.js';
import { findOrder, setStatus } from '../lib/order-repository.js';
import { charge } from '../lib/payment-provider.js';

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const outcomes = await Promise.allSettled(event.Records.map(processRecord));
  const failed = event.Records.filter((_, index) => outcomes[index]?.status === 'rejected');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

async function processRecord(record: SQSRecord): Promise<void> {
  const { orderId } = JSON.parse(record.body) as { orderId: string };
  const order = await findOrder(orderId);
  if (order?.status !== 'placed') {
    return;
  }
  const customer = await findCustomer(order.customerId);
  if (!customer) {
    throw new Error(`Order ${orderId} has no customer`);
  }
  await charge(orderId, customer, order.total);
  await setStatus(orderId, 'paid');
}
