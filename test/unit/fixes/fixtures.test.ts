import assert from 'node:assert/strict';
import { fixFixtures } from '../../support/fix-fixtures.js';
import { fixSource } from '../../support/fix-source.js';
import { lintSource } from '../../support/lint-source.js';

describe('each fix makes of its fixture what stands beside it', () => {
  for (const { ruleId, name, kind, before, after } of fixFixtures()) {
    if (kind === 'none') {
      it(`${ruleId}: ${name} is reported and offers nothing`, async () => {
        const { findings } = await lintSource(before, [ruleId]);
        assert.ok(findings.length > 0, 'nothing is reported');
        assert.deepEqual(
          findings.flatMap(({ fixes }) => fixes.map(({ title }) => title)),
          [],
        );
      });
      continue;
    }
    it(`${ruleId}: ${name}`, async () => {
      const choice = { isSafeWanted: true, suggestionsOf: kind === 'suggestion' ? [ruleId] : [] };
      const { files, outcome } = await fixSource(before, [ruleId], choice);
      assert.deepEqual(files, after);
      assert.deepEqual([...new Set(outcome.applied.map(({ fix }) => fix.kind))], [kind]);
      assert.deepEqual(
        outcome.result.findings.map(({ file, line }) => `${file}:${line}`),
        [],
        'a finding is left',
      );
      assert.deepEqual(outcome.result.problems, []);
      const again = await fixSource(files, [ruleId], choice);
      assert.deepEqual(again.outcome.applied, [], 'a second run changes something');
    });
  }
});
