import { TextDocument } from 'vscode-languageserver-textdocument';
import { moveBetween } from '../lib/moved-offsets.js';
import type { CallStep, Finding, Region } from '../model/finding.js';
import type { LambdaFunction } from '../model/function.js';

/** Where 1-based places stand now. */
export interface PlaceMover {
  /** Has the file another text? Most have not. */
  concerns(file: string): boolean;
  move<T extends LineAndColumn>(file: string, place: T): T;
}

interface LineAndColumn {
  readonly line: number;
  readonly column?: number;
}

/** Moves places of files whose text is another one now: `before` and `after` by file. */
export function createPlaceMover(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): PlaceMover {
  const movers = new Map<string, (place: LineAndColumn) => LineAndColumn>();
  const moverOf = (file: string): ((place: LineAndColumn) => LineAndColumn) => {
    const known = movers.get(file) ?? moverBetween(before.get(file), after.get(file));
    movers.set(file, known);
    return known;
  };
  return {
    concerns: (file) => after.has(file) && before.get(file) !== after.get(file),
    move: (file, place) => ({ ...place, ...moverOf(file)(place) }),
  };
}

function moverBetween(before: string | undefined, after: string | undefined): (place: LineAndColumn) => LineAndColumn {
  if (before === undefined || after === undefined || before === after) return (place) => place;
  const from = TextDocument.create('', '', 0, before);
  const to = TextDocument.create('', '', 0, after);
  const move = moveBetween(before, after);
  return ({ line, column }) => {
    const offset = from.offsetAt({ line: line - 1, character: (column ?? 1) - 1 });
    const at = to.positionAt(move.start(offset));
    return { line: at.line + 1, ...(column !== undefined && { column: at.character + 1 }) };
  };
}

export function movedFunction(fn: LambdaFunction, mover: PlaceMover): LambdaFunction {
  const { handler } = fn;
  return mover.concerns(handler.file) ? { ...fn, handler: mover.move(handler.file, handler) } : fn;
}

/** The way to a finding and what it points at; its own place is that of a file that was not looked at. */
export function withMovedPlaces(finding: Finding, mover: PlaceMover): Finding {
  const { callPath, related } = finding;
  if (![...callPath, ...related].some(({ file }) => mover.concerns(file))) return finding;
  return {
    ...finding,
    callPath: callPath.map((step): CallStep => mover.move(step.file, step)),
    related: related.map((place) => movedRegion(place, mover)),
  };
}

export function movedRegion<T extends Region & { readonly file: string }>(place: T, { move }: PlaceMover): T {
  const { line, column } = move(place.file, { line: place.line, column: place.column });
  const end = move(place.file, { line: place.endLine, column: place.endColumn });
  return { ...place, line, column, endLine: end.line, endColumn: end.column };
}
