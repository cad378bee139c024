import { isOfSdkV3 } from '../derived/sdk-v3.js';
import type { ColdStartEstimate, ColdStartPart } from '../model/cold-start.js';
import { msText } from './times.js';

/** Parts of a start that are told in one line. */
export interface PartGroup {
  readonly kind: ColdStartPart['kind'];
  readonly group: ColdStartPart['group'];
  readonly name: string;
  readonly ms: number;
  /** The largest first; a single one where nothing was put together. */
  readonly parts: readonly [ColdStartPart, ...ColdStartPart[]];
}

/** What all packages of SDK v3 are called together, in every face. */
export const SDK_V3 = 'SDK v3';

/** The parts of Init Duration: the floor first, then the largest; packages of SDK v3 as one, and small ones as one. What rounds to nothing is left out. */
export function groupedParts({ parts }: Pick<ColdStartEstimate, 'parts'>): readonly PartGroup[] {
  const counted = parts.filter(({ kind, ms }) => kind === 'floor' || (kind !== 'download' && ms > 0));
  const sdk = counted.filter(isSdk);
  const small = counted.filter((part) => part.kind === 'execute' && part.ms < SMALL_MS && !isSdk(part));
  const together = [sdk, small].filter(({ length }) => length > 1);
  const alone = counted.filter((part) => !together.some((group) => group.includes(part)));
  const groups = [
    ...alone.flatMap((part) => groupOf(labelOf(part), [part])),
    ...together.flatMap((group) => groupOf(group === sdk ? SDK_V3 : `${group.length} smaller packages`, group)),
  ];
  return groups.toSorted((a, b) => rank(a) - rank(b) || b.ms - a.ms);
}

/** `SDK v3 95 ms`. */
export function partText({ name, ms }: Pick<PartGroup, 'name' | 'ms'>): string {
  return `${name} ${msText(ms)}`;
}

const SMALL_MS = 2;

/** Parts are named by what they are about; alone in a line they need a word more. */
function labelOf({ kind, name }: ColdStartPart): string {
  if (kind === 'floor') return `runtime ${name}`;
  return kind === 'read' ? `reading ${name}` : name;
}

function isSdk({ kind, name }: ColdStartPart): boolean {
  return kind === 'execute' && isOfSdkV3(name);
}

function groupOf(name: string, parts: readonly ColdStartPart[]): readonly PartGroup[] {
  const [first, ...others] = parts.toSorted((a, b) => b.ms - a.ms);
  if (!first) return [];
  const ms = parts.reduce((sum, part) => sum + part.ms, 0);
  return [{ kind: first.kind, group: first.group, name, ms, parts: [first, ...others] }];
}

function rank({ kind }: PartGroup): number {
  return kind === 'floor' ? 0 : 1;
}
