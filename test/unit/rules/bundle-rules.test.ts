import assert from 'node:assert/strict';
import type { BundleProblem, BundleRule, BundleRuleContext } from '../../../src/engine/asking/define-bundle-rule.js';
import { messageOf } from '../../../src/engine/findings/message.js';
import type { ColdStartEstimate, Spread } from '../../../src/model/cold-start.js';
import type { Budget, Growth } from '../../../src/model/options.js';
import bundleBudget from '../../../src/rules/bundle/bundle-budget.js';
import coldStartBudget from '../../../src/rules/bundle/cold-start-budget.js';
import devDependencyBundled from '../../../src/rules/bundle/dev-dependency-bundled.js';
import duplicatePackage from '../../../src/rules/bundle/duplicate-package.js';
import sdkBundledNeedlessly from '../../../src/rules/bundle/sdk-bundled-needlessly.js';
import sourceMapShipped from '../../../src/rules/bundle/source-map-shipped.js';
import unminifiedBundle from '../../../src/rules/bundle/unminified-bundle.js';
import unusedAsset from '../../../src/rules/bundle/unused-asset.js';
import { sampleBundle, sampleColdStart, sampleCosts, sampleFunction, sampleShare } from '../../support/bundle-facts.js';

type Facts = Partial<Omit<BundleRuleContext, 'bundle' | 'fn'>> & {
  readonly bundle?: Parameters<typeof sampleBundle>[0];
  readonly fn?: Parameters<typeof sampleFunction>[0];
};

function ask<Id extends string>(rule: BundleRule<Id>, { bundle, fn, ...rest }: Facts): BundleProblem<Id>[] {
  const defaults = Object.entries(rule.meta.options).map(([name, option]) => [name, option.default]);
  const options = { ...Object.fromEntries(defaults), ...rest.options };
  return [
    ...rule.check({
      budgets: [],
      coldStart: sampleColdStart(),
      costs: sampleCosts(),
      ...rest,
      bundle: sampleBundle(bundle),
      fn: sampleFunction(fn),
      options,
    }),
  ];
}

function messages<Id extends string>(rule: BundleRule<Id>, facts: Facts): Id[] {
  return ask(rule, facts).map(({ messageId }) => messageId);
}

const budget = (overrides: Partial<Budget>): Budget[] => [{ base: '/', functions: ['*'], packages: {}, ...overrides }];

describe('cold-start-budget', () => {
  it('holds the middle of the estimate against the tightest budget, equal being within', () => {
    assert.deepEqual(messages(coldStartBudget, { budgets: budget({ coldStartMs: 260 }) }), []);
    const budgets = [...budget({ coldStartMs: 250 }), ...budget({ coldStartMs: 900 }), ...budget({ zippedBytes: 1 })];
    const [problem, ...others] = ask(coldStartBudget, { budgets });
    assert.equal(others.length, 0);
    assert.deepEqual([problem!.data!.mid, problem!.data!.budget], [260, 250]);
    assert.match(String(problem!.data!.parts), /^runtime nodejs22.x x86_64 zip 145 ms, big 80 ms/);
  });

  const told = (coldStartMs: number, initMs: Spread, { missing = [], ...start }: Partial<ColdStartEstimate> = {}) => {
    const coldStart = sampleColdStart({ initMs, ...(missing.length > 0 && { missing }), ...start });
    return ask(coldStartBudget, {
      coldStart,
      budgets: budget({ coldStartMs }),
    }).map(({ messageId, data, impact }) => ({
      messageId,
      start: data!.start,
      over: data!.over,
      latencyMs: impact!.latencyMs,
    }));
  };

  const KNOWN = { low: 184, mid: 273, high: 385 };

  it('gives rounded figures in words and exact ones as data', () => {
    const latencyMs = { low: 84, high: 285 };
    const start = 'about 270 ms (180–390 ms)';
    assert.deepEqual(told(100, KNOWN), [{ messageId: 'over', start, over: '170 ms', latencyMs }]);
    assert.deepEqual(told(273, KNOWN), []);
    assert.deepEqual(told(0.1, { low: 0.3, mid: 0.4, high: 0.4 })[0]!.latencyMs, { low: 0.2, high: 0.3 });
  });

  it('gives exact figures where rounded ones would not add up', () => {
    const shown = (coldStartMs: number) => told(coldStartMs, KNOWN).map(({ start, over }) => [start, over]);
    assert.deepEqual(shown(270), [['about 273 ms (180–390 ms)', '3 ms']]);
    assert.deepEqual(shown(260), [['about 273 ms (180–390 ms)', '13 ms']]);
    assert.deepEqual(shown(261.7), [['about 273 ms (180–390 ms)', '11.3 ms']]);
    assert.deepEqual(shown(100.4), [['about 273 ms (180–390 ms)', '172.6 ms']]);
    assert.deepEqual(shown(272.96), [['about 273 ms (180–390 ms)', '0.04 ms']]);
  });

  it('holds the exact low end against the budget where something is missing', () => {
    const initMs = { low: 118, mid: 143, high: 170 };
    const lacking = { missing: ['pg'] };
    const over = (start: string, by: string) => [{ messageId: 'over', start, over: by, latencyMs: undefined }];
    assert.deepEqual(told(118, initMs, lacking), []);
    assert.deepEqual(told(117, initMs, lacking), over('at least 118 ms', 'at least 1 ms'));
    assert.deepEqual(told(90, initMs, lacking), over('at least 110 ms', 'at least 20 ms'));
    assert.deepEqual(told(10, initMs, lacking), over('at least 110 ms', 'at least 100 ms'));
    assert.deepEqual(told(117.96, initMs, lacking), over('at least 118 ms', 'at least 0.04 ms'));
    assert.deepEqual(told(100.4, initMs, lacking), over('at least 110 ms', 'at least 9.6 ms'));
    assert.deepEqual(told(86.7, initMs, lacking), over('at least 110 ms', 'at least 23.3 ms'));
  });

  it('says that a budget may be exceeded where only what nobody can install is not counted', () => {
    const initMs = { low: 118, mid: 143, high: 170 };
    const lost = { missing: ['lib'], lost: ['lib'] };
    const mayBe = (start: string) => [{ messageId: 'mayBeOver', start, over: undefined, latencyMs: undefined }];
    assert.deepEqual(told(130, initMs, lost), mayBe('about 140 ms (110–170 ms)'));
    for (const limit of [140, 142, 142.5])
      assert.deepEqual(told(limit, initMs, lost), mayBe('about 143 ms (110–170 ms)'));
    assert.deepEqual(told(139.9, initMs, lost), mayBe('about 140 ms (110–170 ms)'));
    assert.deepEqual(told(143, initMs, lost), []);
    assert.equal(told(117, initMs, lost)[0]!.messageId, 'over');
    for (const open of [{ missing: ['lib', 'pg'] }, { hasUnknownReach: true }, { missingLayers: ['layer'] }])
      assert.deepEqual(told(130, initMs, { ...lost, ...open }), []);
    const sentence = (uncounted: Partial<ColdStartEstimate>): string => {
      const coldStart = sampleColdStart({ initMs, ...uncounted });
      const [problem] = ask(coldStartBudget, { coldStart, budgets: budget({ coldStartMs: 130 }) });
      return messageOf(coldStartBudget.meta, problem!.messageId, problem!.data);
    };
    assert.match(
      sentence(lost),
      /^The cold start of \w+ may exceed its budget of 130 ms: without lib, which is not counted, it is already estimated to be about 140 ms \(110–170 ms\)\. Largest/,
    );
    const several = ['a', 'b', 'c', 'd', 'lib'];
    assert.match(
      sentence({ missing: several, lost: several.slice(0, 4), leftToLayers: ['lib'] }),
      / of 130 ms: without a, b, c and 2 more, which are not counted, it is already /,
    );
  });

  it('says nothing without a budget', () => assert.deepEqual(messages(coldStartBudget, {}), []));
});

describe('bundle-budget', () => {
  it('holds each size against its budget, equal being within', () => {
    assert.deepEqual(messages(bundleBudget, { budgets: budget({ zippedBytes: 300_000, unzippedBytes: 999_999 }) }), [
      'unzipped',
    ]);
    assert.deepEqual(messages(bundleBudget, { budgets: budget({ zippedBytes: 299_999 }) }), ['zipped']);
  });

  it('shows whole bytes where rounding would make both alike', () => {
    const [problem] = ask(bundleBudget, { budgets: budget({ zippedBytes: 299_990 }) });
    assert.deepEqual([problem!.data!.is, problem!.data!.budget], ['300,000 B', '299,990 B']);
  });

  it('points at the import of a package that is too heavy or kept out', () => {
    const bundle = { packages: [sampleShare(), sampleShare({ name: 'other', bytes: 5 })] };
    const problems = ask(bundleBudget, { bundle, budgets: budget({ packages: { big: 99_999, other: 0, absent: 0 } }) });
    assert.deepEqual(
      problems.map(({ messageId, entrance }) => [messageId, entrance?.specifier]),
      [
        ['package', 'big'],
        ['forbidden', 'other'],
      ],
    );
  });

  it('holds growth against the base, by share and by size, and says nothing without one', () => {
    const base = sampleBundle({ zippedBytes: 280_000 });
    assert.deepEqual(messages(bundleBudget, { base, budgets: budget({ growth: { percent: 5 } }) }), ['growth']);
    assert.deepEqual(messages(bundleBudget, { base, budgets: budget({ growth: { percent: 8 } }) }), []);
    assert.deepEqual(messages(bundleBudget, { base, budgets: budget({ growth: { bytes: 20_000 } }) }), []);
    assert.deepEqual(messages(bundleBudget, { budgets: budget({ growth: { bytes: 0 } }) }), []);
  });

  it('never says more than what is known of a function that lacks packages, nor less than its budget', () => {
    const told = (zippedBytes: number, limit: number) => {
      const bundle = { zippedBytes, missing: ['pg'] };
      const [problem] = ask(bundleBudget, { bundle, budgets: budget({ zippedBytes: limit }) });
      return ['is', 'budget'].map((key) => problem!.data![key]);
    };
    assert.deepEqual(told(2198, 2000), ['at least 2.1 kB', '2.0 kB']);
    assert.deepEqual(told(2198, 2160), ['at least 2,198 B', '2,160 B']);
  });

  it('names no package that reads larger than all of a function that lacks packages', () => {
    const packages = [sampleShare({ bytes: 2198 })];
    const largest = (missing: readonly string[]) => {
      const bundle = { zippedBytes: 2198, packages, missing };
      return ask(bundleBudget, { bundle, budgets: budget({ zippedBytes: 2000 }) })[0]!.data!.heaviest;
    };
    assert.deepEqual([largest(['pg']), largest([])], ['big 2.1 kB', 'big 2.2 kB']);
  });

  it('shows growth in whole bytes where rounding would contradict it', () => {
    const growth = (before: number, after: number, allowed: Growth) => {
      const bundle = { zippedBytes: after };
      const base = sampleBundle({ zippedBytes: before });
      const [problem] = ask(bundleBudget, { bundle, base, budgets: budget({ growth: allowed }) });
      return ['is', 'before', 'after', 'budget'].map((key) => problem!.data![key]);
    };
    assert.deepEqual(growth(20_000, 25_000, { bytes: 1200 }), ['5.0 kB', '20.0 kB', '25.0 kB', '1.2 kB']);
    assert.deepEqual(growth(20_000, 21_204, { bytes: 1200 }), ['1,204 B', '20.0 kB', '21.2 kB', '1,200 B']);
    assert.deepEqual(growth(20_000, 22_000, { percent: 5 }), ['2.0 kB', '20.0 kB', '22.0 kB', '5 %, 1.0 kB']);
    assert.deepEqual(growth(20_000, 21_004, { percent: 5 }), ['1,004 B', '20.0 kB', '21.0 kB', '5 %, 1,000 B']);
    assert.deepEqual(growth(16_884, 18_134, { bytes: 1200 }), ['1,250 B', '16,884 B', '18,134 B', '1.2 kB']);
    assert.deepEqual(growth(21_200, 21_210, { bytes: 0 }), ['10 B', '21,200 B', '21,210 B', '0 B']);
  });
});

describe('unminified-bundle', () => {
  it('tells large bundles only, by the built code alone', () => {
    assert.deepEqual(messages(unminifiedBundle, { bundle: { minified: false } }), ['plain']);
    assert.deepEqual(messages(unminifiedBundle, { bundle: { minified: true } }), []);
    const beside = { minified: false, codeBytes: 400_000, unzippedBytes: 8_000_000 };
    assert.deepEqual(messages(unminifiedBundle, { bundle: beside }), []);
    assert.deepEqual(messages(unminifiedBundle, { bundle: { minified: false, packaging: 'files' } }), []);
  });
});

describe('source-map-shipped', () => {
  const bundle = { sourceMapBytes: 400_000 };

  it('leaves maps alone that packages bring along', () => {
    assert.deepEqual(messages(sourceMapShipped, { bundle: { ...bundle, packaging: 'files' } }), []);
  });

  it('tells a map that nothing reads', () => {
    assert.deepEqual(messages(sourceMapShipped, { bundle }), ['unread']);
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { environment: { NODE_OPTIONS: '--no-warnings' } } }), [
      'unread',
    ]);
  });

  it('is silent where Node.js is told to read it, a tool tells it, or a package reads it', () => {
    const reading = { NODE_OPTIONS: '--enable-source-maps --no-warnings' };
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { environment: reading } }), []);
    const sam = { declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' as const } };
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: sam }), []);
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { ...sam, environment: { NODE_OPTIONS: '-r x' } } }), [
      'unread',
    ]);
    const withReader = { ...bundle, packages: [sampleShare({ name: 'source-map-support' })] };
    assert.deepEqual(messages(sourceMapShipped, { bundle: withReader }), []);
    assert.deepEqual(messages(sourceMapShipped, { bundle: { ...bundle, external: ['dd-trace/init'] } }), []);
    assert.deepEqual(messages(sourceMapShipped, { bundle: { ...bundle, readsSourceMaps: true } }), []);
  });

  it('is silent where what NODE_OPTIONS says is not known', () => {
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { environmentUnknown: ['NODE_OPTIONS'] } }), []);
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { environmentUnknown: ['*'] } }), []);
    assert.deepEqual(messages(sourceMapShipped, { bundle, fn: { environmentUnknown: ['TABLE'] } }), ['unread']);
  });
});

describe('duplicate-package', () => {
  const copies = (second: string, bytes: number) => [
    { version: '2.0.0', folder: 'node_modules/big', bytes: 100_000 - bytes },
    { version: second, folder: 'node_modules/a/node_modules/big', bytes },
  ];

  it('tells what copies weigh beyond the largest', () => {
    const versions = { packages: [sampleShare({ copies: copies('1.0.0', 50_000) })] };
    assert.deepEqual(messages(duplicatePackage, { bundle: versions }), ['versions']);
    const same = { packages: [sampleShare({ copies: copies('2.0.0', 50_000) })] };
    assert.deepEqual(messages(duplicatePackage, { bundle: same }), ['same']);
    const small = { packages: [sampleShare({ copies: copies('1.0.0', 49_999) })] };
    assert.deepEqual(messages(duplicatePackage, { bundle: small }), []);
  });
});

describe('sdk-bundled-needlessly', () => {
  const sdk = sampleShare({ name: '@aws-sdk/lib-dynamodb' });
  const v2 = sampleShare({ name: 'aws-sdk' });

  it('tells an SDK that is taken from both sides', () => {
    const bundle = { packages: [sdk], fromRuntime: ['@aws-sdk/client-dynamodb', 'node:fs'] };
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle }), ['twice']);
    const few = { packages: [{ ...sdk, bytes: 10_000 }], fromRuntime: ['@aws-sdk/client-dynamodb'] };
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: few }), ['leftOut']);
    // Beside the bundle or in a layer.
    const elsewhere = { packages: [sdk], external: ['@aws-sdk/client-dynamodb'] };
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: elsewhere }), []);
  });

  it('tells the side that is not preferred', () => {
    const inside = { packages: [sdk] };
    const outside = { fromRuntime: ['@aws-sdk/client-s3'] };
    const prefer = { options: { prefer: 'runtime' } };
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: inside }), []);
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: inside, ...prefer }), ['bundled']);
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: outside }), ['leftOut']);
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: outside, ...prefer }), []);
  });

  it('tells version 2 only where the runtime holds it, and nothing where the runtime is not known', () => {
    const bundle = { packages: [v2], fromRuntime: ['@aws-sdk/client-s3'] };
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle, fn: { runtime: 'nodejs16.x' } }), ['provided']);
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle: { packages: [v2] } }), []);
    assert.deepEqual(messages(sdkBundledNeedlessly, { bundle, fn: { runtime: undefined } }), []);
  });
});

describe('dev-dependency-bundled', () => {
  const dev = sampleShare({ name: 'faker', declaredAs: 'devDependencies' });

  it('tells a package that stands apart from dependencies that are bundled', () => {
    assert.deepEqual(messages(devDependencyBundled, { bundle: { packages: [dev, sampleShare()] } }), ['declared']);
    assert.deepEqual(messages(devDependencyBundled, { bundle: { packages: [dev] } }), []);
  });

  it('tells tools wherever they are listed, but none that no import leads to', () => {
    const tool = sampleShare({ name: 'aws-cdk-lib' });
    assert.deepEqual(messages(devDependencyBundled, { bundle: { packages: [tool] } }), ['tool']);
    assert.deepEqual(messages(devDependencyBundled, { bundle: { packages: [{ ...tool, chain: [] }] } }), []);
  });

  it('leaves alone what a function may work with, unless it is listed as a tool or not at all', () => {
    const told = (overrides: Parameters<typeof sampleShare>[0]) =>
      messages(devDependencyBundled, { bundle: { packages: [sampleShare(overrides)] } });
    assert.deepEqual(told({ name: 'sst' }), []);
    assert.deepEqual(told({ name: '@babel/core' }), []);
    assert.deepEqual(told({ name: 'prettier' }), []);
    assert.deepEqual(told({ name: 'prettier', declaredAs: 'devDependencies' }), ['tool']);
    assert.deepEqual(told({ name: 'prettier', declaredAs: undefined }), ['tool']);
    const throughAnother = { file: 'src/orders.ts', specifier: '@react-email/render' };
    assert.deepEqual(told({ name: 'prettier', declaredAs: undefined, entrance: throughAnother }), []);
  });
});

describe('unused-asset', () => {
  it('tells packages of files that are for the most part unreached', () => {
    const bundle = { packaging: 'files', unzippedBytes: 12_000_000, unreachedBytes: 6_000_000 } as const;
    assert.deepEqual(messages(unusedAsset, { bundle }), ['unreached']);
    assert.deepEqual(messages(unusedAsset, { bundle: { ...bundle, packaging: 'bundle' } }), ['beside']);
    assert.deepEqual(messages(unusedAsset, { bundle: { ...bundle, unreachedBytes: 5_999_999 } }), []);
    assert.deepEqual(messages(unusedAsset, { bundle: { ...bundle, unzippedBytes: 5, unreachedBytes: 5 } }), []);
  });
});

describe('what rules about bundles say of a cold start', () => {
  const cost = { ms: { low: 2, mid: 5, high: 9 }, origin: 'modelled', source: 'its own estimate' } as const;
  const impact = {
    phase: 'init',
    per: 'cold start',
    latencyMs: { low: 2, high: 9 },
    origin: 'modelled',
    source: 'its own estimate',
  };
  const copies = [100_000, 60_000].map((bytes, at) => ({ version: `${at}.0.0`, folder: `node_modules/${at}`, bytes }));

  it('is what the function is known to spend on it', () => {
    const tool = ask(devDependencyBundled, {
      bundle: { packages: [sampleShare({ name: 'jest' })] },
      costs: sampleCosts({ ofPackage: (name) => (name === 'jest' ? cost : undefined) }),
    });
    const duplicate = ask(duplicatePackage, {
      bundle: { packages: [sampleShare({ bytes: 160_000, copies })] },
      costs: sampleCosts({ ofBytes: (name, bytes) => (name === 'big' && bytes === 60_000 ? cost : undefined) }),
    });
    const plain = ask(unminifiedBundle, {
      bundle: { minified: false },
      costs: sampleCosts({ ofNotMinifying: () => cost }),
    });
    const outside = ask(sdkBundledNeedlessly, {
      bundle: { fromRuntime: ['@aws-sdk/client-s3'] },
      costs: sampleCosts({ ofRuntimeSdkV3: () => cost }),
    });
    const old = ask(sdkBundledNeedlessly, {
      fn: { runtime: 'nodejs16.x' },
      bundle: { packages: [sampleShare({ name: 'aws-sdk', bytes: 5_000_000 })] },
      costs: sampleCosts({ ofShippedSdkV2: () => cost }),
    });
    for (const problems of [tool, duplicate, plain, outside, old])
      assert.deepEqual(
        problems.map((problem) => problem.impact),
        [impact],
      );
  });

  it('is nothing where nothing is known', () => {
    const [plain] = ask(unminifiedBundle, { bundle: { minified: false } });
    assert.equal(plain!.impact, undefined);
    const [outside] = ask(sdkBundledNeedlessly, { bundle: { fromRuntime: ['@aws-sdk/client-s3'] } });
    assert.deepEqual([outside!.impact!.origin, outside!.impact!.latencyMs], ['documented', undefined]);
  });
});
