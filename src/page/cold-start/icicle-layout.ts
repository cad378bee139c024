import type { CanvasSize, Layout, Tile } from '../layout.js';
import type { StartNode } from './start-tree.js';

export interface IcicleLayout extends Layout<StartNode> {
  readonly heightPx: number;
}

const ROW_PX = 26;
const GAP_PX = 1;
/** Narrower ones can be neither seen nor hit. */
const MIN_WIDTH_PX = 3;
/** Deeper ones come into sight when one of them is zoomed. */
const MOST_ROWS = 9;

/** Places a part over its own parts, each as wide as its time. */
export function layOutIcicle(shown: StartNode, { width }: Pick<CanvasSize, 'width'>): IcicleLayout {
  const tiles: Tile<StartNode>[] = [];
  let leftOut = 0;
  let rows = 1;
  const visit = (node: StartNode, x: number, room: number, row: number): void => {
    if (room < MIN_WIDTH_PX) {
      leftOut++;
      return;
    }
    rows = Math.max(rows, row + 1);
    tiles.push({ node, level: row + 1, x, y: row * ROW_PX, width: room - GAP_PX, height: ROW_PX - GAP_PX });
    if (row + 1 === MOST_ROWS) return;
    let left = x;
    for (const child of node.children) {
      const own = (child.ms / node.ms) * room;
      visit(child, left, own, row + 1);
      left += own;
    }
  };
  if (width > 0 && shown.ms > 0) visit(shown, 0, width, 0);
  return { tiles, leftOut, heightPx: rows * ROW_PX };
}
