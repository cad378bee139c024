import { didYouMean } from '../../lib/nearest.js';
import type { Finding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import { type Commented, lineAt } from './commented.js';
import { type Directive, directiveKinds } from './directives.js';

export interface SuppressionOptions {
  readonly requireReason: boolean;
  readonly reportUnused: boolean;
  /** Ids of all rules there are. */
  readonly knownRules: readonly string[];
  /** Ids of the rules that ran on this file; comments about others cannot be called unused. */
  readonly activeRules: readonly string[];
  /** Whether a comment about all rules that covers these offsets may be there for rules of a kind that did not run. */
  mayServeOthers?(start: number, end: number): boolean;
}

export interface Suppressed<Found> {
  /** The findings in the same order, those that a comment covers marked. */
  readonly findings: readonly Found[];
  readonly problems: readonly Problem[];
}

/** Offsets that a directive covers for one rule, or for all of them. */
interface CoveredRange {
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
export function applySuppressions<Found extends Finding>(
  commented: Commented,
  file: string,
  findings: readonly Found[],
  options: SuppressionOptions,
): Suppressed<Found> {
  const { directives } = commented;
  if (directives.length === 0) {
    return { findings, problems: [] };
  }
  const scopes = scopesOf(
    directives.filter((directive) => isValid(directive, options)),
    commented,
    options.knownRules,
  );
  const used = new Set<CoveredRange>();
  const marked = findings.map((finding) => {
    const covering = scopes.filter((scope) => covers(scope, finding, commented));
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
  return { findings: marked, problems: complaints.map(locate(commented, file)) };
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
    ...(isValid(directive, options)
      ? []
      : [`"coldlens-${kind}" suppresses nothing, because it gives no reason. Add one after "--".`]),
    ...unknown.map((rule) => `There is no rule "${rule}".${didYouMean(rule, options.knownRules)}`),
  ];
}

function scopesOf(
  directives: readonly Directive[],
  commented: Commented,
  known: readonly string[],
): readonly CoveredRange[] {
  return directives
    .filter(({ kind }) => kind !== 'enable')
    .flatMap((directive) => {
      // One scope a rule, so that each can be called unused by itself.
      const rules = directive.rules.length > 0 ? directive.rules.filter((rule) => known.includes(rule)) : [undefined];
      return rules.map((rule) => ({ directive, rule, ...spanOf(directive, rule, commented) }));
    });
}

function spanOf(
  directive: Directive,
  rule: string | undefined,
  commented: Commented,
): { readonly start: number; readonly end: number } {
  const lineOf = (offset: number) => lineAt(commented, offset);
  switch (directive.kind) {
    case 'disable-file':
      return { start: 0, end: Number.POSITIVE_INFINITY };
    case 'disable-line':
      return lineSpan(lineOf(directive.start), commented);
    case 'disable-next-line':
      // Other comments may stand between it and the code.
      return lineSpan(Math.max(lineOf(directive.end) + 1, lineOf(directive.nextTokenStart)), commented);
    default: {
      const isEnd = ({ kind, start, rules }: Directive) =>
        kind === 'enable' &&
        start > directive.start &&
        (rules.length === 0 || (rule !== undefined && rules.includes(rule)));
      return { start: directive.end, end: commented.directives.find(isEnd)?.start ?? Number.POSITIVE_INFINITY };
    }
  }
}

function lineSpan(line: number, { lineStarts, end }: Commented): { readonly start: number; readonly end: number } {
  return { start: lineStarts[line] ?? end + 1, end: lineStarts[line + 1] ?? Number.POSITIVE_INFINITY };
}

/** A comment speaks of what starts where it reaches. */
function covers(
  { rule, start, end }: CoveredRange,
  { ruleId, line, column }: Finding,
  { lineStarts }: Commented,
): boolean {
  if (rule !== undefined && rule !== ruleId) return false;
  const offset = (lineStarts[line - 1] ?? 0) + column - 1;
  return start <= offset && offset < end;
}

function canBeUnused({ rule, start, end }: CoveredRange, { activeRules, mayServeOthers }: SuppressionOptions): boolean {
  return rule === undefined ? !mayServeOthers?.(start, end) : activeRules.includes(rule);
}

type Complaint = Pick<Problem, 'kind' | 'message'> & { readonly start: number };

function invalid({ start }: Directive, message: string): Complaint {
  return { kind: 'invalid-suppression', message, start };
}

function unusedProblem({ kind, start }: Directive, rule: string | undefined): Complaint {
  const what = rule === undefined ? `coldlens-${kind}` : `coldlens-${kind} ${rule}`;
  return { kind: 'unused-suppression', message: `"${what}" suppresses nothing; remove it.`, start };
}

function locate(commented: Commented, file: string): (complaint: Complaint) => Problem {
  return ({ kind, message, start }) => {
    const line = lineAt(commented, start);
    return { kind, file, line: line + 1, column: start - commented.lineStarts[line]! + 1, message };
  };
}
