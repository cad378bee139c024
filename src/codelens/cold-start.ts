import { isLacking } from '../derived/missing-packages.js';
import { groupedText } from '../lib/grouped-text.js';
import type { ColdStartEstimate } from '../model/cold-start.js';
import type { Saving } from '../model/saving.js';
import { sharedBases, sourceText } from '../words/part-source.js';
import { savingText } from '../words/start-figures.js';
import { MEMORY_NOTE, MIDDLES_NOTE } from '../words/start-notes.js';
import { groupedParts, type PartGroup, partText, SDK_V3 } from '../words/start-parts.js';
import { msText, startsText, startText } from '../words/times.js';
import { caveat, type FigureCaveat } from './caveat.js';

/** What is known of one function's cold start. */
export interface ColdStartFacts extends FigureCaveat {
  readonly estimate: ColdStartEstimate;
  /** What changes that are known without building would take off it, the most first. */
  readonly savings: readonly Saving[];
}

/** A lens names no more packages than fit beside the others, and none that nobody would notice. */
const NAMED = 3;
const LEAST_MS = 10;

/** `cold start about 280 ms (170–430 ms) · SDK v3 95 ms · axios 21 ms`; of several functions behind one handler from the shortest to the longest. */
export function coldStartText(known: readonly ColdStartFacts[]): string | undefined {
  const [first, ...others] = new Set(known.map(({ estimate }) => oneText(estimate)));
  if (first === undefined) return undefined;
  const text = others.length === 0 ? first : startsText(known.map(({ estimate }) => estimate));
  return `cold start ${text}${caveat(known)}`;
}

/** With what a start runs of others: packages and what the runtime brings. A lower bound may be less than one of these. */
function oneText(estimate: ColdStartEstimate): string {
  if (isLacking(estimate)) return startText(estimate);
  const heaviest = groupedParts(estimate)
    .filter(({ group, ms }) => (group === 'packages' || group === 'runtime') && ms >= LEAST_MS)
    .slice(0, NAMED)
    .map(partText);
  return [startText(estimate), ...heaviest].join(' · ');
}

/** Groups on the card; the rest is told as a sum. */
const ROWS = 10;
const SAVINGS = 5;

export interface ColdStartRow {
  readonly label: string;
  readonly value: string;
  /** Lines below it. */
  readonly details?: readonly string[];
}

/** Lines of the function's card. */
export function coldStartRows(facts: ColdStartFacts): readonly ColdStartRow[] {
  const { estimate, savings } = facts;
  const { assumptions } = estimate;
  return [
    {
      label: 'Cold start',
      value: `${startText(estimate)} of Init Duration, estimated without running it${caveat([facts])}`,
      details: partTexts(estimate),
    },
    ...(savings.length > 0
      ? [
          {
            label: 'What would make it shorter (modelled)',
            value: '',
            details: savings.slice(0, SAVINGS).map(savingText),
          },
        ]
      : []),
    ...(assumptions.length > 0 ? [{ label: 'Assumptions about the cold start', value: assumptions.join(' ') }] : []),
    { label: 'Memory and cold start', value: MEMORY_NOTE },
  ];
}

/** The groups of the start as every report has them, each with where the figure comes from. */
function partTexts(estimate: ColdStartEstimate): readonly string[] {
  const groups = groupedParts(estimate);
  const rest = groups.slice(ROWS);
  const restMs = rest.reduce((sum, { ms }) => sum + ms, 0);
  const bases = sharedBases(estimate.parts);
  return [
    ...groups.slice(0, ROWS).map((group) => groupText(group, bases)),
    ...(rest.length > 0 ? [`${groupedText(rest.length)} more: ${msText(restMs)}`] : []),
    ...(isLacking(estimate) ? [MIDDLES_NOTE] : []),
    ...bases.map((basis) => `modelled figures: ${basis}`),
  ];
}

/** `SDK v3, 14 packages: 95 ms (modelled: measured with 3.1162.0 on Node.js 22 and 2 more)`. */
function groupText({ name, ms, parts }: PartGroup, bases: readonly string[]): string {
  const [first] = parts;
  const sources = [...new Set(parts.map((part) => sourceText(part, bases)))];
  const more = sources.length > 1 ? ` and ${groupedText(sources.length - 1)} more` : '';
  const of = parts.length > 1 && name === SDK_V3 ? `, ${groupedText(parts.length)} packages` : '';
  return `${name}${of}: ${msText(ms)} (${first.origin}: ${sources[0]}${more})`;
}
