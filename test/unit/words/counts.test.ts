import assert from 'node:assert/strict';
import { count } from '../../../src/words/counts.js';
import { ofThemLacking } from '../../../src/words/missing-packages.js';
import { rangeText } from '../../../src/words/times.js';

describe('numbers that people read', () => {
  it('have commas above a thousand, in counts and in times alike', () => {
    assert.deepEqual([count(0, 'file'), count(1, 'file'), count(1000, 'file')], ['no files', '1 file', '1,000 files']);
    assert.equal(rangeText({ low: 490, high: 1060 }), '490–1,060 ms');
    assert.equal(rangeText({ low: -1060, high: -2.44 }), '−1,060–−2.4 ms');
  });
});

describe('how many functions lack something', () => {
  const whole = {};
  const [packages, layers, imports] = [{ missing: ['x'] }, { missingLayers: ['l'] }, { hasUnknownReach: true }];
  for (const [all, text] of [
    [[whole], ''],
    [[packages], ', with packages missing'],
    [[packages, whole], ', 1 of them with packages missing'],
    [[packages, layers], ', 2 of them with packages or layers missing'],
    [[imports, whole], ', 1 of them with unknown imports'],
    [[packages, imports], ', 2 of them with missing packages or unknown imports'],
  ] as const)
    it(`${text.slice(2) || 'nothing'}`, () => assert.equal(ofThemLacking(all), text));
});
