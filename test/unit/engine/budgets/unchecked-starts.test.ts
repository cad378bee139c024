import assert from 'node:assert/strict';
import { resolveOptions } from '../../../../src/config/resolve-options.js';
import { uncheckedBudgets } from '../../../../src/engine/budgets/unchecked-budgets.js';
import type { DetailedBundle } from '../../../../src/model/bundle.js';
import type { ColdStartEstimate } from '../../../../src/model/cold-start.js';
import { ruleMetas } from '../../../../src/rules/index.js';
import { sampleBundle, sampleColdStart, sampleFunction } from '../../../support/bundle-facts.js';

const KNOWN = { low: 118, mid: 143, high: 170 };

function unchecked(coldStartMs: number, bundle: Partial<DetailedBundle>, start: Partial<ColdStartEstimate>) {
  const options = resolveOptions({ root: '/p', paths: [], rules: ruleMetas, onlyRules: [] }, { outer: [], nested: [] });
  const budgets = [{ base: '/p', functions: ['*'], packages: {}, coldStartMs }];
  const coldStart = sampleColdStart({ initMs: KNOWN, ...start });
  return uncheckedBudgets([{ fn: sampleFunction(), bundle: sampleBundle(bundle), coldStart }], {
    options: { ...options, bundle: { ...options.bundle, budgets } },
    read: () => undefined,
    rules: ruleMetas,
    installCommandIn: () => 'npm ci',
  }).map(({ message }) => message);
}

describe('a budget for a start that is a lower bound', () => {
  it('could not be checked up to the low end that is shown, and is broken above it', () => {
    const lacking = [{ missing: ['pg'] }, { missing: ['pg'] }] as const;
    const open = ['This budget could not be checked. Not installed: pg (orders). Run "npm ci" first.'];
    assert.deepEqual(unchecked(900, ...lacking), open);
    assert.deepEqual(unchecked(130, ...lacking), open);
    assert.deepEqual(unchecked(110, ...lacking), open);
    assert.deepEqual(unchecked(109, ...lacking), []);
  });

  it('could not be checked where the package lacks something and the middle of the rest is over it', () => {
    const lost = [{ lost: ['lib'] }, { missing: ['lib'], lost: ['lib'] }] as const;
    assert.deepEqual(unchecked(143, ...lost), []);
    assert.deepEqual(unchecked(130, ...lost), [
      'This budget could not be checked. Not in the package, so not counted: lib (orders). The rest alone may take longer than the budget allows. Make it shorter, or raise the budget.',
    ]);
    assert.deepEqual(unchecked(109, ...lost), []);
  });

  it('is checked where everything is known', () => {
    assert.deepEqual(unchecked(130, {}, {}), []);
    assert.deepEqual(unchecked(900, {}, {}), []);
  });
});
