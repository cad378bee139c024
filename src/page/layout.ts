import { type HierarchyRectangularNode, hierarchy, treemap } from 'd3-hierarchy';
import { groupBy } from '../lib/group.js';
import type { BundleNode } from './bundle-node.js';

/** A rectangle for a part, in pixels. */
export interface Tile<Node = BundleNode> {
  readonly node: Node;
  /** On the map 1 for a part of what is shown, 2 for a part of that part. */
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout<Node> {
  /** Each part before its own parts. */
  readonly tiles: readonly Tile<Node>[];
  /** Parts that are too small to be drawn. */
  readonly leftOut: number;
}

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/** Of a part that shows its own parts: room for its name. */
const TITLE_PX = 22;
const GAP_PX = 2;
/** Narrower ones can be neither seen nor hit. */
const MIN_SIDE_PX = 4;

interface LayoutBranch {
  readonly node: BundleNode;
  readonly parts?: readonly LayoutBranch[];
}

/** Places the parts of a node, and the parts of those. Deeper ones come into sight when one of them is zoomed. */
export function layOut(shown: BundleNode, { width, height }: CanvasSize): Layout<BundleNode> {
  const place = treemap<LayoutBranch>()
    .size([width, height])
    .round(true)
    .paddingInner(GAP_PX)
    .paddingTop(({ depth, children }) => (depth === 1 && children ? TITLE_PX : 0))
    .paddingRight(framed)
    .paddingBottom(framed)
    .paddingLeft(framed);
  const root = hierarchy(branchOf(shown, 2), ({ parts }) => parts).sum(({ node, parts }) => (parts ? 0 : node.bytes));
  const all = place(root).descendants().slice(1);
  const tiles = all.map(toTile).filter((tile) => Math.min(tile.width, tile.height) >= MIN_SIDE_PX);
  return { tiles: inReadingOrder(tiles), leftOut: all.length - tiles.length };
}

function framed({ depth }: { readonly depth: number }): number {
  return depth === 1 ? GAP_PX : 0;
}

function branchOf(node: BundleNode, levels: number): LayoutBranch {
  if (levels === 0 || node.children.length === 0) return { node };
  return { node, parts: node.children.map((child) => branchOf(child, levels - 1)) };
}

function toTile({ data, depth, x0, x1, y0, y1 }: HierarchyRectangularNode<LayoutBranch>): Tile {
  return { node: data.node, level: depth === 1 ? 1 : 2, x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

/** The order of a tree that is read aloud. */
function inReadingOrder(tiles: readonly Tile[]): readonly Tile[] {
  const byParent = groupBy(tiles, ({ node }) => node.parent);
  return tiles.filter(({ level }) => level === 1).flatMap((tile) => [tile, ...(byParent.get(tile.node) ?? [])]);
}
