import assert from 'node:assert/strict';
import type { Spread } from '../../../src/model/cold-start.js';
import {
  durationText,
  estimateText,
  exactMsText,
  msText,
  numberText,
  rangeText,
  roughRangeText,
  secondsAtLeast,
  secondsText,
  startsText,
  startText,
} from '../../../src/words/times.js';

const figures: readonly (readonly [says: string, expected: string])[] = [
  [msText(0), '0 ms'],
  [msText(0.04), '<0.1 ms'],
  [msText(0.4), '0.4 ms'],
  [msText(2), '2 ms'],
  [msText(2.44), '2.4 ms'],
  [msText(9.96), '10 ms'],
  [msText(87.5), '88 ms'],
  [msText(1234), '1,234 ms'],
  [numberText(-12.3), '−12'],
  [numberText(-0.01), '0'],
  [rangeText({ low: 58.2, high: 66 }), '58–66 ms'],
  [rangeText({ low: 58.2, high: 58.4 }), '58 ms'],
  [rangeText({ low: 1.5, high: 20 }, 's'), '1.5–20 s'],
  [roughRangeText({ low: 171, high: 424 }), '170–430 ms'],
  [roughRangeText({ low: 99, high: 101 }), '99–110 ms'],
  [durationText(840), '840 ms'],
  [durationText(999.4), '999 ms'],
  [durationText(999.6), '1.0 s'],
  [durationText(1230), '1.2 s'],
  [exactMsText(11.3), '11.3 ms'],
  [exactMsText(1060.04), '1,060.04 ms'],
  [secondsText(57), '57 s'],
  [secondsText(3400), '57 min'],
  [secondsText(11_520), '3.2 h'],
  [secondsText(4_500_000), '1,250.0 h'],
];

const spread = (low: number, mid: number, high: number): Spread => ({ low, mid, high });

describe('a figure of time', () => {
  for (const [says, expected] of figures) it(expected, () => assert.equal(says, expected));
});

describe('an estimate', () => {
  it('is as rough as it is known', () => {
    assert.equal(estimateText(spread(171, 282, 424)), 'about 280 ms (170–430 ms)');
    assert.equal(estimateText(spread(8, 12, 20)), 'about 12 ms (8–20 ms)');
    assert.equal(estimateText(spread(250, 250, 250)), 'about 250 ms');
  });

  it('of a start is a lower bound where something is left out', () => {
    const initMs = spread(171, 282, 424);
    assert.equal(startText({ initMs }), 'about 280 ms (170–430 ms)');
    for (const lacking of [{ missing: ['pg'] }, { missingLayers: ['layer'] }, { hasUnknownReach: true }])
      assert.equal(startText({ initMs, ...lacking }), 'at least 170 ms');
    assert.equal(startText({ initMs: spread(99.7, 120, 150), missing: ['pg'] }), 'at least 100 ms');
  });

  it('in larger units is never more than what is known', () => {
    assert.deepEqual([9.96, 119.9, 3599, 7199, 7559].map(secondsAtLeast), [
      '9.9 s',
      '119 s',
      '59 min',
      '119 min',
      '2.0 h',
    ]);
  });

  it('of several starts goes from the shortest to the longest', () => {
    const [short, long] = [{ initMs: spread(90, 100, 111) }, { initMs: spread(180, 200, 221) }];
    assert.equal(startsText([short]), 'about 100 ms (90–120 ms)');
    assert.equal(startsText([short, short]), 'about 100 ms (90–120 ms)');
    assert.equal(startsText([long, short]), 'about 100 ms (90–120 ms) to about 200 ms (180–230 ms)');
    assert.equal(startsText([long, { ...short, missing: ['pg'] }]), 'at least 90 ms');
  });
});
