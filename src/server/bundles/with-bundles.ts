import type { JudgedKnown } from '../../core/bundle-functions.js';
import { mergeBundles, type PartialResult } from '../../core/merge-bundles.js';
import { groupBy } from '../../lib/group.js';
import type { Finding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { FolderState, Texts } from '../folder-state.js';
import { createPlaceMover, movedRegion, type PlaceMover } from '../moved-places.js';

/** What the rules say of bundles, and the text of each file that they say it of. */
export interface JudgedBundleTexts extends JudgedKnown {
  readonly texts: Texts;
}

export const NOT_JUDGED: JudgedBundleTexts = {
  findings: [],
  problems: [],
  withOwnFigures: (findings) => findings,
  texts: new Map(),
};

/** The state with what is known of bundles. Places follow what was typed since. */
export function withBundles(
  known: FolderState,
  { findings, problems, texts, withOwnFigures }: JudgedBundleTexts,
): FolderState {
  const mover = createPlaceMover(texts, known.texts);
  const ofBundles = {
    findings: groupBy(
      findings.map((finding) => (mover.concerns(finding.file) ? movedFinding(finding, mover) : finding)),
      ({ file }) => file,
    ),
    problems: groupBy(
      problems.map((problem) => movedProblem(problem, mover)),
      ({ file = '' }) => file,
    ),
  };
  const ofCode = { ...known, findings: mapValues(known.findings, withOwnFigures) };
  const merged = new Map(
    [...new Set([...ofBundles.findings.keys(), ...ofBundles.problems.keys()])].map((file) => [
      file,
      mergeBundles(toldIn(file, ofCode), toldIn(file, ofBundles)),
    ]),
  );
  return {
    ...known,
    findings: new Map([...ofCode.findings, ...mapValues(merged, (told) => told.findings)]),
    problems: new Map([...ofCode.problems, ...mapValues(merged, (told) => told.problems)]),
    texts: new Map([...texts, ...known.texts]),
  };
}

function toldIn(file: string, { findings, problems }: Pick<FolderState, 'findings' | 'problems'>): PartialResult {
  return { findings: findings.get(file) ?? [], problems: problems.get(file) ?? [] };
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U): ReadonlyMap<string, U> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function movedFinding(finding: Finding, mover: PlaceMover): Finding {
  return { ...finding, ...movedRegion(finding, mover) };
}

function movedProblem(problem: Problem, mover: PlaceMover): Problem {
  const { file, line, column } = problem;
  if (file === undefined || line === undefined || !mover.concerns(file)) return problem;
  return { ...problem, ...mover.move(file, { line, column }) };
}
