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
  const lines = text.split(/(?<=\n)/);
  const lineStarts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    lineStarts.push(offset);
    offset += line.length;
  }
  const directives = lines.flatMap((line, index) => {
    const match = COMMENT.exec(line.trimEnd());
    const parsed = match && parseDirective(match[1]!);
    if (!parsed) return [];
    const start = lineStarts[index]! + line.lastIndexOf(match[1]!);
    const next = lines.findIndex((each, at) => at > index && !/^\s*(#|\/\/|$)/.test(each));
    const nextTokenStart = next === -1 ? text.length : lineStarts[next]!;
    return [{ ...parsed, start, end: start + match[1]!.length, nextTokenStart }];
  });
  return { directives, lineStarts, end: text.length };
}

/** 0-based. */
export function lineAt({ lineStarts }: Commented, offset: number): number {
  return lineStarts.findLastIndex((start) => start <= offset);
}
