import type { Finding, Region } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { Commented } from '../comments/commented.js';
import { applySuppressions, type SuppressionOptions } from '../comments/suppressions.js';
import { byPlace } from './finding-order.js';
import { numberRepeats } from './fingerprint.js';

export interface RulesRun {
  /** Sorted by file, line, column, rule; one for each fingerprint and place. */
  readonly findings: readonly Finding[];
  /** A rule that crashed is one of these, and costs no other rule anything. */
  readonly problems: readonly Problem[];
}

export interface Place extends Region {
  readonly file: string;
  /** Of the statement around; a comment there is about the first of a rule's findings in it. */
  readonly isAround?: boolean;
}

/** What a rule says, of whatever kind it is, before comments have the last word. */
export interface Draft {
  readonly finding: Finding;
  /** Where it stands, which may be in several files: a comment at any of these places is about it. */
  readonly places: readonly Place[];
}

/** A file that may hold comments about rules. */
export interface CommentedFile {
  /** Relative to the root. */
  readonly file: string;
  readonly commented: Commented;
  readonly options: SuppressionOptions;
}

/** Puts findings into their order, numbers those alike, and lets comments have the last word. */
export function conclude(drafts: readonly Draft[], files: Iterable<CommentedFile>): RulesRun {
  const sorted = drafts.toSorted((a, b) => byPlace(a.finding, b.finding));
  const findings = numberRepeats(sorted.map(({ finding }) => finding));
  const told = firstAround(
    sorted.flatMap(({ places }, index) => places.map((place) => ({ index, place }))),
    findings,
  );
  const silenced = new Map<number, string | undefined>();
  const problems: Problem[] = [];
  // File by file, as comments reach no further; files without findings too, whose comments may be unused.
  for (const { file, commented, options } of files) {
    const here = told.filter(({ place }) => place.file === file);
    const placed = here.map(({ index, place }) => ({ ...findings[index]!, ...place }));
    const suppressed = applySuppressions(commented, file, placed, options);
    suppressed.findings.forEach((each, at) => {
      const { index } = here[at]!;
      if (each.suppressed) silenced.set(index, silenced.get(index) ?? each.suppressionReason);
    });
    problems.push(...suppressed.problems);
  }
  return { findings: findings.map((finding, index) => marked(finding, index, silenced)), problems };
}

interface Told {
  /** Of the finding. */
  readonly index: number;
  readonly place: Place;
}

/** Whoever writes a comment above a statement has seen one finding; a second one wants a word of its own. */
function firstAround(told: readonly Told[], findings: readonly Finding[]): readonly Told[] {
  const first = new Map<string, number>();
  for (const { index, place } of told) {
    const key = keyOf(place, findings[index]!);
    if (!first.has(key)) first.set(key, index);
  }
  return told.filter(({ index, place }) => !place.isAround || first.get(keyOf(place, findings[index]!)) === index);
}

function keyOf({ file, line, column }: Place, { ruleId }: Finding): string {
  return [ruleId, file, line, column].join('\n');
}

function marked(finding: Finding, index: number, silenced: ReadonlyMap<number, string | undefined>): Finding {
  if (!silenced.has(index)) return finding;
  return { ...finding, suppressed: true, suppressionReason: silenced.get(index) };
}
