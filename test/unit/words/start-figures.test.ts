import assert from 'node:assert/strict';
import { savingText } from '../../../src/words/start-figures.js';

describe('a saving', () => {
  const ms = { low: 76, mid: 231, high: 338 };

  it('is a range like every estimate', () =>
    assert.equal(savingText({ title: 'minified', ms }), 'minified, about 230 ms (76–340 ms)'));

  it('is a bound at the high end where what takes its place is not subtracted', () =>
    assert.equal(
      savingText({ title: 'moment → dayjs', ms, isBeforeReplacement: true }),
      'moment → dayjs, up to 340 ms, minus the cost of its replacement',
    ));
});
