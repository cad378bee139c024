import { count } from '../../words/counts.js';
import { bytesText } from '../../words/sizes.js';
import { msText } from '../../words/times.js';
import { element } from '../dom.js';
import type { Tile } from '../layout.js';
import type { Matches } from '../search.js';
import { shortName } from '../tile.js';
import { type CanvasEvents, type CanvasView, TileCanvas } from '../tile-canvas.js';
import { type DrawnParts, treeItem } from '../tree-item.js';
import { layOutIcicle } from './icicle-layout.js';
import type { StartNode } from './start-tree.js';
import { timeText } from './time-share.js';

export interface IcicleView extends CanvasView<StartNode> {
  readonly matches?: Matches<StartNode>;
}

/** Less room holds no letter, and beside a name its time. */
const MIN_LABEL_PX = 40;
const TIME_PX = 150;

/** A start from top to bottom: below each part what it consists of, as wide as its time. */
export function createIcicle(events: CanvasEvents<StartNode>): TileCanvas<StartNode, IcicleView> {
  return new TileCanvas<StartNode, IcicleView>(
    {
      name: 'Time of a cold start',
      className: 'icicle',
      hint: 'Each part is drawn above its own parts; its width is its time. Arrow keys move: ↓ ↑ to the next, → ← in and out. Enter zooms in, Escape out, Space selects.',
      layOut: layOutIcicle,
      title: (shown) => `Cold start of ${shown.name}, ${msText(shown.ms)}`,
      tile: tileElement,
      tip: contentOf,
    },
    events,
  );
}

function tileElement(tile: Tile<StartNode>, drawn: DrawnParts<StartNode>, view: IcicleView): HTMLElement {
  const { node, width } = tile;
  const { root, selected, matches } = view;
  const found = matches && (matches.weights.has(node) ? 'is-match' : 'is-other');
  const name = element('span', { class: 'name' }, shortName(node));
  const time = element('span', { class: 'size' }, width < 2 * TIME_PX ? msText(node.ms) : timeText(node, root));
  return treeItem(tile, drawn, {
    classes: [`tile kind-${node.kind}`, drawn.has(node) && 'has-parts', node === selected && 'is-selected', found],
    label: `${node.name} ${timeText(node, root)}`,
    isSelected: node === selected,
    content: width < MIN_LABEL_PX ? [] : width < TIME_PX ? [name] : [name, ' ', time],
  });
}

function contentOf(node: StartNode, { root, matches }: IcicleView): readonly HTMLElement[] {
  const { name, path, type, module, children } = node;
  const matching = matches?.weights.get(node);
  const parts = [
    timeText(node, root),
    module && bytesText(module.bytes),
    children.length > 0 && count(children.length, 'part'),
    matching !== undefined && `${msText(matching)} match`,
  ];
  return [
    element('strong', {}, type === 'module' ? path : name),
    element('span', {}, parts.filter(Boolean).join(' · ')),
  ];
}
