import { type SourceLines, sourceAt } from './source-map.js';

/** A bundle whose modules say when they begin to run. */
export interface MarkedCode {
  readonly code: string;
  /** By the number of the mark, as the source map names them. */
  readonly modules: readonly string[];
}

/**
 * A bundler puts the top levels of many modules into one scope, where a CPU profile cannot tell them apart: all of that is one function, and
 * what it calls has no word of the line. So a call that takes the time is put where each module begins. esbuild writes the module's path
 * there as a comment; the call stands in the same line, so that the source map stays true.
 *
 * @param isNamed whether a comment names a source.
 */
export function markModules(
  code: string,
  lines: SourceLines,
  isNamed: (comment: string, source: string) => boolean,
): MarkedCode {
  const modules: string[] = [];
  const marked = code.split('\n').map((text, line) => {
    const [, comment] = /^\/\/ (\S.*)$/.exec(text) ?? [];
    if (comment === undefined) return text;
    const source = sourceAt(lines, line, 0)?.source;
    // It may be a comment of somebody else, or a line of a long text.
    if (source === undefined || !isNamed(comment, source)) return text;
    return `globalThis.__coldlensMark?.(${modules.push(source) - 1}); ${text}`;
  });
  return { code: marked.join('\n'), modules };
}
