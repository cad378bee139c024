import { isLacking, isStartOpen } from '../../derived/missing-packages.js';
import { exactDifference, judgedMs, roughMs, shownAbove } from '../../derived/rough-ms.js';
import { type BundleProblem, defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import { listNames } from '../../words/counts.js';
import { groupedParts, type PartGroup, partText } from '../../words/start-parts.js';
import { estimateText, exactEstimateText, exactMsText, exactStartText, startText } from '../../words/times.js';

type MessageId = 'over' | 'mayBeOver';

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
      over: 'The cold start of {name} is estimated to be {start}, {over} over its budget of {budget} ms. {largest}: {parts}.',
      mayBeOver:
        'The cold start of {name} may exceed its budget of {budget} ms: without {without}, it is already estimated to be {start}. {largest}: {parts}.',
    },
    options: {},
    evidence: [],
  },
  *check({ coldStart, budgets }) {
    const budget = Math.min(...budgets.map(({ coldStartMs = Number.POSITIVE_INFINITY }) => coldStartMs));
    if (judgedMs(coldStart) > budget) yield over(coldStart, budget);
    // What can be installed, built or mended is an error of its own.
    else if (coldStart.initMs.mid > budget && !isStartOpen(coldStart)) yield mayBeOver(coldStart, budget);
  },
});

function over(coldStart: ColdStartEstimate, budget: number): BundleProblem<MessageId> {
  const { low, high } = coldStart.initMs;
  const latencyMs = { low: Math.max(0, exactDifference(low, budget)), high: exactDifference(high, budget) };
  return {
    ...problemOf('over', coldStart, budget),
    data: { ...dataOf(coldStart, budget), ...textsOf(coldStart, budget) },
    // Nobody knows how much more a lower bound takes.
    impact: { ...IMPACT, ...(!isLacking(coldStart) && { latencyMs, aboveMs: budget }) },
  };
}

/** Without what a layer or nothing brings, it is surely within its budget at the low end only. */
function mayBeOver(coldStart: ColdStartEstimate, budget: number): BundleProblem<MessageId> {
  const { lost = [], leftToLayers = [], initMs } = coldStart;
  const uncounted = [...lost, ...leftToLayers];
  const without = `${listNames(uncounted, NAMED)}, which ${uncounted.length === 1 ? 'is' : 'are'} not counted`;
  const start = roughMs(initMs.mid) > budget ? estimateText(initMs) : exactEstimateText(initMs);
  return {
    ...problemOf('mayBeOver', coldStart, budget),
    data: { ...dataOf(coldStart, budget), without, start },
    impact: IMPACT,
  };
}

const NAMED = 3;

const IMPACT = {
  phase: 'init',
  per: 'cold start',
  origin: 'modelled',
  source: 'Estimated Init Duration above the budget (docs/cold-start-model.md)',
} as const;

function problemOf(messageId: MessageId, { initMs }: ColdStartEstimate, budget: number): BundleProblem<MessageId> {
  return { messageId, bytes: exactDifference(initMs.mid, budget), cause: 'cold start', scope: 'function' };
}

function dataOf(coldStart: ColdStartEstimate, budget: number) {
  const { name, initMs } = coldStart;
  // A lower bound may be less than one of its parts.
  const largest = isLacking(coldStart) ? 'Largest parts, each at the middle of its range' : 'Largest parts';
  return { name, mid: initMs.mid, budget, largest, parts: largestOf(coldStart).map(partText).join(', ') };
}

/**
 * As every face shows the start, if its rounded figure and the rounded difference add up to the budget; else both exactly. "At least"
 * stays true of the difference to the rounded figure, which has as many decimals as the budget.
 */
function textsOf(coldStart: ColdStartEstimate, budget: number): { readonly start: string; readonly over: string } {
  const judged = judgedMs(coldStart);
  if (isLacking(coldStart)) {
    const exact = exactDifference(judged, budget);
    const shown = exactDifference(roughMs(judged, Math.floor), budget);
    return shown > 0
      ? { start: startText(coldStart), over: `at least ${exactMsText(shown)}` }
      : { start: exactStartText(coldStart), over: `at least ${exactMsText(exact)}` };
  }
  const above = shownAbove(judged, budget);
  const start = above.isRough ? startText(coldStart) : exactStartText(coldStart);
  return { start, over: exactMsText(above.ms) };
}

function largestOf(coldStart: ColdStartEstimate): readonly PartGroup[] {
  const told = groupedParts(coldStart).filter(({ ms }) => ms >= 1);
  return told.toSorted((a, b) => b.ms - a.ms).slice(0, 4);
}
