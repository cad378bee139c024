import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { monorepo } from '../support/monorepo.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const TYPO = '{ "rulez": {} }';

/** Exit code and findings of a run in a folder of a monorepo whose function loads code of a sibling. */
function lint(more: Files, at: string, ...args: readonly string[]) {
  return withTempFolder({ ...monorepo('orders'), ...more }, async (folder) => {
    const { exitCode, stdout, stderr } = await runCli(['lint', '--format', 'json', ...args], join(folder, at));
    const findings: readonly Finding[] = exitCode === 2 ? [] : JSON.parse(stdout).findings;
    return { exitCode, stderr, files: findings.map(({ file }) => file) };
  });
}

describe('config files around a run', () => {
  const HERE = 'packages/orders';

  it('that ignore a sibling package hold wherever the run is', async () => {
    const config = { 'coldlens.config.json': '{ "ignore": ["packages/shared/**"] }' };
    assert.deepEqual((await lint(config, '.')).files, []);
    assert.deepEqual((await lint(config, HERE)).files, []);
    assert.deepEqual((await lint(config, HERE, '.', '../shared')).files, []);
    const other = { 'coldlens.config.json': '{ "ignore": ["packages/share/**", "shared"] }' };
    assert.deepEqual((await lint(other, HERE)).files, ['../shared/src/db.ts']);
  });

  it('of folders that were not asked for do not count where the paths move the root up', async () => {
    const old = { 'packages/old/coldlens.config.json': TYPO };
    assert.deepEqual((await lint(old, HERE, '.', '../shared')).files, ['shared/src/db.ts']);
    assert.deepEqual((await lint(old, HERE, '../shared/src/db.ts', '../orders')).files, ['shared/src/db.ts']);
    const two = { 'packages/old/coldlens.config.json': '{}', 'packages/old/package.json': '{ "coldlens": {} }' };
    assert.deepEqual((await lint(two, HERE, '.', '../shared')).files, ['shared/src/db.ts']);
  });

  it('of folders on the way, in and below what was asked for count', async () => {
    const places = ['packages', 'packages/shared', 'packages/orders', 'packages/shared/src', '.'];
    for (const place of places) {
      const { exitCode, stderr } = await lint({ [join(place, 'coldlens.config.json')]: TYPO }, HERE, '.', '../shared');
      assert.equal(exitCode, 2, place);
      assert.match(stderr, /Unknown key "rulez"/);
    }
  });

  it('of any folder below the root count where the root is where it was', async () => {
    const old = { 'packages/old/coldlens.config.json': TYPO };
    assert.equal((await lint(old, '.')).exitCode, 2);
    assert.equal((await lint(old, '.', 'packages/orders', 'packages/shared')).exitCode, 2);
    assert.equal((await lint(old, HERE, '..')).exitCode, 2);
  });

  it('below a folder that was asked for keep their rules', async () => {
    const off = { 'packages/shared/coldlens.config.json': '{ "rules": { "client-in-handler": "off" } }' };
    assert.deepEqual((await lint(off, HERE, '.', '../shared')).files, []);
  });
});
