import assert from 'node:assert/strict';
import { growthTexts } from '../../../src/words/growth.js';

describe('the growth of a size', () => {
  const text = (before: number, after: number, missing: readonly string[] = [], isExact = false): string => {
    const of = { missing };
    const texts = growthTexts({ bytes: before, of }, { bytes: after, of }, isExact);
    return `${texts.before} → ${texts.after}, ${texts.by}`;
  };

  it('is rounded where the figures give each other', () => {
    assert.equal(text(20_000, 25_000), '20.0 kB → 25.0 kB, 5.0 kB');
    assert.equal(text(25_000, 20_000), '25.0 kB → 20.0 kB, 5.0 kB');
    assert.equal(text(1_232_000, 1_312_100), '1.2 MB → 1.3 MB, 80.1 kB');
    assert.equal(text(20_000, 20_000), '20.0 kB → 20.0 kB, 0 B');
  });

  it('is in whole bytes where they would not', () => {
    assert.equal(text(16_884, 18_134), '16,884 B → 18,134 B, 1,250 B');
    assert.equal(text(18_134, 16_884), '18,134 B → 16,884 B, 1,250 B');
    assert.equal(text(123_400, 124_900), '123,400 B → 124,900 B, 1,500 B');
    assert.equal(text(21_200, 21_210), '21,200 B → 21,210 B, 10 B');
    assert.equal(text(20_049, 21_251, [], true), '20,049 B → 21,251 B, 1,202 B');
  });

  it('is between lower bounds that are none too high', () => {
    assert.equal(text(20_090, 25_090, ['pg']), 'at least 20.0 kB → at least 25.0 kB, 5.0 kB');
    assert.equal(text(20_090, 25_150, ['pg']), 'at least 20.0 kB → at least 25.1 kB, 5.1 kB');
    assert.equal(text(20_090, 25_110, ['pg']), 'at least 20,090 B → at least 25,110 B, 5,020 B');
  });
});
