import assert from 'node:assert/strict';
import { affectsAllBundles } from '../../../src/server/bundles/affects-all-bundles.js';
import { type Activity, waitBeforeTurn, waitBeforeZips } from '../../../src/server/bundles/build-times.js';
import { SavedTexts } from '../../../src/server/bundles/saved-texts.js';
import { memoryHost } from '../../support/memory-host.js';

const resting: Activity = {
  nowMs: 10_000,
  lastEditMs: Number.NEGATIVE_INFINITY,
  lastChangeMs: Number.NEGATIVE_INFINITY,
  isBuilding: false,
  isAnalysing: false,
};

const turns: Readonly<Record<string, readonly [Partial<Activity>, number]>> = {
  'at rest': [{}, 0],
  'during a build': [{ isBuilding: true }, 100],
  'during an analysis': [{ isAnalysing: true }, 400],
  'right after a keystroke': [{ lastEditMs: 9_700 }, 400],
  'some time after a keystroke': [{ lastEditMs: 9_600 }, 0],
  'right after a save': [{ lastChangeMs: 9_990 }, 0],
};

const zips: Readonly<Record<string, readonly [Partial<Activity>, number]>> = {
  'at rest': [{}, 0],
  'a second after a keystroke': [{ lastEditMs: 9_000 }, 2000],
  'a second after a save': [{ lastEditMs: 8_000, lastChangeMs: 9_000 }, 2000],
  'long after both': [{ lastEditMs: 5_000, lastChangeMs: 6_000 }, 0],
};

describe('how long a build waits', () => {
  for (const [title, [activity, expected]] of Object.entries(turns))
    it(title, () => assert.equal(waitBeforeTurn({ ...resting, ...activity }), expected));
  for (const [title, [activity, expected]] of Object.entries(zips))
    it(`of plain zips, ${title}`, () => assert.equal(waitBeforeZips({ ...resting, ...activity }), expected));
});

describe('what changes all bundles', () => {
  const all = [
    '/p/package.json',
    '/p/tsconfig.base.json',
    '/p/node_modules/.yarn-state.yml',
    '/p/bun.lockb',
    'cdk.json',
  ];
  const some = ['/p/src/package.ts', '/p/src/my-package.json', '/p/cdk.json.bak', '/p/config.json'];
  for (const path of all) it(path, () => assert.ok(affectsAllBundles(path)));
  for (const path of some) it(`not ${path}`, () => assert.ok(!affectsAllBundles(path)));
});

describe('a saved text', () => {
  it('is the same as the last one, or another, and nothing that cannot be read is', () => {
    const files: Record<string, string> = { '/a': '1' };
    const disk = memoryHost(files);
    const saved = new SavedTexts({
      readText: (path) => {
        if (path === '/dev') throw new Error('is not a regular file');
        return disk.readText(path);
      },
    });
    const ask = (): boolean[] => ['/a', '/none', '/dev'].map((path) => saved.isSame(path));
    assert.deepEqual(ask(), [false, false, false]);
    assert.deepEqual(ask(), [true, false, false]);
    files['/a'] = '2';
    assert.deepEqual(ask(), [false, false, false]);
    saved.clear();
    assert.deepEqual(ask(), [false, false, false]);
  });
});
