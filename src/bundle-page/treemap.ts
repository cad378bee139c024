import { groupBy } from '../model/group.js';
import { bytesText } from '../report/bundle/units.js';
import { count } from '../report/words.js';
import { element } from './dom.js';
import { layOut, type Tile } from './layout.js';
import type { Matches } from './search.js';
import { tileElement } from './tile.js';
import { createTooltip } from './tooltip.js';
import type { TreeNode } from './tree.js';
import { stepFrom } from './tree-keys.js';

export interface MapView {
  readonly root: TreeNode;
  readonly shown: TreeNode;
  readonly selected: TreeNode;
  readonly matches?: Matches;
}

export interface MapEvents {
  /** Zooms in on what has parts, and selects what has none. */
  open(node: TreeNode): void;
  select(node: TreeNode): void;
  zoomOut(): void;
}

const HINT = 'Arrow keys move: ↓ ↑ to the next, → ← in and out. Enter zooms in, Escape out, Space selects.';

/** The map: a tree to those who hear it and to the keyboard, rectangles to those who see it. One of them is in the order of the Tab key. */
export function createTreemap(events: MapEvents) {
  let view: MapView | undefined;
  let tiles: readonly Tile[] = [];
  let active: TreeNode | undefined;
  const elements = new Map<TreeNode, HTMLElement>();
  const nodes = new WeakMap<Element, TreeNode>();
  const canvas = element('div', { class: 'canvas', role: 'tree', 'aria-describedby': 'map-hint' });
  const hint = element('p', { class: 'hint', id: 'map-hint' }, HINT);
  const leftOut = element('span', { class: 'left-out' });
  const tooltip = createTooltip(canvas);
  const frame = element('div', { class: 'frame' }, canvas, tooltip.element);
  const legend = element('div', { class: 'below' }, legendList(), leftOut);
  const nodeAt = (target: EventTarget | null): TreeNode | undefined =>
    target instanceof Element ? nodes.get(target.closest('[role=treeitem]')!) : undefined;

  canvas.addEventListener('click', ({ target }) => withNode(nodeAt(target), events.open));
  canvas.addEventListener('focusin', ({ target }) => withNode(nodeAt(target), activate));
  canvas.addEventListener('focusout', tooltip.hide);
  canvas.addEventListener('pointermove', (event) => {
    const node = nodeAt(event.target);
    if (node && view) tooltip.showAt(node, view, { x: event.clientX, y: event.clientY });
  });
  canvas.addEventListener('pointerleave', tooltip.hide);
  canvas.addEventListener('keydown', onKey);
  new ResizeObserver(() => view && draw(view)).observe(canvas);

  function onKey(event: KeyboardEvent): void {
    if (!active || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = stepFrom(active, event.key, tiles);
    if (next) focus(next);
    else if (event.key === 'Enter') events.open(active);
    else if (event.key === ' ') events.select(active);
    else if (event.key === 'Escape') events.zoomOut();
    else return;
    event.preventDefault();
  }

  function draw(next: MapView): void {
    view = next;
    const hadFocus = canvas.contains(document.activeElement);
    const layout = layOut(next.shown, { width: canvas.clientWidth, height: canvas.clientHeight });
    tiles = layout.tiles;
    elements.clear();
    const parts = groupBy(tiles, ({ node }) => node.parent);
    for (const tile of tiles) {
      const made = tileElement(tile, parts, next);
      elements.set(tile.node, made);
      nodes.set(made, tile.node);
    }
    canvas.setAttribute('aria-label', `Map of ${next.shown.name}, ${bytesText(next.shown.bytes)}`);
    canvas.replaceChildren(...elements.values());
    leftOut.textContent = layout.leftOut > 0 ? `${count(layout.leftOut, 'part')} too small to draw` : '';
    tooltip.hide();
    const stop = [active, next.selected, tiles[0]?.node].find((node) => node && elements.has(node));
    makeStop(stop);
    if (hadFocus && stop) elements.get(stop)!.focus({ preventScroll: true });
  }

  function makeStop(node: TreeNode | undefined): void {
    if (active) elements.get(active)?.setAttribute('tabindex', '-1');
    active = node;
    if (node) elements.get(node)?.setAttribute('tabindex', '0');
  }

  function activate(node: TreeNode): void {
    makeStop(node);
    if (view && elements.get(node)?.matches(':focus-visible')) tooltip.showBelow(node, view, elements.get(node)!);
  }

  function focus(node: TreeNode): void {
    elements.get(node)?.focus();
  }

  return {
    element: element('section', { class: 'map', 'aria-label': 'Map' }, frame, legend, hint),
    draw,
    focus,
    /** What is zoomed has another tab stop. */
    focusStop: (): void => withNode(active, focus),
    isDrawn: (node: TreeNode): boolean => elements.has(node),
  };
}

function withNode(node: TreeNode | undefined, use: (node: TreeNode) => void): void {
  if (node) use(node);
}

function legendList(): HTMLElement {
  const kinds = { own: 'Own code', sdk: 'AWS SDK', package: 'Other packages', other: 'Bundler and other files' };
  const items = Object.entries(kinds).map(([kind, name]) =>
    element('li', {}, element('span', { class: `swatch kind-${kind}` }), name),
  );
  return element('ul', { class: 'legend' }, ...items);
}
