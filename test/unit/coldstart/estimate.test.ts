import assert from 'node:assert/strict';
import { estimateColdStart } from '../../../src/coldstart/estimate.js';
import { onLambda, packageCost } from '../../../src/coldstart/load-cost.js';
import { builtInMs } from '../../../src/coldstart/node-modules.js';
import { PACKAGES } from '../../../src/coldstart/package-costs.generated.js';
import { PARAMETERS } from '../../../src/coldstart/parameters.generated.js';
import { readingMs } from '../../../src/coldstart/reading.js';
import type { DetailedBundle } from '../../../src/model/bundle.js';
import type { ColdStartEstimate } from '../../../src/model/cold-start.js';
import { sampleBundle, sampleFunction, sampleShare } from '../../support/bundle-facts.js';

const estimate = (bundle: Partial<DetailedBundle> = {}, fn = {}): ColdStartEstimate =>
  estimateColdStart(sampleFunction(fn), sampleBundle(bundle));

const partOf = ({ parts }: ColdStartEstimate, name: string | RegExp) =>
  parts.find((part) => (typeof name === 'string' ? part.name === name : name.test(part.name)));

const KNOWN = '@aws-sdk/client-dynamodb';
const [[knownBytes, knownMs]] = PACKAGES.costs[KNOWN]!.bundle as readonly [readonly [number, number]];

describe('the estimate of a cold start', () => {
  it('is the sum of its parts, without the download', () => {
    const result = estimate({
      packages: [sampleShare({ name: KNOWN, bytes: knownBytes }), sampleShare({ name: 'unheard-of' })],
      contents: [
        { file: 'src/orders.ts', bytes: 20_000 },
        { file: 'a.js', bytes: knownBytes, package: KNOWN, importedBy: 'src/orders.ts' },
        { file: 'b.js', bytes: 50_000, package: 'unheard-of', importedBy: 'src/orders.ts' },
      ],
      external: ['node:https', 'fs'],
    });
    const sum = result.parts.filter(({ kind }) => kind !== 'download').reduce((total, { ms }) => total + ms, 0);
    assert.ok(Math.abs(sum - result.initMs.mid) < 1, `${sum} ≠ ${result.initMs.mid}`);
    assert.ok(result.initMs.low < result.initMs.mid && result.initMs.mid < result.initMs.high);
    assert.deepEqual(
      new Set(result.parts.map(({ kind }) => kind)),
      new Set(['floor', 'download', 'read', 'execute', 'own']),
    );
    for (const part of result.parts) assert.ok(part.source.length > 10 && part.origin !== 'measured', part.name);
    assert.equal(result.measured, null);
  });

  it('takes the floor of the runtime and the architecture', () => {
    const floorOf = (runtime: string, architecture: 'arm64' | 'x86_64') =>
      estimate({}, { runtime, architecture }).parts.find(({ kind }) => kind === 'floor')!;
    const published = PARAMETERS.floors.find(({ key }) => key === 'nodejs20.x arm64 zip')!;
    assert.deepEqual(
      [floorOf('nodejs20.x', 'arm64').ms, floorOf('nodejs20.x', 'arm64').name],
      [published.ms.mid, published.key],
    );
    assert.notEqual(floorOf('nodejs18.x', 'x86_64').ms, floorOf('nodejs22.x', 'x86_64').ms);
    assert.match(floorOf('nodejs26.x', 'arm64').source, /nodejs24\.x arm64 zip; none published for this one/);
  });

  it('says what it took for granted', () => {
    const { assumptions, runtime, architecture } = estimate(
      { missing: ['left-pad'], layerBytes: 1 },
      { runtime: undefined, architecture: undefined },
    );
    assert.deepEqual([runtime, architecture], ['nodejs22.x', 'x86_64']);
    assert.equal(assumptions.length, 4);
    assert.match(assumptions.join(' '), /left-pad/);
  });

  it('counts clients of the runtime instead of what is shipped', () => {
    assert.equal(partOf(estimate({ fromRuntime: ['@aws-sdk/util-dynamodb'] }), /of the runtime/)!.origin, 'modelled');
    const one = estimate({ fromRuntime: ['@aws-sdk/client-s3', 'fs'] });
    const two = estimate({ fromRuntime: ['@aws-sdk/client-s3', '@aws-sdk/client-sqs', '@aws-sdk/lib-dynamodb'] });
    const [first, both] = [partOf(one, /of the runtime/)!, partOf(two, /of the runtime/)!];
    assert.equal(both.ms - first.ms, PARAMETERS.furtherRuntimeClient.mid);
    assert.equal(first.origin, 'documented');
    assert.equal(
      partOf(estimate({ fromRuntime: ['aws-sdk'] }), /of the runtime/),
      undefined,
      'nodejs22.x has no SDK v2',
    );
    assert.ok(partOf(estimate({ fromRuntime: ['aws-sdk'] }, { runtime: 'nodejs16.x' }), 'SDK v2 of the runtime'));
  });

  it('counts nothing that waits for import()', () => {
    const contents = [
      { file: 'src/orders.ts', bytes: 1000 },
      { file: 'b.js', bytes: 500_000, package: 'late', importedBy: 'src/orders.ts', isLazy: true },
    ];
    const packages = [sampleShare({ name: 'late', bytes: 500_000 })];
    assert.equal(partOf(estimate({ contents, packages }), 'late'), undefined);
    const fromRuntime = ['@aws-sdk/client-s3'];
    assert.equal(
      partOf(estimate({ fromRuntime, external: fromRuntime, loadedExternal: [] }), /of the runtime/),
      undefined,
    );
  });

  it('is a lower bound where something is missing, whether or not it waits for import()', () => {
    const missing = ['pg', 'express'];
    const of = (bundle: Partial<DetailedBundle>) => {
      const { missing: read, assumptions } = estimate({ missing, ...bundle });
      return [read, assumptions.filter((text) => /pg|express/.test(text))];
    };
    const all = [missing, ['Not installed, so not counted: pg, express.']];
    for (const packaging of ['files', 'bundle'] as const) {
      for (const loadedExternal of [['pg/lib', 'https'], ['https'], [], undefined])
        assert.deepEqual(of({ packaging, ...(loadedExternal && { loadedExternal }) }), all);
      assert.deepEqual(of({ packaging, external: ['express', 'pg'], loadedExternal: ['express'] }), all);
      assert.deepEqual(of({ packaging, loadedExternal: [], missingInLayers: { 'layer/nodejs': ['pg'] } }), all);
    }
  });

  it('says of what is missing that the zip is larger', () => {
    const names = (bundle: Partial<DetailedBundle>) =>
      estimate(bundle).parts.flatMap(({ kind, name }) => (kind === 'download' ? [name] : []));
    assert.deepEqual(names({ lost: ['lib'] }), ['300 kB zip']);
    assert.deepEqual(names({ missing: ['pg'] }), ['zip of at least 300 kB']);
  });

  it('counts of files only what imports reach', () => {
    const contents = [
      { file: 'src/orders.js', bytes: 1000 },
      { file: 'node_modules/big/index.js', bytes: 50_000, package: 'big', importedBy: 'src/orders.js' },
      { file: 'node_modules/big/', bytes: 9_000_000, package: 'big' },
      { file: 'node_modules/stray/', bytes: 9_000_000, package: 'stray' },
    ];
    const packages = [sampleShare({ name: 'big', bytes: 9_050_000 }), sampleShare({ name: 'stray', bytes: 9_000_000 })];
    const result = estimate({ packaging: 'files', contents, packages });
    assert.equal(partOf(result, 'stray'), undefined);
    assert.ok(partOf(result, 'big')!.ms < 100);
    assert.equal(
      result.parts.find(({ kind }) => kind === 'read'),
      undefined,
    );
  });
});

describe('what a package costs', () => {
  const packed = { packaging: 'bundle', minified: true } as const;
  const cost = (name: string, bytes: number, minified = true) =>
    packageCost({ name, bytes, format: 'cjs', files: 1 }, { ...packed, minified });

  it('is what was measured, in proportion to its bytes and never far above', () => {
    assert.ok(Math.abs(cost(KNOWN, knownBytes).ms.mid - knownMs) < 0.01);
    assert.ok(Math.abs(cost(KNOWN, knownBytes / 2).ms.mid - knownMs / 2) < 0.01);
    assert.ok(cost(KNOWN, knownBytes * 10).ms.mid <= knownMs * 1.5 + 0.01);
    assert.match(cost(KNOWN, knownBytes).basis, /^measured with 3\./);
  });

  it('takes as much for a bundle that is not minified', () => {
    const plain = knownBytes / PACKAGES.minified.ofBundle;
    assert.ok(Math.abs(cost(KNOWN, plain, false).ms.mid - knownMs) < 0.01);
  });

  it('knows a part of aws-sdk from all of it', () => {
    const samples = PACKAGES.costs['aws-sdk']!.bundle;
    const [partBytes, partMs] = samples[0]!;
    const [wholeBytes, wholeMs] = samples.at(-1)!;
    assert.ok(Math.abs(cost('aws-sdk', partBytes).ms.mid - partMs) < 0.01);
    assert.ok(partMs / partBytes > wholeMs / wholeBytes);
  });

  it('goes by size where nobody measured, with a range', () => {
    const { ms, isMeasured } = cost('unheard-of', 100_000);
    assert.equal(isMeasured, false);
    assert.ok(ms.low < ms.mid && ms.mid < ms.high);
    assert.ok(Math.abs(cost('unheard-of', 200_000).ms.mid - 2 * ms.mid) < 0.01);
  });

  it('is longer on Lambda, the more so as files', () => {
    const local = { low: 10, mid: 10, high: 10 };
    assert.ok(onLambda(local, 'bundle', 'nodejs22.x').mid > 10);
    assert.ok(onLambda(local, 'files', 'nodejs22.x').mid > onLambda(local, 'bundle', 'nodejs22.x').mid);
  });
});

describe("Node's own modules", () => {
  it('count once, with those that they bring', () => {
    assert.equal(builtInMs(['node:https', 'http', 'https'], 22), builtInMs(['https'], 22));
    assert.ok(builtInMs(['https'], 22) >= builtInMs(['http'], 22));
    assert.equal(builtInMs(['left-pad'], 22), 0);
  });

  it('take more where an ES module imports http, from Node.js 22 on', () => {
    assert.ok(builtInMs(['http'], 22, true) > builtInMs(['http'], 22) + 5);
    assert.equal(builtInMs(['https'], 22, true), builtInMs(['https'], 22));
  });
});

describe('reading a file', () => {
  it('is what was published, and between two sizes in between', () => {
    const [[smallBytes, smallMs], [largeBytes, largeMs]] = PARAMETERS.reading.slice(2, 4) as [
      [number, number],
      [number, number],
    ];
    assert.equal(readingMs(smallBytes), smallMs);
    assert.ok(Math.abs(readingMs((smallBytes + largeBytes) / 2) - (smallMs + largeMs) / 2) < 0.01);
    assert.equal(readingMs(0), 0);
  });

  it('goes on beyond the largest size', () => {
    const [bytes, ms] = PARAMETERS.reading.at(-1)!;
    assert.ok(readingMs(bytes * 2) > ms * 1.5);
  });
});
