import { element } from './dom.js';
import type { Tile } from './layout.js';
import type { InTree } from './tree-node.js';

/** The rectangles that are parts of one node, by that node. */
export type DrawnParts<Node> = ReadonlyMap<Node | undefined, readonly Tile<Node>[]>;

export interface ItemLook {
  readonly classes: readonly (string | false | undefined)[];
  /** For those who hear it; begins with the name. */
  readonly label: string;
  readonly isSelected: boolean;
  readonly content: readonly (HTMLElement | string)[];
}

/** A rectangle that is an item of a tree. */
export function treeItem<Node extends InTree<Node>>(
  tile: Tile<Node>,
  drawn: DrawnParts<Node>,
  { classes, label, isSelected, content }: ItemLook,
): HTMLElement {
  const { node, level } = tile;
  const siblings = drawn.get(node.parent) ?? [];
  const made = element('div', {
    role: 'treeitem',
    class: classes.filter(Boolean).join(' '),
    tabindex: -1,
    'aria-level': level,
    'aria-posinset': siblings.indexOf(tile) + 1,
    'aria-setsize': siblings.length,
    'aria-selected': String(isSelected),
    'aria-expanded': node.children.length > 0 ? String(drawn.has(node)) : undefined,
    'aria-label': label,
  });
  place(made, tile);
  made.append(...content);
  return made;
}

function place<Node>({ style }: HTMLElement, { x, y, width, height }: Tile<Node>): void {
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}
