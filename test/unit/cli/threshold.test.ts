import assert from 'node:assert/strict';
import { exitCodeOf, type ThresholdFlags, thresholdOf, withoutLesser } from '../../../src/cli/threshold.js';
import type { Severity } from '../../../src/model/finding.js';
import type { ProblemKind } from '../../../src/model/problem.js';
import { sampleFinding, sampleResult } from '../../support/sample-result.js';

function resultWith(severities: readonly Severity[], kinds: readonly ProblemKind[] = []) {
  const findings = severities.map((severity) => sampleFinding({ severity }));
  return sampleResult({ findings, problems: kinds.map((kind) => ({ kind, message: 'm' })) });
}

describe('exit code', () => {
  const cases: readonly [readonly Severity[], ThresholdFlags, expected: number, kinds?: readonly ProblemKind[]][] = [
    [[], {}, 0],
    [['info'], {}, 0],
    [['warning'], {}, 1],
    [['error'], {}, 1],
    [['info'], { severity: 'info' }, 1],
    [['warning'], { severity: 'warning' }, 1],
    [['warning', 'info'], { severity: 'error' }, 0],
    [['error'], { severity: 'error' }, 1],
    [['warning', 'warning'], { maxWarnings: 2 }, 0],
    [['warning', 'warning'], { maxWarnings: 1 }, 1],
    [['warning', 'warning'], { maxWarnings: -1 }, 0],
    [['error'], { maxWarnings: -1 }, 1],
    [['warning'], { quiet: true }, 0],
    [['warning'], { quiet: true, maxWarnings: 0 }, 1],
    [['info'], { quiet: true, severity: 'info' }, 0],
    [[], {}, 0, ['syntax-error', 'unresolved-import', 'unreadable-file', 'unresolved-handler']],
    [[], {}, 1, ['unused-suppression']],
    [[], {}, 1, ['invalid-suppression']],
    [[], { severity: 'error' }, 0, ['unused-suppression']],
    [['warning'], {}, 2, ['internal']],
  ];
  for (const [severities, flags, expected, kinds] of cases) {
    it(`${expected} for ${[...severities, ...(kinds ?? [])].join(', ') || 'nothing'} with ${JSON.stringify(flags)}`, () => {
      assert.equal(exitCodeOf(resultWith(severities, kinds), thresholdOf(flags)), expected);
    });
  }

  it('0 when everything is suppressed', () => {
    const findings = [sampleFinding({ severity: 'error', suppressed: true })];
    assert.equal(exitCodeOf(sampleResult({ findings }), thresholdOf({ severity: 'info' })), 0);
  });
});

it('findings below the threshold leave the report and its totals', () => {
  const { findings, summary } = withoutLesser(
    resultWith(['info', 'warning', 'error']),
    thresholdOf({ severity: 'warning' }),
  );
  assert.deepEqual(
    findings.map(({ severity }) => severity),
    ['warning', 'error'],
  );
  assert.deepEqual([summary.errors, summary.warnings, summary.infos], [1, 1, 0]);
});
