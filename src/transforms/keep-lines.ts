import { diffArrays } from 'diff';

/**
 * The new text with the old text's lines where only white space differs that the codemod's printer took on itself to change: line
 * ends, statements pulled to the margin, spaces behind tabs. Semicolons come in only where the old text has some.
 */
export function keepLines(before: string, after: string): string {
  const old = linesOf(before);
  const style = styleOf(before, old);
  const wanted = linesOf(style.hasGaps ? after : after.replace(/\n{3,}/g, '\n\n'));
  const isSame = (a: string, b: string): boolean => withoutEnd(a) === withoutEnd(b) || isReindented(a, b, style);
  let at = 0;
  let result = '';
  for (const { added, removed, value } of diffArrays(old, wanted, { comparator: isSame })) {
    if (added) result += value.map((line) => inStyle(line, style)).join('');
    else {
      if (!removed) result += old.slice(at, at + value.length).join('');
      at += value.length;
    }
  }
  return result;
}

/** Code that was put into a call stands further in, and has to. */
function isReindented(old: string, now: string, { hasTabs }: OutputStyle): boolean {
  if (old.trim() !== now.trim()) return false;
  return indentOf(now) < indentOf(old) || (hasTabs && /^\t* {4}/.test(old));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

interface OutputStyle {
  readonly eol: string;
  readonly hasSemicolons: boolean;
  readonly hasTabs: boolean;
  /** Two blank lines or more. */
  readonly hasGaps: boolean;
}

function styleOf(text: string, lines: readonly string[]): OutputStyle {
  const count = (start: string): number => lines.filter((line) => line.startsWith(start)).length;
  return {
    eol: lines.some((line) => line.endsWith('\r\n')) ? '\r\n' : '\n',
    hasSemicolons: lines.some((line) => /;\s*$/.test(line)),
    hasTabs: count('\t') > count(' '),
    hasGaps: /\n\s*\n\s*\n/.test(text),
  };
}

function inStyle(line: string, { eol, hasSemicolons }: OutputStyle): string {
  const code = withoutEnd(line);
  return (hasSemicolons ? code : code.replace(/;$/, '')) + (line.endsWith('\n') ? eol : '');
}

/** Each with its line end. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '');
}
