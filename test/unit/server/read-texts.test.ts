import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ReadTexts } from '../../../src/server/read-texts.js';
import { memoryHost } from '../../support/memory-host.js';

describe('the texts that a run reads', () => {
  const texts = { '/p/a.ts': 'a', '/p/b.ts': 'b', '/shared/c.ts': 'c' };

  it('are kept by their names from the root, as they were read', async () => {
    const files = new Map(Object.entries(texts));
    const reads = new ReadTexts({ ...memoryHost({}), readText: (path) => files.get(path) }, '/p');
    const [result, read] = await reads.of(async () => {
      reads.host.readText('/p/a.ts');
      reads.host.readText('/p/gone.ts');
      await setImmediate();
      return reads.host.readText('/shared/c.ts');
    });
    files.set('/p/a.ts', 'another one');
    assert.equal(result, 'c');
    assert.deepEqual(
      [...read],
      [
        ['a.ts', 'a'],
        ['../shared/c.ts', 'c'],
      ],
    );
  });

  it('are those of the work inside of it, or none, and then its own again', async () => {
    const reads = new ReadTexts(memoryHost(texts), '/p');
    const [inner, outer] = await reads.of(async () => {
      reads.host.readText('/p/a.ts');
      const [, read] = await reads.of(async () => reads.host.readText('/p/b.ts'));
      await reads.ofNone(async () => reads.host.readText('/p/b.ts'));
      reads.host.readText('/shared/c.ts');
      return read;
    });
    assert.deepEqual([...inner.keys()], ['b.ts']);
    assert.deepEqual([...outer.keys()], ['a.ts', '../shared/c.ts']);
  });

  it('are its own again after work that failed', async () => {
    const reads = new ReadTexts(memoryHost(texts), '/p');
    const [, read] = await reads.of(async () => {
      await assert.rejects(reads.of(() => Promise.reject(new Error('outdated'))));
      reads.host.readText('/p/a.ts');
    });
    assert.deepEqual([...read.keys()], ['a.ts']);
  });
});
