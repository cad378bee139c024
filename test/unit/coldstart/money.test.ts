import assert from 'node:assert/strict';
import { LIST_PRICES, monthlyCost } from '../../../src/coldstart/money.js';
import { difference } from '../../../src/coldstart/variants.js';

const ms = { low: 200, mid: 300, high: 400 };
const usage = { invocations: 1_000_000, coldShare: 0.01 };

describe('what cold starts come to in a month', () => {
  it('multiplies them out: starts, waiting, GB-seconds', () => {
    const cost = monthlyCost(ms, { memoryMb: 512, architecture: 'arm64' }, usage);
    assert.equal(cost.coldStarts, 10_000);
    assert.deepEqual(cost.waitedSeconds, { low: 2000, mid: 3000, high: 4000 });
    assert.ok(Math.abs(cost.usd!.mid - 3000 * 0.5 * LIST_PRICES.usdPerGbSecond.arm64) < 1e-9);
  });

  it('takes a price of one’s own', () =>
    assert.equal(
      monthlyCost(ms, { memoryMb: 1024, architecture: 'x86_64' }, { ...usage, usdPerGbSecond: 1 }).usd!.mid,
      3000,
    ));

  it('names no price for a memory that nobody stated', () =>
    assert.equal(monthlyCost(ms, { architecture: 'x86_64' }, usage).usd, undefined));
});

describe('what a change saves', () => {
  it('is told end by end, in order', () => {
    assert.deepEqual(difference({ low: 100, mid: 200, high: 300 }, { low: 90, mid: 150, high: 220 }), {
      low: 10,
      mid: 50,
      high: 80,
    });
    assert.deepEqual(difference({ low: 100, mid: 100, high: 100 }, { low: 105, mid: 110, high: 120 }), {
      low: -20,
      mid: -10,
      high: -5,
    });
  });
});
