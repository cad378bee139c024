import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.js';
import { bundledFunction, template } from '../support/measure-files.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

/** A package with a name that is known to be large, of 2 MB. */
const PROJECT: Files = {
  '.git/HEAD': '',
  'package.json': JSON.stringify({ name: 'shop', dependencies: { 'aws-sdk': '2.1693.0' } }),
  'coldlens.config.json': JSON.stringify({ rules: { 'heavy-top-level-import': ['warning', { minMs: 1 }] } }),
  'template.yaml': template(bundledFunction('Orders', 'src/orders.ts')),
  'src/orders.ts': `import AWS from 'aws-sdk';

export const handler = async (event: { format: string; id: string }) => {
  if (event.format === 'archive') return new AWS.S3().getObject({ Bucket: 'orders', Key: event.id }).promise();
  return fetch(\`https://shop.example/orders/\${event.id}\`);
};
`,
  'node_modules/aws-sdk/package.json': JSON.stringify({ name: 'aws-sdk', version: '2.1693.0', main: 'index.js' }),
  'node_modules/aws-sdk/index.js': `exports.text = '${'x'.repeat(2_000_000)}';\nexports.S3 = class {};\n`,
};

const RULES = ['full-aws-sdk-import', 'heavy-top-level-import'];

async function findings(...args: readonly string[]): Promise<readonly Finding[]> {
  const { stdout } = await withTempFolder(PROJECT, (root) => runCli(['lint', '--format', 'json', ...args], root));
  const { findings: all } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return RULES.map((rule) => all.find(({ ruleId }) => ruleId === rule)!);
}

describe('findings about what a cold start loads', () => {
  it('tell in general what it takes, and once functions are built what it takes of them', async () => {
    const [general, own] = await Promise.all([findings(), findings('--bundle')]);
    for (const [at, before] of general.entries()) {
      const after = own[at]!;
      assert.doesNotMatch(before.impact!.source, /own estimate/);
      assert.match(after.impact!.source, /^The function's own estimate: /);
      assert.equal(after.fingerprint, before.fingerprint);
      assert.notDeepEqual(after.impact!.latencyMs, before.impact!.latencyMs);
    }
    const heavy = own[1]!;
    assert.equal(heavy.package, 'aws-sdk');
    const ms = Number(/about (\d+) ms/.exec(heavy.message)![1]);
    const { low, high } = heavy.impact!.latencyMs!;
    assert.ok(low <= ms && ms <= high, `${ms} is not in ${low}–${high}`);
  });
});
