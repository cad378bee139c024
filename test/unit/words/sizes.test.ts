import assert from 'node:assert/strict';
import { bytesAtLeast } from '../../../src/words/missing-packages.js';
import { quantityText, settingText } from '../../../src/words/settings.js';
import { bytesText, shareText } from '../../../src/words/sizes.js';

describe('a size', () => {
  for (const [bytes, text] of [
    [840, '840 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_340, '12.3 kB'],
    [99_949, '99.9 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_600, '1.0 MB'],
    [1_000_000, '1.0 MB'],
    [99_960_000, '100 MB'],
    [1_234_500_000, '1,235 MB'],
  ] as const)
    it(text, () => assert.equal(bytesText(bytes), text));

  it('is rounded down where it is a lower bound', () => {
    const sizes = [840, 2198, 2300, 99_999, 999_999, 1_999_999, 123_999_999];
    const down = ['840 B', '2.1 kB', '2.3 kB', '99.9 kB', '999 kB', '1.9 MB', '123 MB'];
    assert.deepEqual(
      sizes.map((bytes) => bytesText(bytes, 'down')),
      down,
    );
    assert.equal(bytesAtLeast(2198, { missing: ['pg'] }), 'at least 2.1 kB');
    assert.equal(bytesAtLeast(2198, {}), '2.2 kB');
  });

  it('has a share of another one', () => {
    const shares = [0, 0.04, 0.4, 9.94, 9.96, 41.4, 1234].map((part) => shareText(part, 100));
    assert.deepEqual(shares, ['0.0 %', '<0.1 %', '0.4 %', '9.9 %', '10 %', '41 %', '1,234 %']);
  });
});

describe('a setting', () => {
  const stated = <Value extends string | number | boolean>(value: Value) => ({ value, from: 'stated' as const });

  it('has its unit, and commas above a thousand', () => {
    assert.equal(settingText(stated(10_240), 'MB'), '10,240 MB');
    assert.equal(settingText({ value: 1024, from: 'default' }, 'MB'), '1,024 MB*');
    assert.equal(settingText(stated(10_000)), '10,000');
    assert.equal(settingText(stated('2024')), '2024');
    assert.equal(settingText(stated(true)), 'yes');
    assert.equal(settingText({ from: 'unknown' }, 'MB'), '-');
  });

  it('is of one day or of several', () => {
    assert.deepEqual(
      [1, 2, 3653].map((days) => quantityText(days, 'days')),
      ['1 day', '2 days', '3,653 days'],
    );
    assert.equal(quantityText(1, 'h'), '1 h');
  });
});
