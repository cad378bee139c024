import assert from 'node:assert/strict';
import { statusText } from '../../../src/editor/status-text.js';
import type { StatusView } from '../../../src/model/protocol.js';

const ready: StatusView = { state: 'ready', functions: 2, findings: 3, problems: [] };
const cases: readonly (readonly [string, Partial<StatusView>, string])[] = [
  ['findings', {}, '3 findings in 2 functions'],
  ['one of each', { functions: 1, findings: 1 }, '1 finding in 1 function'],
  ['nothing to report', { findings: 0 }, 'No findings in 2 functions'],
  ['no functions', { functions: 0, findings: 0 }, 'No Lambda functions'],
  ['work in progress', { state: 'analyzing' }, 'Analyzing Lambda functions'],
  ['failure', { state: 'failed' }, 'Analysis failed'],
];

describe('the language status', () => {
  for (const [name, given, expected] of cases) {
    it(`tells ${name}`, () => assert.equal(statusText({ ...ready, ...given }, true).text, expected));
  }

  it('is busy only while it analyzes', () => {
    const busy = (['analyzing', 'ready', 'failed'] as const).map(
      (state) => statusText({ ...ready, state }, true).isBusy,
    );
    assert.deepEqual(busy, [true, false, false]);
  });

  it('warns of problems, and says so in the detail', () => {
    const { severity, detail } = statusText({ ...ready, message: '0.4 s', problems: [{ message: 'x' }] }, true);
    assert.deepEqual([severity, detail], ['warning', 'Coldlens · 0.4 s · 1 problem']);
  });

  it('names Restricted Mode', () => assert.match(statusText(ready, false).detail, /Restricted Mode/));
});
