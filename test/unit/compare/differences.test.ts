import assert from 'node:assert/strict';
import { differences } from '../../../scripts/compare/differences.js';
import { facts } from '../../../scripts/compare/facts.js';

const finding = {
  ruleId: 'await-in-loop',
  file: 'a.ts',
  line: 3,
  severity: 'warning',
  message: 'One after the other.',
};

function compare(before: unknown, after: unknown): readonly string[] {
  return differences(facts(before), facts(after));
}

describe('comparing reports of two versions', () => {
  it('passes over sentences and added keys', () => {
    const after = { findings: [{ ...finding, message: 'In turn.', messageId: 'inTurn', data: [{ name: 'x' }] }] };
    assert.deepEqual(compare({ findings: [finding] }, after), []);
  });

  it('says what changed, went and came', () => {
    const other = { ...finding, line: 9 };
    assert.deepEqual(compare({ findings: [finding] }, { findings: [{ ...finding, severity: 'error' }] }), [
      '.findings[await-in-loop a.ts 3].severity: "warning" → "error"',
    ]);
    assert.deepEqual(compare({ findings: [] }, { findings: [other] }), ['.findings[await-in-loop a.ts 9]: new']);
    assert.ok(compare({ findings: [finding] }, { findings: [] }).every((line) => line.endsWith('gone')));
    assert.deepEqual(compare({ events: ['rest'] }, { events: ['rest', 'sqs'] }), ['.events["sqs"]: new']);
  });

  it('tells members of one name apart, whatever stands before them', () => {
    const both = [finding, finding];
    assert.deepEqual(compare({ findings: both }, { findings: [{ ...finding, line: 1 }, ...both] }), [
      '.findings[await-in-loop a.ts 1]: new',
    ]);
    assert.equal(
      compare({ findings: both }, { findings: [finding] }).at(-1),
      '.findings[await-in-loop a.ts 3 #2].severity: "warning" → gone',
    );
  });
});
