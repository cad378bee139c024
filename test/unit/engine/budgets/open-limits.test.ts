import assert from 'node:assert/strict';
import type { BudgetedFunction } from '../../../../src/engine/budgets/budgeted.js';
import { openLimits } from '../../../../src/engine/budgets/open-limits.js';
import type { Budget } from '../../../../src/model/options.js';
import { sampleBundle, sampleColdStart, sampleFunction } from '../../../support/bundle-facts.js';

function open(budget: Partial<Budget>, weighed: Partial<BudgetedFunction>, ...told: readonly string[]) {
  const whole = { base: '/p', functions: ['*'], packages: {}, ...budget };
  return openLimits(whole, { fn: sampleFunction(), ...weighed }, new Set(told));
}

/** A start of 100 ms at least, and 300,000 bytes zipped, 1,000,000 unzipped. */
const LACKING: Partial<BudgetedFunction> = {
  bundle: sampleBundle({ missing: ['pg'] }),
  coldStart: sampleColdStart({ initMs: { low: 100, mid: 120, high: 140 }, missing: ['pg'] }),
};
const ALL = { zippedBytes: 400_000, unzippedBytes: 2_000_000, packages: { pg: 0 }, coldStartMs: 900 };

describe('limits that are open', () => {
  it('are those within which something lacks packages, or is not known at all', () => {
    const sizes = ['zipped', 'unzipped', 'packages.pg'];
    for (const weighed of [LACKING, {}])
      assert.deepEqual(open(ALL, weighed), { sizes, starts: ['coldStartMs'], isOfBase: false });
    const { sizes: within } = open({ ...ALL, zippedBytes: 1 }, LACKING);
    assert.deepEqual(within, ['unzipped', 'packages.pg']);
  });

  it('are none of sizes where one is broken and told, and of the start all the same', () => {
    assert.deepEqual(open({ ...ALL, zippedBytes: 1 }, LACKING, 'zipped'), {
      sizes: [],
      starts: ['coldStartMs'],
      isOfBase: false,
    });
    assert.deepEqual(open({ ...ALL, coldStartMs: 50 }, LACKING, 'coldStartMs').starts, []);
  });

  it('are those of growth where the base lacks packages, unless a size is broken and told', () => {
    const grown: Partial<BudgetedFunction> = {
      bundle: sampleBundle({}),
      coldStart: sampleColdStart({}),
      base: sampleBundle({ zippedBytes: 1000, missing: ['pg'] }),
      lackedThen: { base: 'main', packages: ['pg'] },
    };
    const budget = { growth: { bytes: 10 }, zippedBytes: 10 };
    assert.deepEqual(open(budget, grown), { sizes: ['growth'], starts: [], isOfBase: true });
    assert.deepEqual(open(budget, grown, 'unzipped').sizes, ['growth']);
    assert.deepEqual(open(budget, grown, 'zipped'), { sizes: [], starts: [], isOfBase: false });
    assert.deepEqual(open({ growth: { bytes: 999_999 } }, grown).sizes, []);
  });
});
