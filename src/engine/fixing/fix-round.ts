import { type ParseError, parse } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { parseSource, syntaxErrorsOf } from '../../ast/parse.js';
import { repeatedNames } from '../../ast/scope.js';
import { isCodeFile } from '../../lib/code-file.js';
import type { Edit, Finding, Fix } from '../../model/finding.js';
import { applyEdits } from './apply-edits.js';

const DATA = /\.(ya?ml|json|template)$/;

export interface FixCandidate {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixRound {
  readonly accepted: readonly FixCandidate[];
  /** Alone on its files, and still it would break one of them: a fault of the fix. */
  readonly broken: readonly FixCandidate[];
  /** New text by file. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Takes the fixes that can be applied together: of those that touch the same lines, or bring the same name, the first. The
 * others have their turn when the code was looked at again.
 */
export function fixRound(candidates: readonly FixCandidate[], textOf: (file: string) => string): FixRound {
  const edits = new Map<string, readonly Edit[]>();
  const taken = new Map<string, readonly EditedSpan[]>();
  const accepted: FixCandidate[] = [];
  const broken: FixCandidate[] = [];
  for (const candidate of candidates) {
    const parts = filesOf(candidate.fix).map((file) => {
      const own = editsIn(candidate.fix, file);
      return { file, span: spanOf(own), together: [...(edits.get(file) ?? []), ...own] };
    });
    if (parts.some(({ file, span }) => taken.get(file)?.some((each) => touches(each, span)))) continue;
    if (parts.every(({ file, together }) => isSound(file, textOf(file), together))) {
      for (const { file, span, together } of parts) {
        edits.set(file, together);
        taken.set(file, [...(taken.get(file) ?? []), span]);
      }
      accepted.push(candidate);
    } else if (!parts.some(({ file }) => edits.has(file))) broken.push(candidate);
  }
  return { accepted, broken, texts: new Map([...edits].map(([file, each]) => [file, applyEdits(textOf(file), each)])) };
}

export function filesOf(fix: Fix): readonly string[] {
  return [...new Set(fix.edits.map(({ file }) => file))];
}

function editsIn(fix: Fix, file: string): readonly Edit[] {
  return fix.edits.filter((edit) => edit.file === file);
}

interface EditedSpan {
  readonly start: number;
  readonly end: number;
}

/** Everything between the first and the last edit of a fix belongs to it: what stands between was looked at as it is. */
function spanOf(edits: readonly Edit[]): EditedSpan {
  return { start: Math.min(...edits.map(({ start }) => start)), end: Math.max(...edits.map(({ end }) => end)) };
}

function touches(a: EditedSpan, b: EditedSpan): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** What half a line means nobody knows; a file with a syntax error is left to the person who is typing it. */
export function isWellFormed(file: string, text: string): boolean {
  if (DATA.test(file)) return dataErrors(file, text) === 0;
  return !isCodeFile(file) || syntaxErrorsOf(parseSource(file, text)).length === 0;
}

/** No new syntax error, and no name declared twice. */
function isSound(file: string, before: string, edits: readonly Edit[]): boolean {
  if (DATA.test(file)) return dataErrors(file, applyEdits(before, edits)) <= dataErrors(file, before);
  if (!isCodeFile(file)) return true;
  const was = parseSource(file, before);
  const is = parseSource(file, applyEdits(before, edits));
  return (
    syntaxErrorsOf(is).length <= syntaxErrorsOf(was).length && repeatedNames(is).length <= repeatedNames(was).length
  );
}

function dataErrors(file: string, text: string): number {
  if (file.endsWith('.json')) {
    const errors: ParseError[] = [];
    parse(text, errors, { allowTrailingComma: true });
    return errors.length;
  }
  return parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).errors.length;
}
