import assert from 'node:assert/strict';
import { median, spreadOf } from '../../../src/measure/series/statistics.js';

describe('statistics of repeated starts', () => {
  it('give the median and what four of five lie between', () => {
    assert.deepEqual(spreadOf([11, 1, 2, 10, 3, 9, 4, 8, 5, 7, 6]), { low: 2, mid: 6, high: 10 });
  });

  it('lie between two values where there is no middle one', () => assert.equal(median([4, 1]), 2.5));

  it('hold for a single start', () => assert.deepEqual(spreadOf([7]), { low: 7, mid: 7, high: 7 }));
});
