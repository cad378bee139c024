import type { Tile } from './layout.js';
import type { InTree } from './tree-node.js';

/** Where a key leads in what is drawn of the tree; nothing where it leads nowhere. */
export function stepFrom<Node extends InTree<Node>>(
  node: Node,
  key: string,
  tiles: readonly Tile<Node>[],
): Node | undefined {
  const nodes = tiles.map((tile) => tile.node);
  const siblings = nodes.filter(({ parent }) => parent === node.parent);
  const at = siblings.indexOf(node);
  const parent = nodes.find((each) => each === node.parent);
  switch (key) {
    case 'ArrowDown':
      return siblings[at + 1] ?? (parent && stepFrom(parent, key, tiles));
    case 'ArrowUp':
      return siblings[at - 1] ?? parent;
    case 'ArrowRight':
      return nodes.find((each) => each.parent === node);
    case 'ArrowLeft':
      return parent;
    case 'Home':
      return siblings[0];
    case 'End':
      return siblings.at(-1);
    default:
      return undefined;
  }
}
