import { isLacking } from '../../derived/missing-packages.js';
import { judgedMs, roughMs, roughRange } from '../../derived/rough-ms.js';
import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import { groupedParts, type PartGroup, partText } from '../../words/start-parts.js';
import { msText, startText } from '../../words/times.js';

export default defineBundleRule({
  meta: {
    id: 'cold-start-budget',
    summary: 'A function is estimated to start more slowly than its budget allows',
    category: 'cold-start',
    severity: 'error',
    preset: 'recommended',
    fix: 'none',
    budget: 'start',
    since: '0.1.0',
    messages: {
      over: 'The cold start of {name} is estimated to be {start}, {over} over its budget of {budget} ms. Largest parts: {parts}.',
    },
    options: {},
    evidence: [],
  },
  *check({ bundle: { name }, coldStart, budgets }) {
    const budget = Math.min(...budgets.map(({ coldStartMs = Number.POSITIVE_INFINITY }) => coldStartMs));
    const judged = judgedMs(coldStart);
    if (judged <= budget) return;
    const isOpen = isLacking(coldStart);
    const { low, high } = roughRange(coldStart.initMs);
    yield {
      messageId: 'over',
      data: {
        name,
        start: startText(coldStart),
        over: `${isOpen ? 'at least ' : ''}${overText(judged, budget)}`,
        mid: coldStart.initMs.mid,
        budget,
        parts: largestOf(coldStart).map(partText).join(', '),
      },
      bytes: judged - budget,
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

/** The difference of the two figures that the message shows, which may be the same where the estimate is a little over. */
function overText(judged: number, budget: number): string {
  const over = roughMs(judged) - budget;
  return over > 0 ? msText(over) : `less than ${msText(Math.floor(judged - budget) + 1)}`;
}

function largestOf(coldStart: ColdStartEstimate): readonly PartGroup[] {
  const told = groupedParts(coldStart).filter(({ ms }) => ms >= 1);
  return told.toSorted((a, b) => b.ms - a.ms).slice(0, 4);
}
