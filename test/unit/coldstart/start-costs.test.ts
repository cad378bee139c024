import assert from 'node:assert/strict';
import { initCostOf } from '../../../src/coldstart/init-cost.js';
import { PACKAGES } from '../../../src/coldstart/package-costs.generated.js';
import { runtimeParts } from '../../../src/coldstart/runtime-sdk.js';
import { startCosts } from '../../../src/coldstart/start-costs.js';
import { sampleBundle, sampleColdStart, sampleFunction, sampleShare } from '../../support/bundle-facts.js';
import { samplePart } from '../../support/sample-estimate.js';

const floor = samplePart(['floor', 'nodejs22.x', 145, 'a series']);
const read = samplePart(['read', '1.0 MB of code', 100, 'a series of sizes']);
const running = (name: string, ms: number) => samplePart(['packages', name, ms, `measured, ${name}`]);

describe('what parts of a function take of its start', () => {
  const parts = [floor, read, running('big', 80), running('inner', 40), running('other', 20)];
  const packages = [
    sampleShare({
      name: 'big',
      bytes: 200_000,
      onlyThroughBytes: 250_000,
      chain: ['src/a.ts', 'node_modules/big/i.js'],
    }),
    // Half of what lies behind it is needed elsewhere as well.
    sampleShare({
      name: 'inner',
      bytes: 100_000,
      chain: ['src/a.ts', 'node_modules/big/i.js', 'node_modules/inner/i.js'],
    }),
    sampleShare({ name: 'other', bytes: 50_000, chain: ['src/a.ts', 'node_modules/other/i.js'] }),
  ];
  const contents = [
    { file: 'src/a.ts', bytes: 1000 },
    { file: 'node_modules/big/i.js', bytes: 200_000, package: 'big', importedBy: 'src/a.ts' },
    { file: 'node_modules/inner/i.js', bytes: 100_000, package: 'inner', importedBy: 'node_modules/big/i.js' },
    { file: 'node_modules/other/i.js', bytes: 50_000, package: 'other', importedBy: 'src/a.ts' },
  ];
  const costs = startCosts(sampleBundle({ packages, contents, codeBytes: 1_000_000 }), sampleColdStart({ parts }));

  it('a package: running it, its part of what only it brings in, and reading all of that', () => {
    const { ms, origin, source } = costs.ofPackage('big')!;
    assert.equal(ms.mid, 80 + 40 / 2 + 100 / 4);
    assert.ok(ms.low < ms.mid && ms.mid < ms.high);
    assert.equal(origin, 'modelled');
    assert.match(source, /^The function's own estimate: measured, big; reading/);
    assert.equal(costs.ofPackage('other')!.ms.mid, 20 + 5);
    assert.equal(costs.ofPackage('absent'), undefined);
  });

  it('copies, in proportion to their bytes', () => {
    assert.equal(costs.ofBytes('big', 50_000)!.ms.mid, 80 / 4 + 100 / 20);
    assert.equal(costs.ofBytes('other', 100), undefined);
  });

  it('nothing for minifying what is minified, and reading less for what is not', () => {
    assert.equal(costs.ofNotMinifying(), undefined);
    const plain = startCosts(sampleBundle({ minified: false }), sampleColdStart({ parts }));
    assert.equal(plain.ofNotMinifying()!.ms.mid, Math.round(100 * (1 - PACKAGES.minified.ofBundle)));
  });

  it('the whole SDK v2 more than one client of it, and nothing where it is not loaded', () => {
    assert.equal(costs.ofWholeSdkV2(), undefined);
    const shares = [sampleShare({ name: 'aws-sdk', bytes: 800_000 })];
    const v2 = startCosts(
      sampleBundle({ packages: shares }),
      sampleColdStart({ parts: [floor, read, running('aws-sdk', 120)] }),
    );
    const whole = v2.ofPackage('aws-sdk')!.ms.mid;
    assert.equal(whole, 200);
    assert.ok(v2.ofWholeSdkV2()!.ms.mid > whole / 2 && v2.ofWholeSdkV2()!.ms.mid < whole);
  });

  it('of the SDK of the runtime all for the only client, less for one of several', () => {
    const of = (...fromRuntime: string[]) => {
      const bundle = sampleBundle({ fromRuntime });
      const parts = [floor, ...runtimeParts(bundle, { name: 'nodejs22.x', major: 22 })];
      return startCosts(bundle, sampleColdStart({ parts }));
    };
    const alone = of('@aws-sdk/client-s3').ofPackage('@aws-sdk/client-s3')!;
    const beside = of('@aws-sdk/client-s3', '@aws-sdk/client-sqs').ofPackage('@aws-sdk/client-s3')!;
    assert.equal(alone.origin, 'documented');
    assert.ok(beside.ms.mid > 0 && beside.ms.high < alone.ms.low);
    const saved = of('@aws-sdk/client-s3').ofRuntimeSdkV3()!.ms;
    assert.ok(saved.mid > 0 && saved.mid < alone.ms.mid && saved.low < saved.mid && saved.high <= alone.ms.high);
    // Of this one nobody knows what bundling it takes.
    assert.equal(of('@aws-sdk/client-nobody-measured').ofRuntimeSdkV3(), undefined);
    assert.equal(costs.ofRuntimeSdkV3(), undefined);
  });
});

describe('what loading a package is known to take before anything is built', () => {
  const of = (specifier: string, tool?: 'zip') =>
    initCostOf(specifier, sampleFunction(tool && { build: { tool } }), new Set());

  it('tells of packages that were measured, and where the figure is from', () => {
    const { ms, origin, source } = of('aws-sdk')!;
    assert.ok(ms.low < ms.mid && ms.mid < ms.high);
    assert.equal(origin, 'modelled');
    assert.match(source, /^measured with 2\.\d+\.\d+ on Node\.js \d+, with all packages that it depends on; /);
    assert.notDeepEqual(of('aws-sdk', 'zip')!.ms, ms);
  });

  it('knows nothing of others, of paths in packages, and of names that every object has', () => {
    for (const name of ['left-pad-of-nobody', 'aws-sdk/clients/s3', 'constructor', 'toString'])
      assert.equal(of(name), undefined, name);
  });
});
