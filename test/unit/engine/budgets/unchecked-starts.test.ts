import assert from 'node:assert/strict';
import { resolveOptions } from '../../../../src/config/resolve-options.js';
import type { BudgetedFunction } from '../../../../src/engine/budgets/budgeted.js';
import { uncheckedBudgets } from '../../../../src/engine/budgets/unchecked-budgets.js';
import type { DetailedBundle } from '../../../../src/model/bundle.js';
import type { ColdStartEstimate } from '../../../../src/model/cold-start.js';
import type { Finding } from '../../../../src/model/finding.js';
import type { Budget } from '../../../../src/model/options.js';
import { ruleMetas } from '../../../../src/rules/index.js';
import { sampleBundle, sampleColdStart, sampleFunction } from '../../../support/bundle-facts.js';

const KNOWN = { low: 118, mid: 143, high: 170 };

type Reported = Pick<Finding, 'ruleId' | 'messageId' | 'severity' | 'suppressed' | 'functions'>;

const OVER: Reported = {
  ruleId: ruleMetas.find(({ budget }) => budget === 'start')!.id,
  messageId: 'over',
  severity: 'error',
  suppressed: false,
  functions: [sampleFunction().id],
};

function unchecked(
  limits: readonly number[],
  bundle: Partial<DetailedBundle>,
  start: Partial<ColdStartEstimate>,
  ...reported: readonly Reported[]
) {
  const findings = reported.map(findingOf);
  const budgets = limits.map((coldStartMs) => ({ base: '/p', functions: ['*'], packages: {}, coldStartMs }));
  const coldStart = sampleColdStart({ initMs: KNOWN, ...start });
  const functions = [{ fn: sampleFunction(), bundle: sampleBundle(bundle), coldStart }];
  return inRun(functions, budgets, findings).map(({ message }) => message);
}

function findingOf(reported: Reported): Finding {
  return {
    ...reported,
    message: '',
    data: {},
    file: 'serverless.yml',
    line: 5,
    column: 3,
    endLine: 5,
    endColumn: 4,
    callPath: [],
    related: [],
    fixes: [],
    fingerprint: '',
  };
}

function inRun(
  functions: readonly BudgetedFunction[],
  budgets: readonly Budget[],
  findings: readonly Finding[] = [],
): readonly Finding[] {
  const options = resolveOptions({ root: '/p', paths: [], rules: ruleMetas, onlyRules: [] }, { outer: [], nested: [] });
  return uncheckedBudgets(functions, {
    options: { ...options, bundle: { ...options.bundle, budgets } },
    read: () => undefined,
    rules: ruleMetas,
    findings,
    installCommandIn: () => 'npm ci',
  });
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
    assert.deepEqual(unchecked([900, 117], ...LACKING, OVER), []);
    assert.deepEqual(unchecked([900, 118], ...LACKING), [...OPEN, ...OPEN]);
    const lost = [{ isReachLost: true }, { hasUnknownReach: true }] as const;
    assert.equal(unchecked([900], ...lost).length, 1);
    assert.deepEqual(unchecked([900, 117], ...lost, OVER), []);
  });

  const KEPT_QUIET: Readonly<Record<string, readonly Reported[]>> = {
    'the rule is off': [],
    'the rule only warns': [{ ...OVER, severity: 'warning' }],
    'the rule only informs': [{ ...OVER, severity: 'info' }],
    'a comment suppresses it': [{ ...OVER, suppressed: true }],
    'another function breaks it': [{ ...OVER, functions: ['serverless.yml#other'] }],
    'another rule reports': [{ ...OVER, ruleId: ruleMetas.find(({ budget }) => budget === 'size')!.id }],
    'the start only may be too slow': [{ ...OVER, messageId: 'mayBeOver' }],
  };
  for (const [why, findings] of Object.entries(KEPT_QUIET))
    it(`is told beside a lower one that is broken, of which nothing is reported: ${why}`, () => {
      assert.deepEqual(unchecked([900, 117], ...LACKING, ...findings), OPEN);
    });

  it('is left to the rule where only what nobody can install is not counted', () => {
    for (const limit of [143, 130, 109])
      assert.deepEqual(unchecked([limit], { lost: ['lib'] }, { missing: ['lib'], lost: ['lib'] }), []);
  });

  it('is told by its own rule, whatever else the budget limits of another function', () => {
    const [size, start] = ['size', 'start'].map((watched) => ruleMetas.find(({ budget }) => budget === watched)!.id);
    const started = {
      fn: sampleFunction(),
      bundle: sampleBundle({ absentLayers: ['layers/a'] }),
      coldStart: sampleColdStart({ initMs: KNOWN, missingLayers: ['layers/a'] }),
    };
    const unbuilt = { fn: { ...sampleFunction(), id: 'serverless.yml#b', name: 'b' }, reason: 'it has a hole' };
    const budgets = [{ base: '/p', functions: ['*'], packages: {}, coldStartMs: 900, zippedBytes: 10_000_000 }];
    assert.deepEqual(
      inRun([started, unbuilt], budgets).map(({ ruleId, message }) => [ruleId, message]),
      [
        [
          start,
          'The limit coldStartMs of this budget could not be checked. Missing layer: layers/a (orders). Build it first.',
        ],
        [
          size,
          'This budget could not be checked. Not weighed: it has a hole (b). Fix that, or limit the budget to other functions.',
        ],
      ],
    );
  });

  it('names the limits that are open of all functions that it names', () => {
    const lacking = (name: string, missing: readonly string[]) => ({
      fn: { ...sampleFunction(), id: `serverless.yml#${name}`, name },
      bundle: sampleBundle({ missing }),
      coldStart: sampleColdStart({ initMs: KNOWN, missing }),
    });
    const budgets = [{ base: '/p', functions: ['*'], packages: {}, coldStartMs: 117, zippedBytes: 10_000_000 }];
    const slow = { ...lacking('b', ['zod']), coldStart: sampleColdStart({ initMs: KNOWN, missing: ['zod'] }) };
    const quick = {
      ...lacking('a', ['pg']),
      coldStart: sampleColdStart({ initMs: { low: 90, mid: 95, high: 99 }, missing: ['pg'] }),
    };
    const told = findingOf({ ...OVER, functions: ['serverless.yml#b'] });
    assert.deepEqual(
      inRun([quick, slow], budgets, [told]).map(({ message }) => message),
      [
        'This budget could not be checked. Not installed: pg (a). Run "npm ci" first.',
        'The limit zipped of this budget could not be checked. Not installed: zod (b). Run "npm ci" first.',
      ],
    );
  });

  it('is told once of functions that have nothing but open limits, whatever these are', () => {
    const lacking = (name: string, base?: 'unknown') => ({
      fn: { ...sampleFunction(), id: `serverless.yml#${name}`, name },
      bundle: sampleBundle({ missing: ['pg'] }),
      ...(base && { base }),
    });
    const growth = { percent: 5 };
    const budgets = [{ base: '/p', functions: ['*'], packages: {}, zippedBytes: 10_000_000, growth }];
    assert.deepEqual(
      inRun([lacking('a'), lacking('b', 'unknown')], budgets).map(({ message }) => message),
      ['This budget could not be checked. Not installed: pg (a, b). Run "npm ci" first.'],
    );
  });

  it('is checked where everything is known', () => {
    assert.deepEqual(unchecked([130], {}, {}), []);
    assert.deepEqual(unchecked([900], {}, {}), []);
  });
});
