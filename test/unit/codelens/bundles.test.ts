import assert from 'node:assert/strict';
import { functionCard } from '../../../src/codelens/card.js';
import { type ImportFacts, type ImportLens, importText } from '../../../src/codelens/imports.js';
import { type SizeFacts, sizeText } from '../../../src/codelens/size.js';
import { type SampleFile, sampleBundle } from '../../support/sample-bundle.js';
import { sampleFunction } from '../../support/sample-result.js';

function size(files: readonly SampleFile[], more: Partial<SizeFacts> = {}): SizeFacts {
  return { bundle: sampleBundle('orders', files), isOutdated: false, missing: [], ...more };
}

const small = size([['src/a.ts', 300]]);
const large = size([
  ['src/a.ts', 300_000],
  ['node_modules/pdfkit/i.js', 700_000],
]);

describe('the lens for a size', () => {
  it('names the heaviest package and its share', () => assert.equal(sizeText([large]), '333 kB zipped · 70 % pdfkit'));

  it('counts SDK v3 as one', () => {
    const sdk = size([
      ['node_modules/@aws-sdk/client-s3/i.js', 300],
      ['node_modules/@smithy/core/i.js', 300],
      ['node_modules/pdfkit/i.js', 400],
    ]);
    assert.equal(sizeText([sdk]), '333 B zipped · 60 % SDK v3');
  });

  it('says nothing of packages where there are none, and nothing at all of what is not known', () => {
    assert.equal(sizeText([small]), '100 B zipped');
    assert.equal(sizeText([]), undefined);
  });

  it('is one for equal functions, and otherwise tells from where to where they go', () => {
    assert.equal(sizeText([small, small]), '100 B zipped');
    assert.equal(sizeText([large, small]), '100 B to 333 kB zipped');
  });

  it('says what it does not count, and when it is old', () => {
    assert.equal(
      sizeText([{ ...small, missing: ['x'] }]),
      'at least 100 B zipped (without 1 package that is not installed)',
    );
    assert.equal(
      sizeText([{ ...small, missing: ['x', 'y'], isOutdated: true }]),
      'at least 100 B zipped (without 2 packages that are not installed, before the last edits)',
    );
  });
});

describe('the card of a function that lacks packages', () => {
  it('tells lower bounds and what is missing', () => {
    const bundle = sampleBundle('orders', [['src/a.ts', 300]], { missing: ['x', '@mono/y'], notBuilt: ['@mono/y'] });
    const card = functionCard(sampleFunction('orders'), () => '', {
      size: { ...small, bundle, missing: bundle.missing },
    });
    assert.match(card, /^- Zipped: at least 100 B, so far \\<0\.1 % of the Lambda limit \(without 2 packages/m);
    assert.match(card, /^- Unzipped: at least 300 B, so far \\<0\.1 % of the Lambda limit$/m);
    assert.match(
      card,
      /^- Assumptions: Not installed, so not counted: x\. Installed, but not built, and not counted: @mono\/y\.$/m,
    );
  });
});

describe('the lens above an import', () => {
  const text = (costs: readonly ImportFacts[], more: Partial<ImportLens> = {}): string =>
    importText({ specifier: 'pdfkit', isPackage: true, costs, others: 0, isPlain: false, ...more });
  const invoice = { name: 'invoice', bytes: 412_000, onlyThroughBytes: 530_000 };

  it('tells bytes of the package, what only the import brings in, and in which functions', () => {
    assert.equal(text([invoice]), 'pdfkit: 412 kB, 530 kB only through this import · in invoice');
    assert.equal(
      text([{ ...invoice, initMs: 84, missing: ['x'] }]),
      'pdfkit: at least 412 kB, so far about 84 ms of each cold start, at least 530 kB only through this import · in invoice',
    );
    assert.equal(text([invoice], { isPlain: true }), 'pdfkit: 412 kB, 530 kB only through this import');
    assert.equal(
      text([invoice, invoice], { others: 1 }),
      'pdfkit: 412 kB, 530 kB only through this import · in invoice and 2 more',
    );
  });

  it('says where the other functions lose less', () =>
    assert.equal(
      text([invoice, { ...invoice, onlyThroughBytes: 0 }]),
      'pdfkit: 412 kB, 530 kB only through this import · in invoice, less in 1 more',
    ));

  it('is short where both figures are the same, and where nothing would leave', () => {
    assert.equal(
      text([{ ...invoice, onlyThroughBytes: 412_000 }], { isPlain: true }),
      'pdfkit: 412 kB, only through this import',
    );
    assert.equal(
      text([{ ...invoice, onlyThroughBytes: 0 }], { isPlain: true }),
      'pdfkit: 412 kB, not only through this import',
    );
  });

  it('tells of own code all that it brings in', () =>
    assert.equal(
      text([invoice], { specifier: './pdf', isPackage: false, isPlain: true }),
      './pdf: 412 kB with all it imports, 530 kB only through this import',
    ));
});

describe('the card of a function', () => {
  it('tells sizes, shares of the limits, what is heaviest, and what was assumed', () => {
    const assumptions = ['The runtime is not known; nodejs22.x is assumed.'];
    const facts = { ...large, bundle: { ...large.bundle, assumptions, layerBytes: 1_000_000 } };
    const lines = functionCard(sampleFunction('Orders'), () => '', { size: facts }).split('\n');
    assert.deepEqual(lines.slice(-4), [
      '- Zipped: 333 kB, 0.6 % of the Lambda limit',
      '- Unzipped, with layers: 2.0 MB, 0.8 % of the Lambda limit',
      '- Heaviest: pdfkit 700 kB (70 %)',
      '- Assumptions: The runtime is not known; nodejs22.x is assumed.',
    ]);
  });

  it('says why nothing is known', () => {
    const card = functionCard(sampleFunction('Orders'), () => '', { size: { reason: 'it is built by webpack' } });
    assert.match(card, /- Size: not weighed: it is built by webpack$/);
  });
});
