import type { ts } from 'ts-morph';
import { type Directive, findDirectives, parseDirective } from './directives.js';

/** What suppressing comments need to know of a text. */
export interface Commented {
  /** In order. */
  readonly directives: readonly Directive[];
  /** Offsets. */
  readonly lineStarts: readonly number[];
  readonly end: number;
}

export function commentedCode(file: ts.SourceFile): Commented {
  return { directives: findDirectives(file), lineStarts: file.getLineStarts(), end: file.end };
}

/** A comment of YAML, TOML, Terraform or JSON with comments, alone on its line or after something. */
const COMMENT = /(?:^|\s)(?:#|\/\/)\s*(coldlens-.*)$/;

/** Deployment files: a comment reaches to the end of its line. */
export function commentedData(text: string): Commented {
  const lines = linesOf(text);
  const directives = lines.flatMap((line, index) => {
    const comment = COMMENT.exec(line.text.trimEnd())?.[1];
    const parsed = comment && parseDirective(comment);
    if (!parsed) return [];
    const start = line.start + line.text.lastIndexOf(comment);
    const next = lines.find((each, at) => at > index && !/^\s*(#|\/\/|$)/.test(each.text));
    return [{ ...parsed, start, end: start + comment.length, nextTokenStart: next?.start ?? text.length }];
  });
  return { directives, lineStarts: lines.map(({ start }) => start), end: text.length };
}

function linesOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  let end = 0;
  return text.split(/(?<=\n)/).map((line) => {
    const start = end;
    end += line.length;
    return { text: line, start };
  });
}

/** 0-based. */
export function lineAt({ lineStarts }: Commented, offset: number): number {
  return lineStarts.findLastIndex((start) => start <= offset);
}
