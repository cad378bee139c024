import assert from 'node:assert/strict';
import { compareBundles } from '../../../../src/bundle/compare/compare.js';
import type { FunctionBundle } from '../../../../src/model/bundle.js';
import { causeTexts, zippedChangeText } from '../../../../src/report/bundle/comparison.js';
import { sampleBundle, sampleShare } from '../../../support/bundle-facts.js';

function compare(before: readonly FunctionBundle[], after: readonly FunctionBundle[]) {
  return compareBundles({ functions: before }, { functions: after }, 'main');
}

describe('a comparison of bundles', () => {
  it('names what grew, shrank, came and went, the greatest difference first', () => {
    const before = sampleBundle({
      packages: [
        sampleShare({ name: 'zod', version: '3.0.0', bytes: 50_000 }),
        sampleShare({ name: 'gone', bytes: 7_000 }),
        sampleShare({ name: 'same', bytes: 1_000 }),
      ],
      own: [{ file: 'src/orders.ts', bytes: 100 }],
    });
    const after = sampleBundle({
      zippedBytes: 345_000,
      packages: [
        sampleShare({ name: 'zod', version: '4.0.0', bytes: 80_000 }),
        sampleShare({ name: 'pdfkit', bytes: 500_000 }),
        sampleShare({ name: 'same', bytes: 1_000 }),
      ],
      own: [{ file: 'src/orders.ts', bytes: 350 }],
    });
    const { changed, unchanged } = compare([before], [after]);
    assert.equal(unchanged, 0);
    assert.deepEqual(causeTexts(changed[0]!, 10), [
      'pdfkit 1.0.0 is new: +500 kB, imported by src/orders.ts',
      'zod 3.0.0 → 4.0.0: +30.0 kB, imported by src/orders.ts',
      'gone 1.0.0 is gone: −7.0 kB',
      'src/orders.ts: +250 B',
    ]);
    assert.deepEqual(causeTexts(changed[0]!, 1).at(-1), '3 more: +23.3 kB');
    assert.equal(zippedChangeText(changed[0]!), '300 kB → 345 kB, +45.0 kB (+15 %)');
  });

  it('tells functions that came and went, the most grown first, and counts the others', () => {
    const { changed, unchanged } = compare(
      [sampleBundle({ name: 'old' }), sampleBundle({ name: 'kept' })],
      [sampleBundle({ name: 'kept' }), sampleBundle({ name: 'fresh' })],
    );
    assert.deepEqual(
      changed.map((change) => `${change.name} ${zippedChangeText(change)}`),
      ['fresh not in the base, 300 kB', 'old gone, was 300 kB'],
    );
    assert.equal(unchanged, 1);
  });

  it('keeps apart what cannot be compared, with the reason', () => {
    const file = 'serverless.yml';
    const about = (name: string) => ({ id: sampleBundle({ name }).functionId, name });
    const { changed, incomparable, unchanged } = compareBundles(
      {
        functions: [
          sampleBundle({ name: 'lacks', missing: ['left', 'both'] }),
          sampleBundle({ name: 'alike', missing: ['both'] }),
          sampleBundle({ name: 'broken' }),
          sampleBundle({ name: 'gone' }),
        ],
        problems: [{ kind: 'unbuilt', function: about('late'), file, message: 'no such file' }],
      },
      {
        functions: [
          sampleBundle({ name: 'lacks', missing: ['both'] }),
          sampleBundle({ name: 'alike', missing: ['both'] }),
          sampleBundle({ name: 'late' }),
          sampleBundle({ name: 'new' }),
        ],
        problems: [{ kind: 'unbuilt', function: about('broken'), file, message: 'it does not parse' }],
      },
      'main',
    );
    assert.deepEqual(
      incomparable.map(({ name, reason }) => `${name}: ${reason}`),
      [
        'lacks: left is not installed and therefore not counted in main',
        'late: not known in main: no such file',
        'broken: not known now: it does not parse',
      ],
    );
    assert.deepEqual(
      changed.map(({ name }) => name),
      ['new', 'gone'],
    );
    assert.equal(unchanged, 1);
  });

  it('tells functions of one name apart, of which one could not be built', () => {
    const [ours, theirs] = ['a', 'b'].map((folder) => ({
      ...sampleBundle({ name: 'api' }),
      functionId: `${folder}/serverless.yml#api`,
    }));
    const about = { id: ours!.functionId, name: 'api' };
    const problems = [{ kind: 'unbuilt', function: about, message: 'Could not resolve "./gone"' }] as const;
    const { changed, incomparable } = compareBundles(
      { functions: [], problems },
      { functions: [ours!, theirs!] },
      'HEAD~1',
    );
    assert.deepEqual(
      incomparable.map(({ functionId, reason }) => `${functionId}: ${reason}`),
      ['a/serverless.yml#api: not known in HEAD~1: Could not resolve "./gone"'],
    );
    assert.deepEqual(
      changed.map(({ functionId }) => functionId),
      ['b/serverless.yml#api'],
    );
  });

  it('takes no function for new whose deployment file could not be read', () => {
    const problems = [{ kind: 'syntax-error', file: 'serverless.yml', line: 2, message: 'bad indentation' }] as const;
    const { incomparable } = compareBundles({ functions: [], problems }, { functions: [sampleBundle()] }, 'main');
    assert.deepEqual(
      incomparable.map(({ reason }) => reason),
      ['not known in main: serverless.yml: bad indentation'],
    );
  });
});
