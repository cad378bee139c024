import type { JudgedKnown } from '../../core/bundle-functions.js';
import { mergeBundles, type Told } from '../../core/merge-bundles.js';
import { groupBy } from '../../lib/group.js';
import type { Finding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { FolderState, Texts } from '../folder-state.js';
import { createPlaceMover, movedRegion, type PlaceMover } from '../moved-places.js';

/** What the rules say of bundles, and the text of each file that they say it of. */
export interface Judged extends JudgedKnown {
  readonly texts: Texts;
}

export const NOT_JUDGED: Judged = {
  findings: [],
  problems: [],
  withOwnFigures: (findings) => findings,
  texts: new Map(),
};

/** The state with what is known of bundles. Places follow what was typed since. */
export function withBundles(known: FolderState, { findings, problems, texts, withOwnFigures }: Judged): FolderState {
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
  const merged = new Map(
    filesOf(known, ofBundles).map((file) => {
      const ofCode = toldIn(file, known);
      return [file, mergeBundles({ ...ofCode, findings: withOwnFigures(ofCode.findings) }, toldIn(file, ofBundles))];
    }),
  );
  return {
    ...known,
    findings: mapped(merged, (told) => told.findings),
    problems: mapped(merged, (told) => told.problems),
    texts: new Map([...texts, ...known.texts]),
  };
}

type ByFile = Pick<FolderState, 'findings' | 'problems'>;

function filesOf(...all: readonly ByFile[]): readonly string[] {
  return [...new Set(all.flatMap(({ findings, problems }) => [...findings.keys(), ...problems.keys()]))];
}

function toldIn(file: string, { findings, problems }: ByFile): Told {
  return { findings: findings.get(file) ?? [], problems: problems.get(file) ?? [] };
}

/** Without files of which nothing is told. */
function mapped<T>(
  merged: ReadonlyMap<string, Told>,
  of: (told: Told) => readonly T[],
): ReadonlyMap<string, readonly T[]> {
  return new Map([...merged].flatMap(([file, told]) => (of(told).length > 0 ? [[file, of(told)] as const] : [])));
}

function movedFinding(finding: Finding, mover: PlaceMover): Finding {
  return { ...finding, ...movedRegion(finding, mover) };
}

function movedProblem(problem: Problem, mover: PlaceMover): Problem {
  const { file, line, column } = problem;
  if (file === undefined || line === undefined || !mover.concerns(file)) return problem;
  return { ...problem, ...mover.move(file, { line, column }) };
}
