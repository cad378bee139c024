import assert from 'node:assert/strict';
import { estimateColdStart } from '../../../src/coldstart/estimate.js';
import { savingsOf } from '../../../src/coldstart/savings.js';
import type { DetailedBundle } from '../../../src/model/bundle.js';
import { sourceText } from '../../../src/words/part-source.js';
import { sampleFunction } from '../../support/bundle-facts.js';
import { type SampleFile, sampleBundle } from '../../support/sample-bundle.js';

const FN = sampleFunction({ runtime: 'nodejs22.x', architecture: 'arm64' });
const HANDLER: SampleFile = ['src/a.ts', 1000];

/** So large that whatever is known of packages makes it slow. */
const LARGE = 5_000_000;

function bundleWith(files: readonly SampleFile[], overrides: Partial<DetailedBundle> = {}): DetailedBundle {
  const codeBytes = files.reduce((sum, [, bytes]) => sum + bytes, 1000);
  return sampleBundle('Orders', [HANDLER, ...files], { codeBytes, ...overrides });
}

function savings(bundle: DetailedBundle) {
  return savingsOf(estimateColdStart(FN, bundle), bundle);
}

function titlesOf(bundle: DetailedBundle): readonly string[] {
  return savings(bundle).map(({ title }) => title);
}

describe('savings of a cold start', () => {
  const slow = bundleWith([['node_modules/nobody-measured-it/index.js', LARGE, 'src/a.ts']]);
  const advised = { ...slow, packages: slow.packages.map((share) => ({ ...share, alternative: 'a loop' })) };

  it('take what the function spends on a package that something well known replaces', () => {
    const [saving, ...others] = savings(advised);
    assert.deepEqual(others, []);
    assert.equal(saving!.title, 'nobody-measured-it → a loop');
    const part = estimateColdStart(FN, advised).parts.find(({ name }) => name === 'nobody-measured-it')!;
    // What is not shipped need not be read either.
    assert.ok(saving!.ms.mid > part.range.mid);
    assert.ok(saving!.ms.low < saving!.ms.mid && saving!.ms.mid < saving!.ms.high);
    assert.ok(saving!.source.startsWith('everything that it takes now') && saving!.source.endsWith(sourceText(part)));
    assert.equal(saving!.isBeforeReplacement, true);
    assert.deepEqual(titlesOf(slow), []);
  });

  it('count only the reading of what is not minified, and nothing of files', () => {
    assert.deepEqual(titlesOf({ ...slow, minified: false }), ['minified']);
    const [minified] = savings({ ...slow, minified: false });
    assert.equal(minified!.isBeforeReplacement, undefined);
    assert.ok(Object.values(minified!.ms).every(Number.isInteger), 'in whole milliseconds, as starts are');
    assert.deepEqual(titlesOf({ ...slow, minified: false, packaging: 'files' }), []);
  });

  it('take the share of further copies', () => {
    const twice = bundleWith([
      ['node_modules/part/index.js', LARGE, 'src/a.ts'],
      ['node_modules/big/node_modules/part/index.js', LARGE, 'src/a.ts'],
    ]);
    assert.deepEqual(titlesOf(twice), ['one copy of part instead of 2']);
    const [one] = savings(twice);
    const all = savings({ ...twice, packages: twice.packages.map((each) => ({ ...each, alternative: 'x' })) });
    assert.ok(one!.ms.mid < all[0]!.ms.mid);
  });

  it('tell that an SDK of the runtime would be quicker in the bundle', () => {
    const fromRuntime = ['@aws-sdk/client-dynamodb'];
    const bundle = bundleWith([], { external: fromRuntime, fromRuntime });
    const [saving, ...others] = savings(bundle);
    assert.deepEqual(others, []);
    assert.equal(saving!.title, 'SDK v3 bundled instead of taken from the runtime');
    assert.ok(saving!.ms.mid > 5);
  });

  it('are those that somebody would notice, the most first', () => {
    const small = bundleWith([['node_modules/tiny/index.js', 10, 'src/a.ts']]);
    assert.deepEqual(
      titlesOf({ ...small, packages: small.packages.map((each) => ({ ...each, alternative: 'x' })) }),
      [],
    );
    const both = savings({ ...advised, minified: false });
    assert.deepEqual(
      both.map(({ ms }) => ms.mid).toSorted((a, b) => b - a),
      both.map(({ ms }) => ms.mid),
    );
    assert.equal(both.length, 2);
  });
});
