import { mayBeFixed } from '../engine/asking/asked-for.js';
import { chooseFix, type FixChoice } from '../engine/fixing/choose-fix.js';
import { type FixCandidate, filesOf, fixRound, isWellFormed } from '../engine/fixing/fix-round.js';
import { overlayHost } from '../engine/fixing/overlay-host.js';
import { absolutePath, relativePath } from '../lib/paths.js';
import type { InitCostOf } from '../model/cold-start.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult, AppliedFix, FileChange, FixOutcome } from '../model/result.js';
import { isGeneratedCode } from '../project/generated-code.js';
import { rules } from '../rules/index.js';
import { transforms } from '../transforms/index.js';
import { adjustManifests } from './adjust-manifests.js';
import { analyze } from './analyze.js';

/** Each round mends at least one finding; no file written by hand has more findings that stand in each other's way. */
const MAX_ROUNDS = 30;

/**
 * Applies fixes in rounds until no chosen one is left: those of one round touch different lines, and every round looks at the
 * code that the last one made. Writes nothing.
 */
export async function fixProject(
  options: Options,
  host: Host,
  choice: FixChoice,
  initCostOf?: InitCostOf,
): Promise<FixOutcome> {
  const { root } = options;
  const texts = new Map<string, string>();
  const fixed = overlayHost(host, texts);
  const textOf = (file: string): string => fixed.readText(absolutePath(root, file)) ?? '';
  const mayTouch = createGuard(options, textOf);
  const applied: AppliedFix[] = [];
  const givenUp = new Map<string, Problem>();
  // A transformation that left the finding would only repeat itself.
  const transformed = new Set<string>();
  for (let round = 1; ; round++) {
    const result = await analyze(options, fixed, initCostOf);
    const wanted = wantedFixes(result, choice).filter(
      (each) => !givenUp.has(keyOf(each)) && !transformed.has(keyOf(each)),
    );
    const resolved = await Promise.all(wanted.map((each) => resolveTransform(each, textOf)));
    const [drafts, idle] = splitIdle(resolved, textOf);
    for (const draft of idle) givenUp.set(keyOf(draft), idleProblem(draft));
    const allowed = drafts.filter(({ fix }) => filesOf(fix).every(mayTouch));
    const { accepted, broken, texts: changed } = fixRound(allowed, textOf);
    for (const candidate of broken) givenUp.set(keyOf(candidate), brokenProblem(candidate));
    if ((accepted.length === 0 && broken.length === 0) || round > MAX_ROUNDS) {
      if (choice.adjustsDependencies) await adjustManifests(options, host, fixed, texts);
      const problems = [...result.problems, ...givenUp.values()];
      return { changes: changesOf(texts, root, host), applied, result: { ...result, problems } };
    }
    for (const [file, text] of changed) texts.set(absolutePath(root, file), text);
    for (const candidate of accepted) if (candidate.fix.transform) transformed.add(keyOf(candidate));
    applied.push(...(accepted as FixDraft[]).map(({ finding, fix, notes }) => ({ finding, fix, notes })));
  }
}

function wantedFixes({ findings }: AnalysisResult, choice: FixChoice): FixCandidate[] {
  const wanted = findings
    .filter(({ suppressed }) => !suppressed)
    .flatMap((finding) => {
      const fix = chooseFix(finding, choice);
      return fix ? [{ finding, fix }] : [];
    });
  const isFirst = ({ finding }: FixCandidate): boolean => fixedFirst.has(finding.ruleId);
  return [...wanted.filter(isFirst), ...wanted.filter((each) => !isFirst(each))];
}

const fixedFirst = new Set(rules.filter(({ meta }) => meta.isFixedFirst).map(({ meta }) => meta.id));

interface FixDraft extends FixCandidate {
  readonly notes: readonly string[];
}

/** Turns a transformation into the edit that it amounts to. */
async function resolveTransform({ finding, fix }: FixCandidate, textOf: (file: string) => string): Promise<FixDraft> {
  if (!fix.transform) return { finding, fix, notes: [] };
  const { file } = finding;
  const before = textOf(file);
  const { text, notes } = await transforms[fix.transform](file, before);
  return { finding, fix: { ...fix, edits: [{ file, start: 0, end: before.length, text }] }, notes };
}

/** Transformations that change nothing are told, not applied. */
function splitIdle(
  drafts: readonly FixDraft[],
  textOf: (file: string) => string,
): [active: FixDraft[], idle: FixDraft[]] {
  const isIdle = ({ fix, finding: { file } }: FixDraft): boolean =>
    fix.transform !== undefined && fix.edits.every(({ text }) => text === textOf(file));
  return [drafts.filter((draft) => !isIdle(draft)), drafts.filter(isIdle)];
}

/** Where fixes may write: in what was asked for, and in nothing that a tool made or that is half written. */
function createGuard(options: Options, textOf: (file: string) => string): (file: string) => boolean {
  const isWanted = mayBeFixed(options);
  return (file) => {
    if (!isWanted(file)) return false;
    const text = textOf(file);
    return !isGeneratedCode(text) && isWellFormed(file, text);
  };
}

function keyOf({ finding, fix }: FixCandidate): string {
  return `${finding.file} ${finding.fingerprint} ${fix.title}`;
}

function brokenProblem({ finding, fix }: FixCandidate): Problem {
  const { ruleId, file, line, column } = finding;
  const message = `Rule ${ruleId}: the fix "${fix.title}" would break ${filesOf(fix).join(', ')} and was left out`;
  // What another tool makes of a file is not ours to answer for.
  return { kind: fix.transform ? 'unfixable' : 'internal', file, line, column, message };
}

function idleProblem({ finding, fix, notes }: FixDraft): Problem {
  const { ruleId, file, line, column } = finding;
  const message = `Rule ${ruleId}: "${fix.title}" does not change ${file}: ${notes.join('; ')}`;
  return { kind: 'unfixable', file, line, column, message };
}

function changesOf(texts: ReadonlyMap<string, string>, root: string, host: Host): FileChange[] {
  return [...texts]
    .map(([path, after]) => ({ file: relativePath(root, path), before: host.readText(path) ?? '', after }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
