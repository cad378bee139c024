import assert from 'node:assert/strict';
import { formatSarif } from '../../src/report/sarif.js';
import { sampleContext, sampleFinding, sampleResult } from '../support/sample-result.js';
import { validateSarif } from '../support/validate-sarif.js';

describe('the SARIF Multitool', () => {
  it('accepts a log with everything in it', async () => {
    const region = { line: 1, column: 1, endLine: 1, endColumn: 3 };
    const edits = [{ file: 'src/db.ts', start: 3, end: 5, text: 'x' }];
    const result = sampleResult({
      root: '/pro ject/ü',
      findings: [
        sampleFinding({ fixes: [{ kind: 'safe', title: 'Move it', edits }] }),
        // A transformation has no edits, and a SARIF fix must have some.
        sampleFinding({ fixes: [{ kind: 'suggestion', title: 'Move', edits: [], transform: 'aws-sdk-v3' }] }),
        sampleFinding({ related: [{ file: 'src/a b#ü.ts', ...region, message: 'here' }], fingerprint: 'x' }),
        sampleFinding({ suppressed: true, suppressionReason: 'known', severity: 'info', callPath: [] }),
      ],
      problems: [
        { kind: 'syntax-error', file: 'x.ts', line: 3, column: 1, message: 'A brace is missing' },
        { kind: 'internal', message: 'A rule failed' },
      ],
    });
    assert.deepEqual((await validateSarif(formatSarif(result, sampleContext))).errors, []);
  });

  it('accepts a log without findings', async () => {
    assert.deepEqual((await validateSarif(formatSarif(sampleResult({ findings: [] }), sampleContext))).errors, []);
  });

  it('is heard when it objects', async () => {
    const broken = formatSarif(sampleResult({ findings: [sampleFinding({ line: 0 })] }), sampleContext);
    assert.notDeepEqual((await validateSarif(broken)).errors, []);
  });
});
