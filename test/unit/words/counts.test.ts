import assert from 'node:assert/strict';
import { count } from '../../../src/words/counts.js';
import { ofThemLacking, sizesLacking } from '../../../src/words/missing-packages.js';
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
  const [lost, left] = [
    { missing: ['x'], lost: ['x'] },
    { missing: ['x'], leftToLayers: ['x'] },
  ];
  for (const [all, text] of [
    [[whole], ''],
    [[packages], ', with packages not counted'],
    [[packages, whole], ', 1 of them with packages not counted'],
    [[packages, layers], ', 2 of them with packages or layers not counted'],
    [[imports, whole], ', 1 of them with imports not counted'],
    [[packages, imports], ', 2 of them with packages or imports not counted'],
    [[packages, layers, imports], ', 3 of them with packages, layers or imports not counted'],
    [[lost], ', with imports not counted'],
    [[left, whole], ', 1 of them with imports not counted'],
    [[{ missing: ['x', 'y'], lost: ['x'] }], ', with packages or imports not counted'],
  ] as const)
    it(`${text.slice(2) || 'nothing'}`, () => assert.equal(ofThemLacking(all), text));

  it('tells imports apart that are not in the package, and weigh nothing', () => {
    assert.equal(sizesLacking([whole]), '');
    const [gone, absent] = [{ lost: ['x'] }, { leftToLayers: ['x'] }];
    assert.equal(sizesLacking([gone]), ', with imports not in the package');
    assert.equal(sizesLacking([gone, absent, whole]), ', 2 of them with imports not in the package');
    assert.equal(
      sizesLacking([{ missing: ['y'], lost: ['x'] }, packages, whole]),
      ', 2 of them with packages not counted, 1 of them with imports not in the package',
    );
  });
});
