import { isLacking } from '../derived/missing-packages.js';
import { SDK_V2_PART, SDK_V3_PART } from '../derived/part-ids.js';
import { isOfSdkV3 } from '../derived/sdk-v3.js';
import type { ColdStartEstimate, ColdStartPart, PartKind } from '../model/cold-start.js';
import type { Saving } from '../model/saving.js';
import { sharedBases, sourceText } from '../words/part-source.js';
import { MEMORY_NOTE } from '../words/start-notes.js';
import { initText, msText, rangeText } from '../words/times.js';
import { type Built, caveat } from './caveat.js';

/** What is known of one function's cold start. */
export interface ColdStartFacts extends Built {
  readonly estimate: ColdStartEstimate;
  /** What changes that are known without building would take off it, the most first. */
  readonly savings: readonly Saving[];
}

/** Packages, those of SDK v3 as one, or anything else that a start spends time on. */
export interface PartGroup {
  readonly name: string;
  readonly ms: number;
  readonly parts: readonly ColdStartPart[];
}

/** A lens names no more packages than fit beside the others, and none that nobody would notice. */
const NAMED = 3;
const LEAST_MS = 10;

/** `cold start ≈ 310–380 ms · sdk v3 +95 ms · axios +21 ms`; of several functions behind one handler from the smallest to the largest. */
export function coldStartText(known: readonly ColdStartFacts[]): string | undefined {
  const texts = [...new Set(known.map(({ estimate }) => oneText(estimate)))];
  if (texts.length === 0) return undefined;
  return `cold start ${texts.length === 1 ? texts[0] : fromToText(known)}${caveat(known)}`;
}

function oneText(estimate: ColdStartEstimate): string {
  const heaviest = executedGroups(estimate)
    .filter(({ ms }) => ms >= LEAST_MS)
    .slice(0, NAMED)
    .map(({ name, ms }) => `${name} +${Math.round(ms)} ms`);
  return [initText(estimate), ...heaviest].join(' · ');
}

function fromToText(known: readonly ColdStartFacts[]): string {
  if (known.some(({ estimate }) => isLacking(estimate)))
    return `at least ${Math.floor(Math.min(...known.map(({ estimate }) => estimate.initMs.low)))} ms`;
  const sorted = known.map(({ estimate }) => estimate.initMs).sort((a, b) => a.mid - b.mid);
  const [from, to] = [sorted[0]!, sorted.at(-1)!].map(rangeText);
  return `≈ ${from === to ? from! : `${from} to ${to}`}`;
}

/** What a start runs of others: packages and what the runtime brings, the heaviest first. */
function executedGroups({ parts }: ColdStartEstimate): readonly PartGroup[] {
  const isOfOthers = (part: ColdStartPart): boolean => ['packages', 'runtime'].includes(part.group);
  return grouped(parts.filter(isOfOthers)).toSorted((a, b) => b.ms - a.ms);
}

function grouped(parts: readonly ColdStartPart[]): readonly PartGroup[] {
  const groups = new Map<string, ColdStartPart[]>();
  for (const part of parts) {
    const name = groupName(part);
    groups.set(name, [...(groups.get(name) ?? []), part]);
  }
  return [...groups].map(([name, all]) => ({ name, parts: all, ms: all.reduce((sum, { ms }) => sum + ms, 0) }));
}

function groupName(part: ColdStartPart): string {
  if (part.group === 'runtime') return RUNTIME_NAMES[part.id] ?? part.name;
  return part.group === 'packages' && isOfSdkV3(part.name) ? 'sdk v3' : part.name;
}

/** Without the number of clients, by the id of the part. */
const RUNTIME_NAMES: Readonly<Record<string, string>> = {
  [SDK_V2_PART]: 'sdk v2 of the runtime',
  [SDK_V3_PART]: 'sdk v3 of the runtime',
};

/** Groups on the card; the rest is told as a sum. */
const ROWS = 8;
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
      value: `${initText(estimate)} of Init Duration, estimated without running it${caveat([facts])}`,
      details: partTexts(estimate),
    },
    ...(savings.length > 0
      ? [{ label: 'Known to make it shorter', value: '', details: savings.slice(0, SAVINGS).map(savingText) }]
      : []),
    ...(assumptions.length > 0 ? [{ label: 'Assumed for the cold start', value: assumptions.join(' ') }] : []),
    { label: 'Memory and cold start', value: MEMORY_NOTE },
  ];
}

/** `moment → dayjs: up to 24 ms (modelled)`. */
export function savingText({ title, ms }: Saving): string {
  return `${title}: up to ${Math.round(ms.mid)} ms (modelled)`;
}

/** In the order of a start, what it runs by weight, each with where the figure comes from. */
function partTexts({ parts }: ColdStartEstimate): readonly string[] {
  const groups = grouped(parts.filter(({ ms }) => ms > 0));
  const ofKind = (isWanted: (kind: PartKind) => boolean) =>
    groups.filter(({ parts: [first] }) => isWanted(first!.kind));
  const run = ofKind((kind) => kind === 'execute').toSorted((a, b) => b.ms - a.ms);
  const rest = run.slice(ROWS);
  const restMs = rest.reduce((sum, { ms }) => sum + ms, 0);
  const bases = sharedBases(parts);
  const texts = (all: readonly PartGroup[]) => all.map((group) => groupText(group, bases));
  return [
    ...texts(ofKind((kind) => kind !== 'execute' && kind !== 'own')),
    ...texts(run.slice(0, ROWS)),
    ...(rest.length > 0 ? [`${rest.length} more: ${msText(restMs)}`] : []),
    ...texts(ofKind((kind) => kind === 'own')),
    ...bases.map((basis) => `modelled figures: ${basis}`),
  ];
}

/** `sdk v3, 14 packages: 95 ms (modelled: measured with 3.1162.0 on Node.js 22 and 2 more)`. */
function groupText({ name, ms, parts }: PartGroup, bases: readonly string[]): string {
  const [first] = parts;
  const sources = [...new Set(parts.map((part) => sourceText(part, bases)))];
  const more = sources.length > 1 ? ` and ${sources.length - 1} more` : '';
  const of = parts.length > 1 ? `, ${parts.length} packages` : '';
  return `${name}${of}: ${msText(ms)} (${first!.origin}: ${sources[0]}${more})`;
}
