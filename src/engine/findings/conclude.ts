import type { Finding, Region } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { Commented } from '../comments/commented.js';
import { applySuppressions, type SuppressionOptions } from '../comments/suppressions.js';
import { byPlace } from './finding-order.js';
import { repeatNumbering } from './fingerprint.js';

export interface RulesOutcome {
  /** Sorted by file, line, column, rule; one for each fingerprint and place. */
  readonly findings: readonly Finding[];
  /** A rule that crashed is one of these, and costs no other rule anything. */
  readonly problems: readonly Problem[];
}

export interface FindingPlace extends Region {
  readonly file: string;
  /** Of the statement around; a comment there is about the first of a rule's findings in it. */
  readonly isAround?: boolean;
}

/** What a rule says, of whatever kind it is, before comments have the last word. */
export interface FindingDraft {
  readonly finding: Finding;
  /** Where it stands, which may be in several files: a comment at any of these places is about it. */
  readonly places: readonly FindingPlace[];
}

/** A file that may hold comments about rules. */
export interface CommentedFile {
  /** Relative to the root. */
  readonly file: string;
  readonly commented: Commented;
  readonly options: SuppressionOptions;
}

/** Puts findings into their order, numbers those alike, and lets comments have the last word. */
export function conclude(drafts: readonly FindingDraft[], files: Iterable<CommentedFile>): RulesOutcome {
  const numbered = repeatNumbering();
  const sorted = drafts
    .toSorted((a, b) => byPlace(a.finding, b.finding))
    .map(({ finding, places }) => ({ finding: numbered(finding), places }));
  const told = firstAround(sorted.flatMap(({ finding, places }) => places.map((place) => ({ finding, place }))));
  const silenced = new Map<Finding, string | undefined>();
  const problems: Problem[] = [];
  // File by file, as comments reach no further; files without findings too, whose comments may be unused.
  for (const { file, commented, options } of files) {
    const here = told.filter(({ place }) => place.file === file);
    const placed = here.map(({ finding, place }) => ({ ...finding, ...place, of: finding }));
    const outcome = applySuppressions(commented, file, placed, options);
    for (const { of, suppressed, suppressionReason } of outcome.findings)
      if (suppressed) silenced.set(of, silenced.get(of) ?? suppressionReason);
    problems.push(...outcome.problems);
  }
  return { findings: sorted.map(({ finding }) => marked(finding, silenced)), problems };
}

interface PlacedFinding {
  readonly finding: Finding;
  readonly place: FindingPlace;
}

/** Whoever writes a comment above a statement has seen one finding; a second one wants a word of its own. */
function firstAround(told: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const first = new Map<string, Finding>();
  for (const { finding, place } of told) {
    const key = keyOf(place, finding);
    if (!first.has(key)) first.set(key, finding);
  }
  return told.filter(({ finding, place }) => !place.isAround || first.get(keyOf(place, finding)) === finding);
}

function keyOf({ file, line, column }: FindingPlace, { ruleId }: Finding): string {
  return [ruleId, file, line, column].join('\n');
}

function marked(finding: Finding, silenced: ReadonlyMap<Finding, string | undefined>): Finding {
  if (!silenced.has(finding)) return finding;
  return { ...finding, suppressed: true, suppressionReason: silenced.get(finding) };
}
