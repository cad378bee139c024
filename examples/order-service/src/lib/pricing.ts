import type { OrderLine } from './types.js';

const catalogueUrl = 'https://catalogue.example.com/prices';

/** Today's prices, since the client's may be old. */
export async function priceLines(items: { sku: string; quantity: number }[]): Promise<OrderLine[]> {
  const lines: OrderLine[] = [];
  for (const { sku, quantity } of items) {
    const response = await fetch(`${catalogueUrl}/${encodeURIComponent(sku)}`);
    const { unitPrice } = (await response.json()) as { unitPrice: number };
    lines.push({ sku, quantity, unitPrice });
  }
  return lines;
}
