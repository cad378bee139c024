import assert from 'node:assert/strict';
import { functionCard } from '../../../src/codelens/card.js';
import { type ColdStartFacts, coldStartText } from '../../../src/codelens/cold-start.js';
import { importText } from '../../../src/codelens/imports.js';
import { estimateColdStart } from '../../../src/coldstart/estimate.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { type SamplePart, sampleEstimate } from '../../support/sample-estimate.js';
import { sampleFunction } from '../../support/sample-result.js';

const FLOOR: SamplePart = ['floor', 'nodejs22.x arm64 zip', 100];

function facts(parts: readonly SamplePart[], more: Partial<ColdStartFacts> = {}): ColdStartFacts {
  return {
    estimate: sampleEstimate('orders', [FLOOR, ...parts]),
    savings: [],
    isOutdated: false,
    missing: [],
    ...more,
  };
}

describe('the lens for a cold start', () => {
  const text = (...known: readonly ColdStartFacts[]): string | undefined => coldStartText(known);

  it('names the heaviest packages after the range, SDK v3 as one, and none that nobody would notice', () => {
    const parts: readonly SamplePart[] = [
      ['download', '1.0 MB zip', 0],
      ['read', '900 kB of code', 40],
      ['node', "Node's own modules", 30],
      ['packages', 'axios', 20.6],
      ['packages', '@aws-sdk/client-s3', 10],
      ['packages', '@smithy/core', 9],
      ['packages', '@aws-crypto/crc32', 6],
      ['packages', 'tslib', 9.9],
      ['own', '20 kB of own code', 50],
    ];
    const [first, ...heaviest] = text(facts(parts))!.split(' · ');
    assert.match(first!, /^cold start about \d+ ms \(\d+–\d+ ms\)$/);
    assert.deepEqual(heaviest, ['SDK v3 25 ms', 'axios 21 ms']);
  });

  it('names three at most, and what the runtime brings', () => {
    const parts: readonly SamplePart[] = [
      ['runtime:sdk-v3', 'SDK v3 of the runtime, 2 clients', 380],
      ['packages', 'a', 13],
      ['packages', 'b', 12],
      ['packages', 'c', 11],
    ];
    assert.match(text(facts(parts))!, / · SDK v3 of the runtime, 2 clients 380 ms · a 13 ms · b 12 ms$/);
  });

  it('is one for equal functions, and otherwise goes from the smallest to the largest', () => {
    const [small, large] = [facts([]), facts([['own', 'own code', 100]])];
    assert.equal(text(small, small), 'cold start about 100 ms (90–120 ms)');
    assert.equal(text(large, small), 'cold start about 100 ms (90–120 ms) to about 200 ms (180–230 ms)');
    assert.equal(text(), undefined);
  });

  it('says what it does not count, and when it is old', () =>
    assert.equal(
      text(
        facts([], {
          estimate: sampleEstimate('orders', [FLOOR], { missing: ['x'] }),
          missing: ['x'],
          isOutdated: true,
        }),
      ),
      'cold start at least 90 ms (without 1 package that is not installed, before the last edits)',
    ));
});

describe('a cold start without its packages', () => {
  const lacking = facts([], {
    estimate: sampleEstimate('orders', [FLOOR, ['packages', 'left-pad', 30]], { missing: ['x'] }),
    missing: ['x'],
  });

  it('has a lower bound and no range', () => {
    assert.equal(coldStartText([lacking]), 'cold start at least 110 ms (without 1 package that is not installed)');
    assert.equal(
      coldStartText([lacking, facts([])]),
      'cold start at least 90 ms (without 1 package that is not installed)',
    );
    const card = functionCard(sampleFunction('Orders'), () => '', { coldStart: lacking });
    assert.match(card, /^- Cold start: at least 110 ms of Init Duration/m);
  });
});

describe('the card of a function, about its cold start', () => {
  const linesOf = (coldStart: ColdStartFacts): readonly string[] =>
    functionCard(sampleFunction('Orders'), () => '', { coldStart }).split('\n');

  it('tells each part with where its figure comes from, what would help, and what was assumed', () => {
    const estimate = sampleEstimate(
      'Orders',
      [
        FLOOR,
        ['packages', 'left_pad', 12, 'by its size', 'one factor'],
        ['own', '20 kB of own code', 3.26, 'own as published', 'one factor'],
        ['packages', '@aws-sdk/client-s3', 40, 'measured with 3.1'],
        ['packages', '@smithy/core', 20, 'measured with 3.2'],
      ],
      { assumptions: ['No architecture is stated.'] },
    );
    const saving = { title: 'left_pad → padStart', ms: { low: 6, mid: 12.2, high: 20 }, source: 'by its size' };
    const lines = linesOf({ estimate, savings: [saving], isOutdated: false, missing: [] });
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith('- Cold start'))), [
      '- Cold start: about 180 ms (150–200 ms) of Init Duration, estimated without running it',
      '  - runtime nodejs22.x arm64 zip: 100 ms (documented: floor as published)',
      '  - SDK v3, 2 packages: 60 ms (modelled: measured with 3.1 and 1 more)',
      '  - left\\_pad: 12 ms (modelled: by its size)',
      '  - 20 kB of own code: 3.3 ms (modelled: own as published)',
      '  - modelled figures: one factor',
      '- What would make it shorter (modelled):',
      '  - left\\_pad → padStart, about 12 ms (6–20 ms)',
      '- Assumptions about the cold start: No architecture is stated.',
      '- Memory and cold start: Memory hardly changes Init Duration: published figures differ by a few milliseconds from 128 to 1,024 MB.',
    ]);
  });

  it('tells packages beyond the heaviest as a sum', () => {
    const parts = Array.from({ length: 12 }, (_, index): SamplePart => ['packages', `p${index}`, 10]);
    assert.ok(linesOf(facts(parts)).includes('  - 3 more: 30 ms'));
  });

  it('lets no name become markup', () => {
    const hostile = '[x](command:evil)<b>';
    const card = functionCard(sampleFunction(hostile), () => '', { coldStart: facts([['packages', hostile, 20]]) });
    assert.doesNotMatch(card, /(?<!\\)[[\]<>](?!\()/);
  });
});

describe('the lens above an import, about cold starts', () => {
  const text = (initMs: number | undefined): string =>
    importText({
      specifier: 'pdfkit',
      isPackage: true,
      costs: [{ name: 'invoice', bytes: 412_000, onlyThroughBytes: 530_000, initMs }],
      others: 0,
      isPlain: true,
    });

  it('tells the share of the package, unless nobody would notice', () => {
    assert.equal(text(84.2), 'pdfkit: 412 kB, about 84 ms of each cold start, 530 kB only through this import');
    assert.equal(text(4.9), 'pdfkit: 412 kB, 530 kB only through this import');
    assert.equal(text(undefined), 'pdfkit: 412 kB, 530 kB only through this import');
  });
});

describe('groups of a start', () => {
  it('tell packages from what else the estimator says is executed', () => {
    const fn = sampleFunction('Orders', { runtime: 'nodejs16.x' });
    const bundle = sampleBundle(
      'Orders',
      [
        ['src/a.ts', 9000],
        ['node_modules/axios/index.js', 90_000, 'src/a.ts'],
      ],
      { external: ['node:crypto', 'aws-sdk'], fromRuntime: ['aws-sdk', '@aws-sdk/client-s3'] },
    );
    assert.deepEqual(
      estimateColdStart(fn, bundle).parts.map(({ group }) => group),
      ['floor', 'download', 'read', 'runtime', 'runtime', 'node', 'packages', 'own'],
    );
  });
});
