import { bytesText, shareText } from '../words/sizes.js';
import type { BundleNode } from './bundle-node.js';
import { element } from './dom.js';
import type { Tile } from './layout.js';
import type { MapView } from './map-view.js';
import { type DrawnParts, type ItemLook, treeItem } from './tree-item.js';

/** Less room holds no letter. */
const MIN_LABEL = { width: 48, height: 16 };
/** From this height on, the size stands below the name. */
const TWO_LINES_PX = 38;
/** Room for a size with its share, and beside a name. */
const SHARE_PX = 110;
const ONE_LINE_PX = 170;

/** A rectangle of the map with as much of its label as fits. */
export function tileElement(tile: Tile, drawn: DrawnParts<BundleNode>, view: MapView): HTMLElement {
  const { node } = tile;
  const hasParts = drawn.has(node);
  return treeItem(tile, drawn, {
    classes: classesOf(tile, hasParts, view),
    label: `${node.name} ${tileSizeText(node, view.root)}`,
    isSelected: node === view.selected,
    content: labelOf(tile, hasParts, view.root),
  });
}

function labelOf(
  { node, width, height }: Tile,
  hasParts: boolean,
  root: BundleNode,
): readonly (HTMLElement | string)[] {
  if (width < MIN_LABEL.width || height < MIN_LABEL.height) return [];
  const name = element('span', { class: 'name' }, shortName(node));
  const isTall = !hasParts && height >= TWO_LINES_PX;
  if (isTall) {
    const size = width < SHARE_PX ? bytesText(node.bytes) : tileSizeText(node, root);
    return [name, ' ', element('span', { class: 'size below-name' }, size)];
  }
  return width < ONE_LINE_PX ? [name] : [name, ' ', element('span', { class: 'size' }, tileSizeText(node, root))];
}

/** `412 kB · 18 %`. */
export function tileSizeText({ bytes }: BundleNode, root: BundleNode): string {
  return `${bytesText(bytes)} · ${shareText(bytes, root.bytes)}`;
}

function classesOf({ node, level }: Tile, hasParts: boolean, { selected, matches }: MapView): ItemLook['classes'] {
  const found = matches && (matches.weights.has(node) ? 'is-match' : 'is-other');
  return [`tile kind-${node.kind} level-${level}`, hasParts && 'has-parts', node === selected && 'is-selected', found];
}

/** The frame around it says that it is one of the SDK. */
export function shortName({ name, type }: Pick<BundleNode, 'name'> & { readonly type: string }): string {
  return type === 'package' ? name.replace(/^@aws-sdk\//, '') : name;
}
