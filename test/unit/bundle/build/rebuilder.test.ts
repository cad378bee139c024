import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { buildBundles } from '../../../../src/bundle/build/build.js';
import type { BuildOutcome } from '../../../../src/bundle/build/build-outcome.js';
import { compile, startBuilding, stopBuilding } from '../../../../src/bundle/build/esbuild.js';
import { Rebuilder } from '../../../../src/bundle/build/rebuilder.js';
import { createNodeHost } from '../../../../src/host/node-host.js';
import { withTempFolder } from '../../../support/temp-folder.js';

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

  it('builds on when the process that builds was ended meanwhile', () =>
    withTempFolder({ 'a.js': 'export const a = 1;\n' }, async (folder) => {
      const rebuilder = new Rebuilder(2);
      // At first it starts the process and hands over what is to be built, later it only builds.
      for (let round = 0; round < 6; round++) {
        const builds = [rebuilder.build(request(folder)), buildBundles(request(folder)), compile('let a', 'a.ts')];
        for (let turn = 0; turn < round; turn++) await setImmediate();
        await stopBuilding();
        const [kept, once, compiled] = (await Promise.all(builds)) as [BuildOutcome, BuildOutcome, string];
        assert.deepEqual([kept.bundles.size, once.bundles.size, compiled], [1, 1, 'let a;\n']);
      }
      await rebuilder.forget();
    }));
});

describe('a package that is missing', () => {
  const request = (folder: string) => ({
    entries: [{ path: join(folder, 'a.js'), builtAt: 'out/a.js' }],
    options: { format: 'cjs' as const },
    folder,
    host: createNodeHost(),
  });

  it('is left out at once the next time, also when nobody imports it any more', () =>
    withTempFolder({ 'a.js': "import 'late';\n" }, async (folder) => {
      const rebuilder = new Rebuilder(2);
      const missing = async () => (await rebuilder.build(request(folder))).missing;
      assert.deepEqual(await missing(), ['late']);
      writeFileSync(join(folder, 'a.js'), "import 'early';\n");
      assert.deepEqual(await missing(), ['early', 'late']);
      writeFileSync(join(folder, 'a.js'), 'export const now = 1;\n');
      assert.deepEqual(await missing(), ['early', 'late']);
      await rebuilder.forget();
      assert.deepEqual(await missing(), []);
      await rebuilder.forget();
    }));

  it('is asked for again where a try stands around one of its imports', () =>
    withTempFolder(
      { 'a.js': "import './b.js';\ntry { require('late'); } catch {}\n", 'b.js': "import 'late';\n" },
      async (folder) => {
        const rebuilder = new Rebuilder(2);
        const outside = async () => {
          const { bundles, missing } = await rebuilder.build(request(folder));
          return [missing, [...bundles.values()].flatMap(({ graph }) => graph.modules[graph.entry]?.outside)];
        };
        const expected = [['late'], [{ specifier: 'late', isHandled: true }]];
        assert.deepEqual(await outside(), expected);
        assert.deepEqual(await outside(), expected);
        await rebuilder.forget();
      },
    ));
});
