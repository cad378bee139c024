import assert from 'node:assert/strict';
import { type Counts, sum, verdict } from '../../../scripts/vscode/verdict.js';

const cases: readonly {
  readonly title: string;
  readonly counts: Counts | undefined;
  readonly hasEndedWell: boolean;
  readonly expected: Counts;
  readonly complaint?: RegExp;
}[] = [
  {
    title: 'a run that passed',
    counts: { passed: 2, failed: 0 },
    hasEndedWell: true,
    expected: { passed: 2, failed: 0 },
  },
  {
    title: 'a failed test',
    counts: { passed: 1, failed: 2 },
    hasEndedWell: false,
    expected: { passed: 1, failed: 2 },
  },
  {
    title: 'a run without counts',
    counts: undefined,
    hasEndedWell: true,
    expected: { passed: 0, failed: 1 },
    complaint: /did not start/,
  },
  {
    title: 'a run without tests',
    counts: { passed: 0, failed: 0 },
    hasEndedWell: true,
    expected: { passed: 0, failed: 1 },
    complaint: /ran no test/,
  },
  {
    title: 'a crash after the last test',
    counts: { passed: 2, failed: 0 },
    hasEndedWell: false,
    expected: { passed: 2, failed: 1 },
    complaint: /ended with an error/,
  },
];

describe('the verdict on a run', () => {
  for (const { title, counts, hasEndedWell, expected, complaint } of cases) {
    it(title, () => {
      const { passed, failed, complaint: actual } = verdict('It', counts, hasEndedWell);
      assert.deepEqual({ passed, failed }, expected);
      assert.equal(complaint?.test(actual ?? '') ?? actual === undefined, true, actual);
    });
  }

  it('counts add up', () =>
    assert.deepEqual(
      sum([
        { passed: 1, failed: 2 },
        { passed: 3, failed: 4 },
      ]),
      { passed: 4, failed: 6 },
    ));
});
