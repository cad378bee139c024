import { count } from '../words/counts.js';
import { bytesText } from '../words/sizes.js';
import type { BundleNode } from './bundle-node.js';
import { element } from './dom.js';
import { layOut } from './layout.js';
import type { MapView } from './map-view.js';
import { tileElement, tileSizeText } from './tile.js';
import { type CanvasEvents, TileCanvas } from './tile-canvas.js';

/** The map of what is shipped: rectangles as large as the bytes. */
export function createTreemap(events: CanvasEvents<BundleNode>): TileCanvas<BundleNode, MapView> {
  return new TileCanvas<BundleNode, MapView>(
    {
      name: 'Map',
      className: 'map',
      hint: 'Arrow keys move: ↓ ↑ to the next, → ← in and out. Enter zooms in, Escape out, Space selects.',
      legend: legendList(),
      layOut,
      title: (shown) => `Map of ${shown.name}, ${bytesText(shown.bytes)}`,
      tile: tileElement,
      tip: contentOf,
    },
    events,
  );
}

function contentOf(node: BundleNode, { root, matches }: MapView): readonly HTMLElement[] {
  const { name, path, type, children, share } = node;
  const matching = matches?.weights.get(node);
  const parts = [
    tileSizeText(node, root),
    share && share.version !== '' && share.version,
    children.length > 0 && count(children.length, 'part'),
    matching !== undefined && `${bytesText(matching)} match`,
  ];
  return [
    element('strong', {}, type === 'module' || type === 'asset' ? path : name),
    element('span', {}, parts.filter(Boolean).join(' · ')),
  ];
}

function legendList(): HTMLElement {
  const kinds = { own: 'Own code', sdk: 'AWS SDK', package: 'Other packages', other: 'Bundler and other files' };
  const items = Object.entries(kinds).map(([kind, name]) =>
    element('li', {}, element('span', { class: `swatch kind-${kind}` }), name),
  );
  return element('ul', { class: 'legend' }, ...items);
}
