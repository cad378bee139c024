import { createBreadcrumb } from './breadcrumb.js';
import type { BundleNode } from './bundle-node.js';
import { type ChainOf, createChainOf } from './chain.js';
import { createDetails, type Details } from './details.js';
import { element } from './dom.js';
import { createPackageTable } from './package-table.js';
import { type Matches, search } from './search.js';
import { foundText } from './search-box.js';
import type { ShownFunction, Tab, TabHost } from './tab.js';
import { tileSizeText } from './tile.js';
import { counterpart } from './tree-node.js';
import { createTreemap } from './treemap.js';

/** What is on the screen. */
interface MapTabView extends ShownFunction {
  readonly chainOf: ChainOf;
  /** The part that fills the map. */
  readonly shown: BundleNode;
  /** The part that is explained. */
  readonly selected: BundleNode;
}

/** What a function ships: a map, what is selected of it, and its packages. */
export class MapTab implements Tab {
  readonly #host: TabHost;
  readonly #breadcrumb = createBreadcrumb<BundleNode>((node) => {
    this.#zoom(node);
    this.#map.focusStop();
  });
  readonly #map = createTreemap({
    open: (node) => this.#open(node),
    select: (node) => this.#select(node),
    zoomOut: () => this.zoomOut(),
  });
  readonly #details: Details;
  readonly #table = createPackageTable((node) => this.#reveal(node));
  readonly breadcrumb = this.#breadcrumb.element;
  readonly elements: readonly HTMLElement[];
  #view: MapTabView | undefined;
  #matches: Matches<BundleNode> | undefined;

  constructor(host: TabHost) {
    this.#host = host;
    this.#details = createDetails(host.open);
    const split = element('div', { class: 'split' }, this.#map.element, this.#details.element);
    this.elements = [split, this.#table.element];
  }

  show({ bundle, root }: ShownFunction): void {
    const before = this.#view?.bundle.functionId === bundle.functionId ? this.#view : undefined;
    const shown = before ? counterpart(before.shown, root) : root;
    const selected = before ? counterpart(before.selected, root) : root;
    this.#view = { bundle, root, chainOf: createChainOf(bundle), shown, selected };
  }

  draw(view: MapTabView | undefined = this.#view): void {
    if (!view) return;
    this.#view = view;
    const { root } = view;
    const matches = search(root, this.#host.query());
    this.#matches = matches;
    this.#host.tellFound(matches ? foundText(matches, root) : '');
    this.#breadcrumb.draw(view.shown);
    this.#map.draw({ ...view, matches });
    this.#details.draw({ ...view, node: view.selected });
    this.#table.draw({ ...view, matches });
  }

  goToBest(): void {
    const best = this.#matches?.best;
    if (!best) return;
    this.#reveal(best);
    this.#map.focus(best);
  }

  zoomOut(): void {
    const left = this.#view?.shown;
    if (!left?.parent) return;
    this.#zoom(left.parent);
    this.#map.focus(left);
  }

  #select(node: BundleNode): void {
    if (!this.#view) return;
    this.draw({ ...this.#view, selected: node });
    this.#host.say(`Selected ${node.name}, ${tileSizeText(node, this.#view.root)}`);
  }

  #zoom(node: BundleNode): void {
    if (!this.#view) return;
    this.draw({ ...this.#view, shown: node, selected: node });
    this.#host.say(`Showing ${node.name}, ${tileSizeText(node, this.#view.root)}`);
  }

  #open(node: BundleNode): void {
    if (node.children.length > 0) this.#zoom(node);
    else this.#select(node);
  }

  /** Shows a part on the map that may stand outside of what is zoomed. */
  #reveal(node: BundleNode): void {
    if (this.#view && !this.#map.isDrawn(node)) this.#view = { ...this.#view, shown: node.parent ?? node };
    this.#select(node);
  }
}
