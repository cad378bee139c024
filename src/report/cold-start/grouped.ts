import type { ColdStartEstimate, ColdStartPart } from '../../model/cold-start.js';
import { isOfSdkV3 } from '../../model/sdk-v3.js';

/** Parts that are told in one line. */
export interface PartGroup {
  readonly kind: ColdStartPart['kind'];
  readonly name: string;
  readonly ms: number;
  /** The largest first; a single one where nothing was put together. */
  readonly parts: readonly ColdStartPart[];
}

/** The parts of Init Duration: the floor first, then the largest; packages of SDK v3 as one, and those under a millisecond as one. */
export function groupedParts({ parts }: ColdStartEstimate): readonly PartGroup[] {
  const counted = parts.filter(({ kind }) => kind !== 'download');
  const isSmall = (part: ColdStartPart): boolean => part.kind === 'execute' && part.ms < SMALL_MS && !isSdk(part);
  const small = counted.filter(isSmall);
  const sdk = counted.filter(isSdk);
  const others = counted.filter((part) => !isSdk(part) && !isSmall(part));
  const groups = [
    ...others.map((part) => groupOf(part.name, [part])),
    ...(sdk.length > 0 ? [groupOf('sdk v3', sdk)] : []),
    ...(small.length > 0 ? [groupOf(`${small.length} smaller packages`, small)] : []),
  ];
  return groups.toSorted((a, b) => rank(a) - rank(b) || b.ms - a.ms);
}

const SMALL_MS = 1;

function isSdk({ kind, name }: ColdStartPart): boolean {
  return kind === 'execute' && isOfSdkV3(name);
}

function groupOf(name: string, parts: readonly ColdStartPart[]): PartGroup {
  const sorted = parts.toSorted((a, b) => b.ms - a.ms);
  return { kind: sorted[0]!.kind, name, ms: sorted.reduce((sum, { ms }) => sum + ms, 0), parts: sorted };
}

function rank({ kind }: PartGroup): number {
  return kind === 'floor' ? 0 : 1;
}
