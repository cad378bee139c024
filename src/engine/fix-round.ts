import { parseDocument } from 'yaml';
import { parseSource, syntaxErrorsOf } from '../ast/parse.js';
import { repeatedNames } from '../ast/scope.js';
import type { Edit, Finding, Fix } from '../model/finding.js';
import { applyEdits } from './apply-edits.js';

export interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixRound {
  readonly accepted: readonly Candidate[];
  /** Alone on its files, and still it would break one of them: a fault of the fix. */
  readonly broken: readonly Candidate[];
  /** New text by file. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Takes the fixes that can be applied together: of those that touch the same lines, or bring the same name, the first. The
 * others have their turn when the code was looked at again.
 */
export function fixRound(candidates: readonly Candidate[], textOf: (file: string) => string): FixRound {
  const edits = new Map<string, readonly Edit[]>();
  const accepted: Candidate[] = [];
  const broken: Candidate[] = [];
  for (const candidate of candidates) {
    const files = filesOf(candidate.fix);
    if (files.some((file) => overlaps(editsIn(candidate.fix, file), edits.get(file) ?? []))) continue;
    const together = files.map((file) => [...(edits.get(file) ?? []), ...editsIn(candidate.fix, file)]);
    if (together.every((each, index) => isSound(files[index]!, textOf(files[index]!), each))) {
      for (const [index, file] of files.entries()) edits.set(file, together[index]!);
      accepted.push(candidate);
    } else if (!files.some((file) => edits.has(file))) broken.push(candidate);
  }
  return { accepted, broken, texts: new Map([...edits].map(([file, each]) => [file, applyEdits(textOf(file), each)])) };
}

export function filesOf(fix: Fix): readonly string[] {
  return [...new Set(fix.edits.map(({ file }) => file))];
}

function editsIn(fix: Fix, file: string): readonly Edit[] {
  return fix.edits.filter((edit) => edit.file === file);
}

/** Everything between the first and the last edit of a fix belongs to it: what stands between was looked at as it is. */
function overlaps(own: readonly Edit[], taken: readonly Edit[]): boolean {
  const start = Math.min(...own.map((edit) => edit.start));
  const end = Math.max(...own.map((edit) => edit.end));
  return taken.some((edit) => edit.start <= end && start <= edit.end);
}

/** No new syntax error, and no name declared twice. */
function isSound(file: string, before: string, edits: readonly Edit[]): boolean {
  if (/\.(ya?ml|json|template)$/.test(file)) return dataErrors(applyEdits(before, edits)) <= dataErrors(before);
  if (!/\.[cm]?[jt]sx?$/.test(file)) return true;
  const was = parseSource(file, before);
  const is = parseSource(file, applyEdits(before, edits));
  return (
    syntaxErrorsOf(is).length <= syntaxErrorsOf(was).length && repeatedNames(is).length <= repeatedNames(was).length
  );
}

/** JSON is YAML as well. */
function dataErrors(text: string): number {
  return parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).errors.length;
}
