import assert from 'node:assert/strict';
import { formatStylish } from '../../../src/report/stylish.js';
import { sampleContext, sampleFinding, sampleFunction, sampleResult } from '../../support/sample-result.js';

const work = '1 function, 7 files analysed in 1.2 s';

describe('stylish', () => {
  it('shows findings by file with path, cost and reach', () => {
    const region = { line: 1, column: 1, endLine: 1, endColumn: 2 };
    const findings = [
      sampleFinding(),
      sampleFinding({ line: 120, severity: 'error', related: [{ file: 'src/a.ts', ...region, message: 'made here' }] }),
      sampleFinding({
        file: 'src/z.ts',
        severity: 'info',
        impact: undefined,
        callPath: [],
        functions: [],
        message: 'Hm.',
      }),
    ];
    const message = 'A DynamoDB client is made on every invocation. Make it once, outside the handler.';
    assert.equal(
      formatStylish(sampleResult({ findings }), sampleContext),
      `src/db.ts
  12:5   warning  ${message}  client-in-handler
          handler (src/create.ts:3) › saveOrder (src/db.ts:10)
          +20–60 ms per invocation (modelled) · in CreateOrder
  120:5  error    ${message}  client-in-handler
          handler (src/create.ts:3) › saveOrder (src/db.ts:10)
          +20–60 ms per invocation (modelled) · in CreateOrder
          src/a.ts:1:1 made here

src/z.ts
  12:5  info     Hm.  client-in-handler

✖ 3 findings (1 error, 1 warning, 1 info) · ${work}
`,
    );
  });

  it('says what was looked at when there is nothing to report', () => {
    const text = formatStylish(sampleResult({ findings: [sampleFinding({ suppressed: true })] }), sampleContext);
    assert.equal(text, `✔ No findings · ${work}, 1 suppressed\n`);
  });

  it('names the first functions and counts the rest', () => {
    const functions = ['A', 'B', 'C', 'D', 'E'].map((name) => sampleFunction(name));
    const findings = [sampleFinding({ functions: functions.map(({ id }) => id) })];
    assert.match(formatStylish(sampleResult({ functions, findings }), sampleContext), /in A, B, C and 2 more\n/);
  });

  it('lists problems, and unresolved functions by reason, ten of each', () => {
    const declaredIn = { file: 'template.yaml', line: 4, kind: 'sam' } as const;
    const reasons = [
      'It is an archive',
      'It is an archive',
      ...Array.from({ length: 11 }, (_, index) => `Reason ${index}`),
    ];
    const unresolved = reasons.map((reason) => ({ name: 'Old', declaredIn, reason, cause: 'not-found' }) as const);
    const problems = [{ kind: 'syntax-error', file: 'x.ts', line: 3, message: 'A brace is missing' }] as const;
    const shown = Array.from({ length: 9 }, (_, index) => `  template.yaml:4  Old: Reason ${index}\n`).join('');
    assert.equal(
      formatStylish(sampleResult({ findings: [], unresolved, problems }), sampleContext),
      `1 problem
  x.ts:3  A brace is missing

13 functions not resolved
  template.yaml:4  Old: It is an archive and 1 more
${shown}  and 2 more; --format json lists all

✔ No findings · ${work}
`,
    );
  });

  it('colours when asked to', () => {
    const text = formatStylish(sampleResult(), { ...sampleContext, useColors: true });
    assert.ok(text.includes('\u001b[33mwarning\u001b[39m'));
  });
});
