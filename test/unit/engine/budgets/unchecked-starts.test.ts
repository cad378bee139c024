import assert from 'node:assert/strict';
import { resolveOptions } from '../../../../src/config/resolve-options.js';
import { uncheckedBudgets } from '../../../../src/engine/budgets/unchecked-budgets.js';
import type { DetailedBundle } from '../../../../src/model/bundle.js';
import type { ColdStartEstimate } from '../../../../src/model/cold-start.js';
import { ruleMetas } from '../../../../src/rules/index.js';
import { sampleBundle, sampleColdStart, sampleFunction } from '../../../support/bundle-facts.js';

const KNOWN = { low: 118, mid: 143, high: 170 };

function unchecked(limits: readonly number[], bundle: Partial<DetailedBundle>, start: Partial<ColdStartEstimate>) {
  const options = resolveOptions({ root: '/p', paths: [], rules: ruleMetas, onlyRules: [] }, { outer: [], nested: [] });
  const budgets = limits.map((coldStartMs) => ({ base: '/p', functions: ['*'], packages: {}, coldStartMs }));
  const coldStart = sampleColdStart({ initMs: KNOWN, ...start });
  return uncheckedBudgets([{ fn: sampleFunction(), bundle: sampleBundle(bundle), coldStart }], {
    options: { ...options, bundle: { ...options.bundle, budgets } },
    read: () => undefined,
    rules: ruleMetas,
    installCommandIn: () => 'npm ci',
  }).map(({ message }) => message);
}

describe('a budget for a start that is a lower bound', () => {
  const LACKING = [{ missing: ['pg'] }, { missing: ['pg'] }] as const;
  const OPEN = ['This budget could not be checked. Not installed: pg (orders). Run "npm ci" first.'];

  it('could not be checked up to the low end, and is broken above it', () => {
    assert.deepEqual(unchecked([900], ...LACKING), OPEN);
    assert.deepEqual(unchecked([130], ...LACKING), OPEN);
    assert.deepEqual(unchecked([118], ...LACKING), OPEN);
    assert.deepEqual(unchecked([117], ...LACKING), []);
  });

  it('is not told beside a lower one that is broken', () => {
    assert.deepEqual(unchecked([900, 117], ...LACKING), []);
    assert.deepEqual(unchecked([900, 118], ...LACKING), [...OPEN, ...OPEN]);
    const lost = [{ isReachLost: true }, { hasUnknownReach: true }] as const;
    assert.equal(unchecked([900], ...lost).length, 1);
    assert.deepEqual(unchecked([900, 117], ...lost), []);
  });

  it('is left to the rule where only what nobody can install is not counted', () => {
    for (const limit of [143, 130, 109])
      assert.deepEqual(unchecked([limit], { lost: ['lib'] }, { missing: ['lib'], lost: ['lib'] }), []);
  });

  it('is checked where everything is known', () => {
    assert.deepEqual(unchecked([130], {}, {}), []);
    assert.deepEqual(unchecked([900], {}, {}), []);
  });
});
