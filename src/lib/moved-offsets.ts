import { diffLines } from 'diff';

/** Where places of one text stand in another that was made of it by typing. */
export interface Move {
  /** What is inserted right before a start pushes it on. */
  start(offset: number): number;
  /** What is inserted right behind an end leaves it alone. */
  end(offset: number): number;
}

/** A piece of the first text and what stands in its place; the offset of each. */
interface MovedPiece {
  readonly at: number;
  readonly text: string;
  readonly newAt: number;
  readonly newText: string;
}

export function moveBetween(before: string, after: string): Move {
  const pieces = changedPieces(before, after);
  const move = (offset: number, isIn: (piece: MovedPiece) => boolean): number => {
    const piece = pieces.findLast(isIn);
    if (!piece) return offset;
    const { at, text, newAt, newText } = piece;
    // Behind the piece, or inside of what was replaced.
    return offset >= at + text.length ? offset - at - text.length + newAt + newText.length : newAt;
  };
  return {
    start: (offset) => move(offset, ({ at }) => at <= offset),
    end: (offset) => move(offset, ({ at }) => at < offset),
  };
}

/** Texts that differ in more lines than this have little in common; comparing them would take seconds. */
const MOST_EDITS = 1000;

function changedPieces(before: string, after: string): MovedPiece[] {
  const changes = diffLines(before, after, { maxEditLength: MOST_EDITS });
  if (!changes) return [narrowed({ at: 0, text: before, newAt: 0, newText: after })];
  const pieces: MovedPiece[] = [];
  let at = 0;
  let newAt = 0;
  let removed = '';
  const close = (newText: string): void => {
    if (removed || newText) pieces.push(narrowed({ at, text: removed, newAt, newText }));
    at += removed.length;
    newAt += newText.length;
    removed = '';
  };
  for (const change of changes) {
    if (change.removed) removed = change.value;
    else if (change.added) close(change.value);
    else {
      close('');
      at += change.value.length;
      newAt += change.value.length;
    }
  }
  close('');
  return pieces;
}

/** Without what both have in common at their beginnings and ends. */
function narrowed({ at, text, newAt, newText }: MovedPiece): MovedPiece {
  const shorter = Math.min(text.length, newText.length);
  let head = 0;
  while (head < shorter && text[head] === newText[head]) head++;
  let tail = 0;
  while (tail < shorter - head && text.at(-1 - tail) === newText.at(-1 - tail)) tail++;
  return {
    at: at + head,
    text: text.slice(head, text.length - tail),
    newAt: newAt + head,
    newText: newText.slice(head, newText.length - tail),
  };
}
