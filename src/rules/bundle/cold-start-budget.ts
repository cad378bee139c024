import { isLacking } from '../../derived/missing-packages.js';
import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import type { ColdStartEstimate, ColdStartPart } from '../../model/cold-start.js';

export default defineBundleRule({
  meta: {
    id: 'cold-start-budget',
    summary: 'A function is estimated to start slower than the budget that its project sets',
    category: 'cold-start',
    severity: 'error',
    preset: 'recommended',
    fix: 'none',
    budget: 'start',
    since: '0.1.0',
    messages: {
      over: '{name} is estimated to take {least}{mid} ms to start{range}; its budget is {budget} ms. Most of it: {parts}.',
    },
    options: {},
    evidence: [],
  },
  *check({ bundle: { name }, coldStart, budgets }) {
    const budget = Math.min(...budgets.map(({ coldStartMs = Number.POSITIVE_INFINITY }) => coldStartMs));
    const { low, mid, high } = coldStart.initMs;
    if (mid <= budget) return;
    const isOpen = isLacking(coldStart);
    const largest = largestOf(coldStart).map(({ kind, name: part, ms }) => {
      const label = kind === 'floor' ? `runtime ${part}` : kind === 'read' ? `reading ${part}` : part;
      return `${label} ${Math.round(ms)} ms`;
    });
    yield {
      messageId: 'over',
      data: {
        name,
        mid,
        least: isOpen ? 'at least ' : '',
        range: isOpen ? '' : ` (${low}–${high} ms)`,
        budget,
        parts: largest.join(', '),
      },
      bytes: mid - budget,
      cause: 'cold start',
      scope: 'function',
      impact: {
        phase: 'init',
        per: 'cold start',
        // Nobody knows how much more it takes.
        ...(!isOpen && { latencyMs: { low: Math.max(0, low - budget), high: high - budget } }),
        origin: 'modelled',
        source: 'Estimated Init Duration above the budget (docs/cold-start-model.md)',
      },
    };
  },
});

function largestOf({ parts }: ColdStartEstimate): readonly ColdStartPart[] {
  const told = parts.filter(({ kind, ms }) => kind !== 'download' && ms >= 1);
  return told.toSorted((a, b) => b.ms - a.ms).slice(0, 4);
}
