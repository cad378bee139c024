import assert from 'node:assert/strict';
import type { RawConfig } from '../../../../src/config/raw-config.js';
import { resolveOptions } from '../../../../src/config/resolve-options.js';
import { withOwnFigures } from '../../../../src/engine/findings/own-figures.js';
import type { InitCost, StartCosts } from '../../../../src/model/cold-start.js';
import type { Finding } from '../../../../src/model/finding.js';
import { ruleMetas, rules } from '../../../../src/rules/index.js';
import { sampleCosts } from '../../../support/bundle-facts.js';

const general = {
  phase: 'init',
  per: 'cold start',
  latencyMs: { low: 30, high: 90 },
  origin: 'modelled',
  source: 'in general',
} as const;

function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'heavy-top-level-import',
    severity: 'warning',
    messageId: 'rare',
    data: { package: 'pdfkit', ms: 60, place: 'the branch at line 7', uses: 'uses', how: 'require()' },
    message: 'any words',
    file: 'src/orders.ts',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 10,
    functions: ['a', 'b'],
    callPath: [],
    related: [],
    impact: general,
    package: 'pdfkit',
    fixes: [],
    fingerprint: 'f',
    suppressed: false,
    ...overrides,
  };
}

const cost = (low: number, mid: number, high: number): InitCost => ({
  ms: { low, mid, high },
  origin: 'modelled',
  source: `its own ${mid}`,
});

function startsOf(costs: Readonly<Record<string, Partial<StartCosts>>>): ReadonlyMap<string, StartCosts> {
  return new Map(Object.entries(costs).map(([id, each]) => [id, sampleCosts(each)]));
}

/** Of functions that load pdfkit at these costs. */
const loading = (costs: Readonly<Record<string, InitCost | undefined>>) =>
  startsOf(
    Object.fromEntries(
      Object.entries(costs).map(([id, each]) => [id, { ofPackage: (name) => (name === 'pdfkit' ? each : undefined) }]),
    ),
  );

const refined = (findings: readonly Finding[], starts: ReadonlyMap<string, StartCosts>, minMs = 30) => {
  const config: RawConfig = { rules: { 'heavy-top-level-import': ['warning', { minMs }] } };
  const options = resolveOptions(
    { root: '/root', paths: [], rules: ruleMetas, onlyRules: [] },
    { outer: [{ folder: '/root', config }], nested: [] },
  );
  return withOwnFigures(findings, rules, starts, options);
};

describe('findings with the figures of their own functions', () => {
  it('range over all functions that they reach, in text and impact alike', () => {
    const starts = loading({ a: cost(10, 40, 60), b: cost(50, 80, 130), c: cost(500, 500, 500) });
    const [told] = refined([finding()], starts);
    assert.deepEqual(told!.impact, { ...general, latencyMs: { low: 10, high: 130 }, source: 'its own 80' });
    assert.equal(told!.data.ms, 80);
    assert.match(told!.message, /^pdfkit adds about 80 ms to each cold start, but only the branch at line 7 uses it/);
  });

  it('are left out where every function takes less than the rule is set to tell', () => {
    const light = { a: cost(1, 3, 5), b: cost(2, 4, 6) };
    assert.deepEqual(refined([finding()], loading(light)), []);
    assert.equal(refined([finding()], loading(light), 4).length, 1);
    assert.equal(refined([finding({ suppressed: true })], loading(light)).length, 1);
  });

  it('stay where nothing is known of some or all of their functions', () => {
    assert.equal(refined([finding()], loading({ a: cost(1, 3, 5) })).length, 1);
    assert.deepEqual(refined([finding()], loading({ a: undefined, b: undefined })), [finding()]);
    assert.deepEqual(refined([finding()], loading({ c: cost(1, 2, 3) })), [finding()]);
  });

  it('tell of the whole SDK what one client would not take', () => {
    const words = { messageId: 'whole', message: 'This loads all.' };
    const whole = finding({ ruleId: 'full-aws-sdk-import', ...words, package: undefined });
    const starts = startsOf({ a: { ofWholeSdkV2: () => cost(100, 200, 300) } });
    const [told] = refined([whole], starts);
    assert.deepEqual(told, {
      ...whole,
      impact: { ...general, latencyMs: { low: 100, high: 300 }, source: 'its own 200' },
    });
  });

  it('are no others than these', () => {
    const other = finding({ ruleId: 'client-in-handler' });
    assert.deepEqual(refined([other], loading({ a: cost(1, 1, 1), b: cost(1, 1, 1) })), [other]);
  });
});
