import assert from 'node:assert/strict';
import { crashCounter } from '../../../src/editor/crashes.js';

const minuteMs = 60_000;

function verdicts(...timesMs: readonly number[]): readonly string[] {
  const onCrash = crashCounter();
  return timesMs.map((timeMs) => {
    const { shouldRestart, tell } = onCrash(timeMs);
    return `${shouldRestart ? 'restart' : 'stay'}${tell ? `, tell: ${tell}` : ''}`;
  });
}

describe('crashes of the server', () => {
  it('are told once, and the fourth within three minutes ends it', () => {
    assert.deepEqual(verdicts(0, 1, 2, 3), ['restart, tell: restarted', 'restart', 'restart', 'stay, tell: gave up']);
  });

  it('are forgotten after a while', () => {
    assert.equal(verdicts(0, 1, 2, 4 * minuteMs).at(-1), 'restart');
  });
});
