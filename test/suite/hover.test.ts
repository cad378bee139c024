import assert from 'node:assert/strict';
import { openFile, rangeOf } from './support/files.js';
import { untilFindings } from './support/findings.js';
import { useProject } from './support/project.js';
import { hoverText } from './support/providers.js';

describe('hovers', () => {
  useProject();

  it('on a finding say why, what it costs and who says so, and show the fix', async () => {
    const { document } = await openFile('src/handlers/create-order.ts');
    await untilFindings(document.uri, ['sequential-awaits']);
    const text = await hoverText(document, rangeOf(document, 'await findOrder'));
    assert.match(text, /\*\*\[sequential-awaits\]\(file:.*\/docs\/rules\/sequential-awaits\.md\)\*\*/);
    assert.match(text, /Cost: \+\d+–\d+ ms per invocation \(modelled\)\. .*\(.*\d{4}\)/);
    assert.match(
      text,
      /```diff\n {3}const \{ orderId[^\n]*\n-\s+const existing = await findOrder\(orderId\);$[\s\S]*^\+.*Promise\.all/m,
    );
  });

  it('in a helper name the way from the handler and the functions', async () => {
    const { document } = await openFile('src/lib/orders.ts');
    await untilFindings(document.uri, ['client-in-handler']);
    const text = await hoverText(document, rangeOf(document, 'new DynamoDBClient({})'));
    assert.match(text, /Call path: handler .*create-order\.ts:4.* › findOrder/);
    assert.match(text, /Functions: CreateOrder, ShipOrders/);
  });

  it("on a handler's line show how its function is declared", async () => {
    const { document } = await openFile('src/handlers/ship-orders.ts');
    await untilFindings(document.uri, ['await-in-loop', 'await-in-loop', 'per-item-reads']);
    const text = await hoverText(document, rangeOf(document, 'handler'));
    assert.match(text, /\*\*ShipOrders\*\*/);
    for (const row of [
      'Declared in: [template',
      'Runtime: nodejs22.x, arm64',
      'Memory: 1,024 MB',
      'Timeout: 10 s',
      'Events: schedule',
    ]) {
      assert.ok(text.includes(`- ${row}`), `${row} in ${text}`);
    }
  });
});
