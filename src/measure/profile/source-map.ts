import { firstOf } from '../../lib/first-of.js';

/** Where the code of a line comes from. */
export interface MapSegment {
  /** In the generated code, 0-based. */
  readonly column: number;
  readonly source: string;
  /** 0-based. */
  readonly sourceLine: number;
}

/** By line of the generated code; those that come from no source have no segments. */
export type SourceLines = readonly (readonly MapSegment[])[];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

/**
 * Reads a source map.
 *
 * @param resolve the name of a source as reports have it, from what the map calls it.
 */
export function readSourceMap(text: string, resolve: (source: string) => string): SourceLines {
  const { mappings, sources, sourceRoot = '' } = JSON.parse(text) as RawMap;
  const names = sources.map((source) => resolve(`${sourceRoot}${source}`));
  let source = 0;
  let sourceLine = 0;
  return mappings.split(';').map((line) => {
    let column = 0;
    return line.split(',').flatMap((segment): MapSegment[] => {
      const [columns = 0, sourcesOn, linesOn = 0] = decode(segment);
      column += columns;
      if (sourcesOn === undefined) return [];
      source += sourcesOn;
      sourceLine += linesOn;
      return [{ column, source: names[source] ?? '', sourceLine }];
    });
  });
}

interface RawMap {
  readonly mappings: string;
  readonly sources: readonly string[];
  readonly sourceRoot?: string;
}

/** Base64 VLQ: five bits a digit, the lowest first; the sixth says that more follow; the last bit of the number is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let shift = 0;
  for (let index = 0; index < segment.length; index++) {
    const value = VALUES.get(segment.charCodeAt(index)) ?? 0;
    number += (value & 31) << shift;
    shift += 5;
    if (value & 32) continue;
    numbers.push(number & 1 ? -(number >> 1) : number >> 1);
    number = 0;
    shift = 0;
  }
  return numbers;
}

/**
 * Where code at a place comes from: by what stands before it in its line, else by what follows, since what a bundler wraps round a module
 * comes before the module.
 */
export function sourceAt(lines: SourceLines, line: number, column: number): MapSegment | undefined {
  const here = lines[line] ?? [];
  const before = here.findLast((segment) => segment.column <= column);
  if (before) return before;
  return firstOf(lines.slice(line), ([segment]) => segment);
}
