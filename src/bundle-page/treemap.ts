import { groupBy } from '../model/group.js';
import { bytesText } from '../model/units.js';
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
export class Treemap {
  readonly element: HTMLElement;
  readonly #events: MapEvents;
  readonly #canvas = element('div', { class: 'canvas', role: 'tree', 'aria-describedby': 'map-hint' });
  readonly #leftOut = element('span');
  readonly #tooltip = createTooltip(this.#canvas);
  readonly #elements = new Map<TreeNode, HTMLElement>();
  readonly #nodes = new WeakMap<Element, TreeNode>();
  #view: MapView | undefined;
  #tiles: readonly Tile[] = [];
  /** The one that the Tab key comes to. */
  #stop: TreeNode | undefined;

  constructor(events: MapEvents) {
    this.#events = events;
    const frame = element('div', { class: 'frame' }, this.#canvas, this.#tooltip.element);
    const legend = element('div', { class: 'below' }, legendList(), this.#leftOut);
    const hint = element('p', { class: 'hint', id: 'map-hint' }, HINT);
    this.element = element('section', { 'aria-label': 'Map' }, frame, legend, hint);
    this.#listen();
  }

  draw(view: MapView): void {
    this.#view = view;
    const { shown, selected } = view;
    const hadFocus = this.#canvas.contains(document.activeElement);
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const { tiles, leftOut } = layOut(shown, { width, height });
    this.#tiles = tiles;
    this.#makeElements(view);
    this.#canvas.setAttribute('aria-label', `Map of ${shown.name}, ${bytesText(shown.bytes)}`);
    this.#canvas.replaceChildren(...this.#elements.values());
    this.#leftOut.textContent = leftOut > 0 ? `${count(leftOut, 'part')} too small to draw` : '';
    this.#tooltip.hide();
    this.#moveStop([this.#stop, selected, tiles[0]?.node].find((node) => node && this.isDrawn(node)));
    if (hadFocus) this.focusStop();
  }

  isDrawn(node: TreeNode): boolean {
    return this.#elements.has(node);
  }

  focus(node: TreeNode): void {
    this.#elements.get(node)?.focus({ preventScroll: true });
  }

  /** What is zoomed has another stop. */
  focusStop(): void {
    if (this.#stop) this.focus(this.#stop);
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener('click', ({ target }) => {
      const node = this.#nodeAt(target);
      if (node) this.#events.open(node);
    });
    canvas.addEventListener('focusin', ({ target }) => this.#onFocus(target));
    canvas.addEventListener('focusout', this.#tooltip.hide);
    canvas.addEventListener('pointermove', (event) => {
      const node = this.#nodeAt(event.target);
      if (node) this.#tooltip.showAt(node, this.#view!, { x: event.clientX, y: event.clientY });
    });
    canvas.addEventListener('pointerleave', this.#tooltip.hide);
    canvas.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => this.#view && this.draw(this.#view)).observe(canvas);
  }

  #nodeAt(target: EventTarget | null): TreeNode | undefined {
    const tile = target instanceof Element ? target.closest('[role=treeitem]') : null;
    return tile ? this.#nodes.get(tile) : undefined;
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#stop || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = stepFrom(this.#stop, event.key, this.#tiles);
    if (next) this.focus(next);
    else if (event.key === 'Enter') this.#events.open(this.#stop);
    else if (event.key === ' ') this.#events.select(this.#stop);
    else if (event.key === 'Escape') this.#events.zoomOut();
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  }

  #onFocus(target: EventTarget | null): void {
    const node = this.#nodeAt(target);
    if (!node) return;
    this.#moveStop(node);
    const tile = this.#elements.get(node)!;
    if (tile.matches(':focus-visible')) this.#tooltip.showBelow(node, this.#view!, tile);
  }

  #makeElements(view: MapView): void {
    this.#elements.clear();
    const parts = groupBy(this.#tiles, ({ node }) => node.parent);
    for (const tile of this.#tiles) {
      const made = tileElement(tile, parts, view);
      this.#elements.set(tile.node, made);
      this.#nodes.set(made, tile.node);
    }
  }

  #moveStop(node: TreeNode | undefined): void {
    if (this.#stop) this.#elements.get(this.#stop)?.setAttribute('tabindex', '-1');
    this.#stop = node;
    if (node) this.#elements.get(node)?.setAttribute('tabindex', '0');
  }
}

function legendList(): HTMLElement {
  const kinds = { own: 'Own code', sdk: 'AWS SDK', package: 'Other packages', other: 'Bundler and other files' };
  const items = Object.entries(kinds).map(([kind, name]) =>
    element('li', {}, element('span', { class: `swatch kind-${kind}` }), name),
  );
  return element('ul', { class: 'legend' }, ...items);
}
