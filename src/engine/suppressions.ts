import type { ts } from 'ts-morph';
import type { Finding } from '../model/finding.js';
import { didYouMean } from '../model/nearest.js';
import type { Problem } from '../model/problem.js';
import { type Directive, directiveKinds, findDirectives } from './directives.js';

export interface SuppressionOptions {
  readonly requireReason: boolean;
  readonly reportUnused: boolean;
  /** Ids of all rules there are. */
  readonly knownRules: readonly string[];
  /** Ids of the rules that ran on this file; comments about others cannot be called unused. */
  readonly activeRules: readonly string[];
}

export interface Suppressed {
  /** The findings in the same order, those that a comment covers marked. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Offsets that a directive covers for one rule, or for all of them. */
interface Scope {
  readonly directive: Directive;
  readonly rule: string | undefined;
  readonly start: number;
  readonly end: number;
}

/**
 * Applies the suppressing comments of one file to its findings. A comment that is wrong suppresses nothing and becomes a problem; so
 * does one that covers no finding.
 *
 * @param file the file as problems shall name it, relative to the root.
 * @param findings all findings in this file, by 1-based line and column.
 */
export function applySuppressions(
  sourceFile: ts.SourceFile,
  file: string,
  findings: readonly Finding[],
  options: SuppressionOptions,
): Suppressed {
  const directives = findDirectives(sourceFile);
  if (directives.length === 0) {
    return { findings, problems: [] };
  }
  const scopes = scopesOf(
    directives.filter((directive) => isValid(directive, options)),
    sourceFile,
    options.knownRules,
  );
  const used = new Set<Scope>();
  const marked = findings.map((finding) => {
    const covering = scopes.filter((scope) => covers(scope, finding, sourceFile));
    for (const scope of covering) {
      used.add(scope);
    }
    const [reason] = covering.flatMap(({ directive }) => directive.reason ?? []);
    return covering.length > 0 ? { ...finding, suppressed: true, suppressionReason: reason } : finding;
  });
  const unused = options.reportUnused ? scopes.filter((scope) => !used.has(scope) && canBeUnused(scope, options)) : [];
  const complaints = [
    ...directives.flatMap((directive) =>
      complaintsAbout(directive, options).map((message) => invalid(directive, message)),
    ),
    ...unused.map(({ directive, rule }) => unusedProblem(directive, rule)),
  ];
  return { findings: marked, problems: complaints.map(locate(sourceFile, file)) };
}

function isValid({ kind, reason }: Directive, { requireReason }: SuppressionOptions): boolean {
  return isKnown(kind) && (kind === 'enable' || !requireReason || reason !== undefined);
}

function isKnown(kind: string): boolean {
  return (directiveKinds as readonly string[]).includes(kind);
}

/** What is wrong with a comment, in words. Unknown rules do not spoil the known ones beside them. */
function complaintsAbout(directive: Directive, options: SuppressionOptions): readonly string[] {
  const { kind, rules } = directive;
  if (!isKnown(kind)) {
    const names = directiveKinds.map((known) => `coldlens-${known}`);
    return [`"coldlens-${kind}" is unknown.${didYouMean(`coldlens-${kind}`, names)}`];
  }
  const unknown = rules.filter((rule) => !options.knownRules.includes(rule));
  return [
    ...(isValid(directive, options) ? [] : [`"coldlens-${kind}" needs its reason, after "--". It suppresses nothing.`]),
    ...unknown.map((rule) => `There is no rule "${rule}".${didYouMean(rule, options.knownRules)}`),
  ];
}

function scopesOf(
  directives: readonly Directive[],
  sourceFile: ts.SourceFile,
  known: readonly string[],
): readonly Scope[] {
  return directives
    .filter(({ kind }) => kind !== 'enable')
    .flatMap((directive) => {
      // One scope a rule, so that each can be called unused by itself.
      const rules = directive.rules.length > 0 ? directive.rules.filter((rule) => known.includes(rule)) : [undefined];
      return rules.map((rule) => ({ directive, rule, ...spanOf(directive, rule, directives, sourceFile) }));
    });
}

function spanOf(
  directive: Directive,
  rule: string | undefined,
  directives: readonly Directive[],
  sourceFile: ts.SourceFile,
): { readonly start: number; readonly end: number } {
  const lineOf = (offset: number) => sourceFile.getLineAndCharacterOfPosition(offset).line;
  switch (directive.kind) {
    case 'disable-file':
      return { start: 0, end: Number.POSITIVE_INFINITY };
    case 'disable-line':
      return lineSpan(lineOf(directive.start), sourceFile);
    case 'disable-next-line':
      // Other comments may stand between it and the code.
      return lineSpan(Math.max(lineOf(directive.end) + 1, lineOf(directive.nextTokenStart)), sourceFile);
    default: {
      const isEnd = ({ kind, start, rules }: Directive) =>
        kind === 'enable' &&
        start > directive.start &&
        (rules.length === 0 || (rule !== undefined && rules.includes(rule)));
      return { start: directive.end, end: directives.find(isEnd)?.start ?? Number.POSITIVE_INFINITY };
    }
  }
}

function lineSpan(line: number, sourceFile: ts.SourceFile): { readonly start: number; readonly end: number } {
  const starts = sourceFile.getLineStarts();
  return { start: starts[line] ?? sourceFile.end + 1, end: starts[line + 1] ?? Number.POSITIVE_INFINITY };
}

function covers({ rule, start, end }: Scope, finding: Finding, sourceFile: ts.SourceFile): boolean {
  const offset = (sourceFile.getLineStarts()[finding.line - 1] ?? 0) + finding.column - 1;
  return (rule === undefined || rule === finding.ruleId) && start <= offset && offset < end;
}

function canBeUnused({ rule }: Scope, { activeRules }: SuppressionOptions): boolean {
  return rule === undefined || activeRules.includes(rule);
}

type Complaint = Pick<Problem, 'kind' | 'message'> & { readonly start: number };

function invalid({ start }: Directive, message: string): Complaint {
  return { kind: 'invalid-suppression', message, start };
}

function unusedProblem({ kind, start }: Directive, rule: string | undefined): Complaint {
  const what = rule === undefined ? `coldlens-${kind}` : `coldlens-${kind} ${rule}`;
  return { kind: 'unused-suppression', message: `"${what}" suppresses nothing; remove it.`, start };
}

function locate(sourceFile: ts.SourceFile, file: string): (complaint: Complaint) => Problem {
  return ({ kind, message, start }) => {
    const { line, character } = sourceFile.getLineAndCharacterOfPosition(start);
    return { kind, file, line: line + 1, column: character + 1, message };
  };
}
