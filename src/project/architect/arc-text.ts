/** A word of a line: numbers and booleans are what they look like, unless they are quoted. */
export type ArcWord = string | number | boolean;

/** A line with the lines that are indented below it. */
export interface ArcLine {
  readonly words: readonly ArcWord[];
  /** 1-based, in the file that it is written in. */
  readonly line: number;
  readonly below: readonly ArcLine[];
}

/** What stands below each `@pragma`, by its name. */
export type ArcPragmas = ReadonlyMap<string, readonly ArcLine[]>;

/** Deeper than this nothing has a meaning. */
const MAX_DEPTH = 2;

/**
 * Reads Architect's own format (as @architect/parser 8.0.1 does): pragmas, `#` comments, and lines that two spaces put below
 * another. A file that is being typed gives what it has so far.
 */
export function parseArc(text: string): ArcPragmas {
  const pragmas = new Map<string, GrowingLine[]>();
  let open: GrowingLine[] | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const content = raw.replaceAll('\t', '  ');
    const name = /^\s*@([\w-]*)/.exec(content)?.[1];
    if (name !== undefined) {
      open = pragmas.get(name) ?? [];
      pragmas.set(name, open);
      continue;
    }
    const words = wordsOf(content);
    if (open === undefined || words.length === 0) continue;
    const indent = content.length - content.trimStart().length;
    listAt(open, Math.min(Math.floor(indent / 2), MAX_DEPTH)).push({ words, line: index + 1, below: [] });
  }
  return pragmas;
}

interface GrowingLine extends ArcLine {
  readonly below: GrowingLine[];
}

/** The list that a line of that depth belongs to; one that is indented too far belongs to the last line that there is. */
function listAt(items: GrowingLine[], depth: number): GrowingLine[] {
  const last = items.at(-1);
  return depth === 0 || last === undefined ? items : listAt(last.below, depth - 1);
}

const WORD = /"([^"]*)"?|'([^']*)'?|`([^`]*)`?|#.*|[^\s#"'`]+/g;

function wordsOf(line: string): ArcWord[] {
  return [...line.matchAll(WORD)].flatMap(([all, double, single, back]): ArcWord[] => {
    if (all.startsWith('#')) return [];
    return [double ?? single ?? back ?? toWord(all)];
  });
}

function toWord(text: string): ArcWord {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
