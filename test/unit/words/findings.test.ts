import assert from 'node:assert/strict';
import type { Impact } from '../../../src/model/finding.js';
import { functionNames, impactText } from '../../../src/words/findings.js';
import { callPathText } from '../../../src/words/places.js';
import { sampleFinding } from '../../support/sample-result.js';

describe('impactText', () => {
  const base: Impact = { phase: 'invoke', origin: 'documented', source: 's' };
  const cases: readonly [Impact | undefined, string | undefined][] = [
    [undefined, undefined],
    [base, undefined],
    [{ ...base, latencyMs: { low: 20, high: 60 } }, '+20–60 ms per invocation (documented)'],
    [{ ...base, latencyMs: { low: 5, high: 5 }, per: 'item' }, '+5 ms per item (documented)'],
    [{ ...base, latencyMs: { low: 0.52, high: 1.25 } }, '+0.5–1.3 ms per invocation (documented)'],
    [{ ...base, latencyMs: { low: 1500, high: 20_000 } }, '+1.5–20 s per invocation (documented)'],
    [{ ...base, phase: 'init', latencyMs: { low: 103, high: 157 } }, '+103–157 ms per cold start (documented)'],
    [
      { ...base, phase: 'init', origin: 'modelled', latencyMs: { low: 84.2, high: 285 } },
      '+84–290 ms per cold start (modelled)',
    ],
    ...(
      [
        [144, 0, 82, '+0–86 ms'],
        [100, 84, 285, '+80–290 ms'],
        [131.7, 52.3, 253.3, '+48.3–258.3 ms'],
        [96.9, 0, 1.1, '+0–1.1 ms'],
        [70, 48, 48, '+48 ms'],
        [100, 150.4, 150.4, '+150 ms'],
        [70, 50, 50, '+50 ms'],
        [118, 0, 0.3, '+0–2 ms'],
      ] as const
    ).map(([aboveMs, low, high, text]): [Impact, string] => [
      { ...base, phase: 'init', origin: 'modelled', latencyMs: { low, high }, aboveMs },
      `${text} per cold start (modelled)`,
    ]),
    [{ ...base, origin: 'modelled', latencyMs: { low: 103, high: 157 } }, '+103–157 ms per invocation (modelled)'],
    [{ ...base, phase: 'init', latencyMs: { low: 100, high: 200 } }, '+100–200 ms per cold start (documented)'],
  ];
  for (const [impact, expected] of cases) {
    it(`${expected}`, () => assert.equal(impactText(impact), expected));
  }
});

describe('functionNames', () => {
  it('are those of the result, and otherwise those in the ids', () => {
    const functions = ['template.yaml#Good', 'template.yaml#Bad', 'a/b.yml#Bad'];
    const finding = { ...sampleFinding(), functions };
    assert.deepEqual(functionNames(finding, { functions: [{ id: 'template.yaml#Good', name: 'Fine' }] }), [
      'Fine',
      'Bad',
    ]);
  });
});

describe('callPathText', () => {
  const step = (name: string, file: string) => ({ name, file, line: 3, column: 1 });
  const cases: readonly [steps: readonly string[], expected: string | undefined][] = [
    [[], undefined],
    [['handler own.ts'], undefined],
    [['handler own.ts', 'save own.ts'], 'handler › save'],
    [['handler a.ts', 'save own.ts'], 'handler (a.ts:3) › save (own.ts:3)'],
    [['handler own.ts', 'each b.ts', 'more b.ts', 'save own.ts'], 'handler › each (b.ts:3) › more › save (own.ts:3)'],
  ];
  for (const [steps, expected] of cases) {
    it(`${steps.join(', ') || 'nothing'}`, () => {
      const path = steps.map((text) => step(text.split(' ')[0]!, text.split(' ')[1]!));
      assert.equal(callPathText(path, 'own.ts'), expected);
    });
  }
});
