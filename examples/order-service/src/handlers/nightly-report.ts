import { findCustomers } from '../lib/customer-repository.js';
import { publish } from '../lib/events.js';
import { allOrders } from '../lib/order-repository.js';

/** Sums up yesterday's orders by customer. */
export const handler = async () => {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const orders = (await allOrders()).filter(({ placedAt }) => placedAt.startsWith(yesterday));
  const customers = await findCustomers(orders.map(({ customerId }) => customerId));

  const totals = new Map<string, number>();
  for (const { customerId, total } of orders) {
    totals.set(customerId, (totals.get(customerId) ?? 0) + total);
  }
  const rows = [...totals].map(([customerId, total]) => ({ name: customers.get(customerId)?.name, total }));
  await publish('NightlyReport', { day: yesterday, rows });
};
