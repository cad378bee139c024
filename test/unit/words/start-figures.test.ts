import assert from 'node:assert/strict';
import { monthlyText, savingText } from '../../../src/words/start-figures.js';

describe('what a month of cold starts takes', () => {
  const text = (low: number, isAtLeast: boolean) =>
    monthlyText({
      coldStarts: 10,
      waitedSeconds: { low: 3, mid: 4, high: 5 },
      usd: { low, mid: 2 * low, high: 3 * low },
      ...(isAtLeast && { isAtLeast }),
    });

  it('costs something however little it is', () => {
    assert.match(text(0.000_019_7, true), /at least 3 s of waiting and \$0\.000019$/);
    assert.match(text(0.000_019_7, false), /4 s of waiting \(3–5 s\), \$0\.000039 \(\$0\.000020–\$0\.000059\)$/);
  });

  it('never costs more than what is known', () => {
    assert.match(text(0.2899, true), /\$0\.28$/);
    assert.match(text(12.999, true), /\$12\.99$/);
    assert.match(text(0, true), /\$0\.00$/);
  });
});

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
