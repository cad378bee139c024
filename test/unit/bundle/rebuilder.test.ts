import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rebuilder, startBuilding, stopBuilding } from '../../../src/bundle/build.js';
import { createNodeHost } from '../../../src/host/node-host.js';
import { withTempFolder } from '../../support/temp-folder.js';

describe('a rebuilder', () => {
  const request = (folder: string) => ({
    entries: [{ path: join(folder, 'a.js'), builtAt: 'out/a.js' }],
    options: { format: 'cjs' as const },
    folder,
    host: createNodeHost(),
  });

  it('does not remember what was missing when it was told to forget meanwhile', () =>
    withTempFolder({ 'a.js': "import 'late';\n" }, async (folder) => {
      const rebuilder = new Rebuilder(2);
      const first = rebuilder.build(request(folder));
      await rebuilder.forget();
      assert.deepEqual((await first).missing, ['late']);
      writeFileSync(join(folder, 'a.js'), 'export const now = 1;\n');
      assert.deepEqual((await rebuilder.build(request(folder))).missing, []);
      await rebuilder.forget();
    }));

  it('builds on when esbuild was stopped under it', () =>
    withTempFolder({ 'a.js': 'export const a = 1;\n' }, async (folder) => {
      const rebuilder = new Rebuilder(2);
      assert.equal((await rebuilder.build(request(folder))).bundles.size, 1);
      await stopBuilding();
      await startBuilding();
      const { bundles, problems } = await rebuilder.build(request(folder));
      assert.deepEqual([bundles.size, problems.size], [1, 0]);
      await rebuilder.forget();
    }));
});
