import type { ts } from 'ts-morph';
import { commentsWith } from './comments.js';

export const directiveKinds = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** A comment such as `coldlens-disable-next-line RULE, RULE -- reason`. */
export interface Directive {
  /** What follows `coldlens-`; may be none of the kinds when it is misspelled. */
  readonly kind: string;
  /** Rule ids as written; empty means all rules. */
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly start: number;
  readonly end: number;
  readonly nextTokenStart: number;
}

const prefix = 'coldlens-';

/** The directives of a file, in order. A comment that merely mentions one is none. */
export function findDirectives(sourceFile: ts.SourceFile): readonly Directive[] {
  return commentsWith(prefix, sourceFile).flatMap(({ text, ...place }) => {
    const parsed = parseDirective(text);
    return parsed ? [{ ...parsed, ...place }] : [];
  });
}

/** The directive that a comment without its marks is, if it is one. */
export function parseDirective(comment: string): Pick<Directive, 'kind' | 'rules' | 'reason'> | undefined {
  const [, kind, rest = ''] = /^coldlens-((?:disable|enable)[\w-]*)(?!\S)([\s\S]*)$/.exec(comment) ?? [];
  return kind === undefined ? undefined : { kind, ...parseArguments(rest) };
}

function parseArguments(text: string): Pick<Directive, 'rules' | 'reason'> {
  const [, rules = '', reason] = /^([\s\S]*?)(?:(?:^|\s)--(?:\s([\s\S]*))?)?$/.exec(text) ?? [];
  return { rules: rules.split(/[\s,]+/).filter(Boolean), reason: reason?.trim().replace(/\s+/g, ' ') || undefined };
}
