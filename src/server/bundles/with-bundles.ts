import type { JudgedKnown } from '../../core/bundle-functions.js';
import { toldOnce } from '../../engine/findings/told-once.js';
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
  const state = { ...known, findings: mapValues(known.findings, withOwnFigures) };
  if (findings.length + problems.length === 0) return state;
  const mover = createPlaceMover(texts, state.texts);
  const moved = findings.map((finding) => (mover.concerns(finding.file) ? movedFinding(finding, mover) : finding));
  return {
    ...state,
    findings: merged(state.findings, moved),
    problems: mapValues(
      merged(
        state.problems,
        problems.map((problem) => movedProblem(problem, mover)),
      ),
      toldOnce,
    ),
    texts: new Map([...texts, ...state.texts]),
  };
}

function mapValues<K, T>(map: ReadonlyMap<K, T>, change: (value: T) => T): ReadonlyMap<K, T> {
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

function merged<T extends { readonly file?: string }>(
  known: ReadonlyMap<string, readonly T[]>,
  more: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const all = new Map(known);
  for (const [file, each] of groupBy(more, ({ file = '' }) => file))
    all.set(file, [...(known.get(file) ?? []), ...each]);
  return all;
}
