import type { Update } from '../core/analysis/session.js';
import { groupBy } from '../lib/group.js';
import type { Finding } from '../model/finding.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';
import { createPlaceMover, movedFunction, withMovedPlaces } from './moved-places.js';

/** What is known of a folder. Files are named relative to its root. */
export interface FolderState {
  /** False until the first analysis has ended. */
  readonly isReady: boolean;
  /** Why the last analysis could not be made, for a person. */
  readonly failure?: string;
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Those without a file stand under the empty name. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** The text that each file was analysed with: what findings and places in it are about. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a run has read, by file. */
export type Texts = ReadonlyMap<string, string>;

export const INITIAL_STATE: FolderState = {
  isReady: false,
  functions: [],
  unresolved: [],
  findings: new Map(),
  problems: new Map(),
  texts: new Map(),
};

export function afterAnalysis(result: AnalysisResult, more: readonly Problem[], texts: Texts): FolderState {
  return {
    isReady: true,
    functions: result.functions,
    unresolved: result.unresolved,
    findings: groupBy(result.findings, ({ file }) => file),
    problems: groupBy([...more, ...result.problems], ({ file = '' }) => file),
    texts,
  };
}

/** Files that were looked at anew have what was found now, and nothing else. What other files say of places in them moves along. */
export function afterUpdate(state: FolderState, update: Update, texts: Texts): FolderState {
  const { files } = update;
  const read = new Map([...texts].filter(([file]) => files.has(file)));
  const mover = createPlaceMover(state.texts, read);
  const findings = new Map<string, readonly Finding[]>();
  for (const [file, each] of state.findings)
    findings.set(
      file,
      each.map((finding) => withMovedPlaces(finding, mover)),
    );
  return {
    ...state,
    functions: state.functions.map((fn) => movedFunction(fn, mover)),
    findings: renewed(
      findings,
      files,
      groupBy(update.findings, ({ file }) => file),
    ),
    problems: renewed(
      state.problems,
      files,
      groupBy(update.problems, ({ file = '' }) => file),
    ),
    texts: new Map([...[...state.texts].filter(([file]) => !files.has(file)), ...read]),
  };
}

function renewed<T>(
  before: ReadonlyMap<string, readonly T[]>,
  files: ReadonlySet<string>,
  found: ReadonlyMap<string, readonly T[]>,
): ReadonlyMap<string, readonly T[]> {
  const after = new Map(before);
  for (const file of files) after.set(file, found.get(file) ?? []);
  return after;
}
