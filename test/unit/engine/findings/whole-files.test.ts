import assert from 'node:assert/strict';
import { wholeFiles } from '../../../../src/engine/findings/whole-files.js';

describe('files of which a run knows all', () => {
  const declared = [
    { id: 'a', declaredIn: { file: 'a.yml' } },
    { id: 'b', declaredIn: { file: 'b.yml' } },
  ];

  it('are deployment files whose functions are built, and code when all are', () => {
    const isWhole = wholeFiles(declared, (id) => id === 'a');
    assert.deepEqual(['a.yml', 'b.yml', 'src/a.ts'].map(isWhole), [true, false, false]);
    assert.deepEqual(['b.yml', 'src/a.ts'].map(wholeFiles(declared, () => true)), [true, true]);
  });

  it('are none with a function that could not be resolved', () => {
    const isWhole = wholeFiles([...declared, { declaredIn: { file: 'a.yml' } }], () => true);
    assert.deepEqual(['a.yml', 'b.yml', 'src/a.ts'].map(isWhole), [false, true, false]);
  });
});
