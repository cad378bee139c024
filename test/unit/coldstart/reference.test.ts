import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { projectedMs, slownessOf } from '../../../src/coldstart/reference.js';
import { referenceWorkload } from '../../../src/measure/series/reference-workload.js';

describe('the reference workload', () => {
  it('is the one that the figures were taken with', () => {
    const text = referenceWorkload();
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    assert.deepEqual(
      [text.length, digest],
      [1_030_531, '7edeac1279afe0a0'],
      'Measure anew by scripts/reference.ts, then change this.',
    );
  });

  it('makes the speed of this machine drop out', () => {
    const model = { floor: { low: 100, mid: 120, high: 140 }, lambdaPerReferenceMs: { low: 1, mid: 1.5, high: 2 } };
    const fast = projectedMs({ low: 90, mid: 100, high: 110 }, slownessOf(53, 20), model);
    const slow = projectedMs({ low: 180, mid: 200, high: 220 }, slownessOf(106, 20), model);
    assert.deepEqual(fast, { low: 190, mid: 270, high: 360 });
    assert.deepEqual(slow, fast);
  });

  it('is taken of the nearest version where one is unknown', () => assert.equal(slownessOf(98, 26), 2));
});
