import { groupBy } from '../lib/group.js';
import { count } from '../words/counts.js';
import { element } from './dom.js';
import type { CanvasSize, Layout, Tile } from './layout.js';
import { createTooltip } from './tooltip.js';
import type { DrawnParts } from './tree-item.js';
import { stepFrom } from './tree-keys.js';
import type { InTree } from './tree-node.js';

/** What is drawn. */
export interface CanvasView<Node> {
  readonly root: Node;
  /** The part that fills the canvas. */
  readonly shown: Node;
  readonly selected: Node;
}

export interface CanvasEvents<Node> {
  /** Zooms in on what has parts, and selects what has none. */
  open(node: Node): void;
  select(node: Node): void;
  zoomOut(): void;
}

/** How it is drawn. */
export interface Drawing<Node, View> {
  /** For those who hear it. */
  readonly name: string;
  readonly className: string;
  readonly hint: string;
  readonly legend?: HTMLElement;
  /** With a height of its own where that follows from the parts. */
  layOut(shown: Node, size: CanvasSize): Layout<Node> & { readonly heightPx?: number };
  title(shown: Node): string;
  tile(tile: Tile<Node>, drawn: DrawnParts<Node>, view: View): HTMLElement;
  tip(node: Node, view: View): readonly HTMLElement[];
}

/** A part on the canvas. */
interface Drawn<Node, View> {
  readonly node: Node;
  readonly tile: HTMLElement;
  readonly view: View;
}

/** Parts of a whole: a tree to those who hear it and to the keyboard, rectangles to those who see it. One of them is in the order of the Tab key. */
export class TileCanvas<Node extends InTree<Node>, View extends CanvasView<Node>> {
  readonly element: HTMLElement;
  readonly #events: CanvasEvents<Node>;
  readonly #drawing: Drawing<Node, View>;
  readonly #canvas: HTMLElement;
  readonly #leftOut = element('span');
  readonly #tooltip: ReturnType<typeof createTooltip<Node, View>>;
  readonly #elements = new Map<Node, HTMLElement>();
  readonly #drawn = new WeakMap<Element, Drawn<Node, View>>();
  #view: View | undefined;
  #tiles: readonly Tile<Node>[] = [];
  /** The one that the Tab key comes to. */
  #stop: Node | undefined;

  constructor(drawing: Drawing<Node, View>, events: CanvasEvents<Node>) {
    this.#drawing = drawing;
    this.#events = events;
    const { name, className, legend, hint } = drawing;
    const hintId = `${className}-hint`;
    this.#canvas = element('div', { class: `canvas ${className}`, role: 'tree', 'aria-describedby': hintId });
    this.#tooltip = createTooltip(this.#canvas, drawing.tip);
    const frame = element('div', { class: 'frame' }, this.#canvas, this.#tooltip.element);
    const below = element('div', { class: 'below' }, legend, this.#leftOut);
    const help = element('p', { class: 'hint', id: hintId }, hint);
    this.element = element('section', { 'aria-label': name }, frame, below, help);
    this.#listen();
  }

  draw(view: View): void {
    this.#view = view;
    const { shown, selected } = view;
    const hadFocus = this.#canvas.contains(document.activeElement);
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const { tiles, leftOut, heightPx } = this.#drawing.layOut(shown, { width, height });
    if (heightPx !== undefined) this.#canvas.style.height = `${heightPx}px`;
    this.#tiles = tiles;
    this.#makeElements(view);
    this.#canvas.setAttribute('aria-label', this.#drawing.title(shown));
    this.#canvas.replaceChildren(...this.#elements.values());
    this.#leftOut.textContent = leftOut > 0 ? `${count(leftOut, 'part')} too small to draw` : '';
    this.#tooltip.hide();
    this.#moveStop([this.#stop, selected, tiles[0]?.node].find((node) => node && this.isDrawn(node)));
    if (hadFocus) this.focusStop();
  }

  isDrawn(node: Node): boolean {
    return this.#elements.has(node);
  }

  focus(node: Node): void {
    this.#elements.get(node)?.focus({ preventScroll: true });
  }

  /** What is zoomed has another stop. */
  focusStop(): void {
    if (this.#stop) this.focus(this.#stop);
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener('click', ({ target }) => {
      const drawn = this.#drawnAt(target);
      if (drawn) this.#events.open(drawn.node);
    });
    canvas.addEventListener('focusin', ({ target }) => this.#onFocus(target));
    canvas.addEventListener('focusout', this.#tooltip.hide);
    canvas.addEventListener('pointermove', (event) => {
      const drawn = this.#drawnAt(event.target);
      if (drawn) this.#tooltip.showAt(drawn.node, drawn.view, { x: event.clientX, y: event.clientY });
    });
    canvas.addEventListener('pointerleave', this.#tooltip.hide);
    canvas.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => this.#view && this.draw(this.#view)).observe(canvas);
  }

  #drawnAt(target: EventTarget | null): Drawn<Node, View> | undefined {
    const tile = target instanceof Element ? target.closest('[role=treeitem]') : null;
    return tile ? this.#drawn.get(tile) : undefined;
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
    const drawn = this.#drawnAt(target);
    if (!drawn) return;
    const { node, tile, view } = drawn;
    this.#moveStop(node);
    if (tile.matches(':focus-visible')) this.#tooltip.showBelow(node, view, tile);
  }

  #makeElements(view: View): void {
    this.#elements.clear();
    const parts = groupBy(this.#tiles, ({ node }) => node.parent);
    for (const tile of this.#tiles) {
      const made = this.#drawing.tile(tile, parts, view);
      this.#elements.set(tile.node, made);
      this.#drawn.set(made, { node: tile.node, tile: made, view });
    }
  }

  #moveStop(node: Node | undefined): void {
    if (this.#stop) this.#elements.get(this.#stop)?.setAttribute('tabindex', '-1');
    this.#stop = node;
    if (node) this.#elements.get(node)?.setAttribute('tabindex', '0');
  }
}
