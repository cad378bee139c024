import assert from 'node:assert/strict';
import { posix } from 'node:path';
import {
  absolutePath,
  folderAbove,
  folderOf,
  isBelow,
  isOutside,
  isWithin,
  relativePath,
} from '../../../src/lib/paths.js';

const SEED = 20_261_129;
const PAIRS = 20_000;

describe('paths', () => {
  // Few names, some of them beginnings of others, so that paths share folders, and names of equal length stand side by side.
  const NAMES = ['a', 'b', 'ab', 'api', 'app', 'api-v2', '..a', '...', '.git', 'x y', 'é', '[id]'];

  it('agrees with node:path on random roots and paths, and comes back to the same path', () => {
    const next = random(SEED);
    for (let i = 0; i < PAIRS; i++) {
      const root = randomPath(next, NAMES);
      const path = randomPath(next, NAMES);
      const file = relativePath(root, path);
      const where = `${root} → ${path}: ${file}`;
      assert.equal(file, posix.relative(root, path) || '.', where);
      assert.equal(absolutePath(root, file), path, where);
      assert.equal(isOutside(file), file.split('/')[0] === '..', where);
      assert.equal(isWithin(path, root), !isOutside(file), where);
      assert.equal(isBelow(path, root), !isOutside(file) && file !== '.', where);
      assert.equal(folderOf(path), posix.dirname(path), path);
    }
  });

  it('finds the folder from which a path goes on', () => {
    assert.equal(folderAbove('/w/node_modules/a/lib/x.js', 'lib/x.js'), '/w/node_modules/a');
    assert.equal(folderAbove('/w/a/mylib/x.js', 'lib/x.js'), undefined);
    assert.equal(folderAbove('/w/a/x.js', 'y.js'), undefined);
  });

  it('keeps drives and network shares of Windows', () => {
    for (const [root, path, file] of [
      ['C:/work/api', 'C:/work/shared/db.ts', '../shared/db.ts'],
      ['C:/', 'C:/db.ts', 'db.ts'],
      ['C:/work', 'D:/shared/db.ts', 'D:/shared/db.ts'],
      ['//server/share/api', '//server/share/lib/db.ts', '../lib/db.ts'],
    ] as const) {
      assert.equal(relativePath(root, path), file);
      assert.equal(absolutePath(root, file), path);
    }
    assert.equal(isOutside('D:/shared/db.ts'), true);
  });
});

function randomPath(next: () => number, names: readonly string[]): string {
  const depth = Math.floor(next() * 5);
  return `/${Array.from({ length: depth }, () => names[Math.floor(next() * names.length)]).join('/')}`;
}

/** A small generator of numbers from 0 to 1 (mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
