import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleReport, FunctionBundle } from '../../src/model/bundle.js';
import { deployProject, runTool } from '../support/deploy-tools.js';
import { runBin } from '../support/run-bin.js';
import { readZip } from '../support/zip-directory.js';

/** What the deploy tools themselves make, held against what Coldlens says; the first run installs the tools. */
describe('bytes as deployed', function () {
  this.timeout(600_000);

  function bundles(folder: string): ReadonlyMap<string, FunctionBundle> {
    const { stdout, stderr } = runBin(['bundle', '--format', 'json', '--max-warnings', '-1'], folder);
    const { functions } = JSON.parse(stdout || '{ "functions": [] }') as BundleReport;
    assert.ok(functions.length > 0, stderr);
    return new Map(functions.map((bundle) => [bundle.name, bundle]));
  }

  it('are those of the assets that aws-cdk-lib bundles', () => {
    const folder = deployProject('cdk');
    const assets = synthesize(folder);
    const stated = bundles(folder);
    assert.deepEqual([...assets.keys()].sort(), [
      'Deep',
      'External',
      'Latest',
      'Minified',
      'Modules',
      'Plain',
      'Unstated',
    ]);
    for (const [name, bytes] of assets) assert.equal(stated.get(name)?.unzippedBytes, bytes, name);
  });

  it('are those of the packages that serverless-esbuild makes, zips included', () => {
    const folder = deployProject('serverless');
    rmSync(join(folder, '.serverless'), { recursive: true, force: true });
    runTool(process.execPath, ['node_modules/serverless/bin/serverless.js', 'package'], folder);
    const stated = bundles(folder);
    for (const name of ['create', 'list', 'upload']) {
      const path = join(folder, '.serverless', `${name}.zip`);
      const entries = readZip(readFileSync(path));
      const bundle = stated.get(name)!;
      assert.equal(
        bundle.unzippedBytes,
        entries.reduce((sum, { bytes }) => sum + bytes, 0),
        name,
      );
      assert.equal(bundle.sourceMapBytes, entries.find((entry) => entry.name.endsWith('.map'))!.bytes, name);
      // Headers differ with what an archiver writes into them.
      const difference = Math.abs(bundle.zippedBytes - statSync(path).size) / statSync(path).size;
      assert.ok(difference < 0.02, `${name}: ${bundle.zippedBytes} stated, ${statSync(path).size} made`);
    }
  });
});

/** Function name → bytes of its asset folder, without the Docker that CDK falls back on. */
function synthesize(folder: string): ReadonlyMap<string, number> {
  rmSync(join(folder, 'cdk.out'), { recursive: true, force: true });
  const { context } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8'));
  const asked = { ...context, 'aws:cdk:enable-asset-metadata': true };
  const env = { CDK_OUTDIR: 'cdk.out', CDK_CONTEXT_JSON: JSON.stringify(asked) };
  runTool(process.execPath, ['bin/app.js'], folder, env);
  const template = JSON.parse(readFileSync(join(folder, 'cdk.out/Shop.template.json'), 'utf8'));
  const functions = Object.entries<{ Type: string; Metadata?: Record<string, string> }>(template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Function',
  );
  const assets = functions.map(([id, { Metadata }]) => {
    const asset = join(folder, 'cdk.out', Metadata!['aws:asset:path']!);
    const files = readdirSync(asset, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    return [id.slice(0, -8), bytes.reduce((sum, each) => sum + each, 0)] as const;
  });
  // What CDK made is no project of its own for the next run.
  rmSync(join(folder, 'cdk.out'), { recursive: true });
  return new Map(assets);
}
