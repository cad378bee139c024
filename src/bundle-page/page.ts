import type { PageData } from '../report/bundle/html/page-data.js';
import { createBreadcrumb } from './breadcrumb.js';
import { type ChainOf, createChainOf } from './chain.js';
import { createDetails, type Details } from './details.js';
import { element } from './dom.js';
import { createHeader, type Header, type Place } from './header.js';
import type { PageHost } from './host.js';
import { createPackageTable } from './package-table.js';
import { type Matches, search } from './search.js';
import { createSearchBox } from './search-box.js';
import { sizeText } from './tile.js';
import { buildTree, counterpart, type TreeNode } from './tree.js';
import { Treemap } from './treemap.js';
import { createUnpack, type PageBundle, type Unpack } from './unpack.js';

/** What an editor may send. */
export type FromHost =
  | { readonly type: 'report'; readonly data: PageData }
  | { readonly type: 'select'; readonly functionId: string };

/** What is on the screen. */
interface View {
  readonly bundle: PageBundle;
  readonly root: TreeNode;
  readonly chainOf: ChainOf;
  /** The part that fills the map. */
  readonly shown: TreeNode;
  /** The part that is explained. */
  readonly selected: TreeNode;
}

/** Is built once; whatever happens makes a new view, from which all parts are drawn. */
export class Page {
  readonly #host: PageHost | undefined;
  readonly #header: Header;
  readonly #search = createSearchBox(
    () => this.#draw(),
    (matches) => this.#goToBest(matches),
  );
  readonly #breadcrumb = createBreadcrumb((node) => {
    this.#zoom(node);
    this.#map.focusStop();
  });
  readonly #map = new Treemap({
    open: (node) => this.#open(node),
    select: (node) => this.#select(node),
    zoomOut: () => this.#zoomOut(),
  });
  readonly #details: Details;
  readonly #table = createPackageTable((node) => this.#reveal(node));
  readonly #body = element('main');
  /** For those who hear what happens. */
  readonly #status = element('div', { role: 'status', class: 'unseen' });
  #data: PageData | undefined;
  #unpack: Unpack | undefined;
  #view: View | undefined;

  constructor(place: HTMLElement, host?: PageHost) {
    this.#host = host;
    const open = host && ((at: Place) => host.post({ type: 'open', ...at }));
    this.#header = createHeader((functionId) => this.#showFunction(functionId), open);
    this.#details = createDetails(open);
    this.#body.append(
      element('div', { class: 'toolbar' }, this.#breadcrumb.element, this.#search.element),
      element('div', { class: 'split' }, this.#map.element, this.#details.element),
      this.#table.element,
    );
    place.replaceChildren(this.#header.element, this.#body, this.#status);
    document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
      const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      if (key === 'Escape' && !isTyping && !defaultPrevented) this.#zoomOut();
    });
  }

  receive(message: Partial<FromHost> | undefined): void {
    if (message?.type === 'select' && message.functionId !== undefined) this.#showFunction(message.functionId);
    if (message?.type === 'report' && message.data?.version === 1) this.#showReport(message.data);
  }

  #showReport(data: PageData): void {
    const { functions } = data;
    const wanted = this.#view?.bundle.functionId ?? this.#host?.remembered ?? data.selected;
    this.#data = data;
    this.#unpack = createUnpack(data);
    this.#header.showReport(data);
    const found = functions.find(({ functionId }) => functionId === wanted) ?? functions[0];
    this.#body.hidden = found === undefined;
    if (found) this.#show(this.#unpack(found));
    else this.#view = undefined;
  }

  #showFunction(functionId: string): void {
    const found = this.#data?.functions.find((each) => each.functionId === functionId);
    if (!found) return;
    this.#show(this.#unpack!(found));
    this.#host?.remember(functionId);
    this.#host?.post({ type: 'selected', functionId });
  }

  /** The same function in a newer report keeps what is zoomed and selected, as far as it is still there. */
  #show(bundle: PageBundle): void {
    const root = buildTree(bundle);
    const before = this.#view?.bundle.functionId === bundle.functionId ? this.#view : undefined;
    const shown = before ? counterpart(before.shown, root) : root;
    const selected = before ? counterpart(before.selected, root) : root;
    this.#header.showBundle(bundle, root.bytes);
    this.#draw({ bundle, root, chainOf: createChainOf(bundle), shown, selected });
  }

  #draw(view: View | undefined = this.#view): void {
    if (!view) return;
    this.#view = view;
    const { root } = view;
    const matches = search(root, this.#search.query());
    this.#search.show(matches, root);
    this.#breadcrumb.draw(view.shown);
    this.#map.draw({ ...view, matches });
    this.#details.draw({ ...view, node: view.selected });
    this.#table.draw({ ...view, matches });
  }

  #select(node: TreeNode): void {
    if (!this.#view) return;
    this.#draw({ ...this.#view, selected: node });
    this.#status.textContent = `Selected ${node.name}, ${sizeText(node, this.#view.root)}`;
  }

  #zoom(node: TreeNode): void {
    if (!this.#view) return;
    this.#draw({ ...this.#view, shown: node, selected: node });
    this.#status.textContent = `Showing ${node.name}, ${sizeText(node, this.#view.root)}`;
  }

  #open(node: TreeNode): void {
    if (node.children.length > 0) this.#zoom(node);
    else this.#select(node);
  }

  #zoomOut(): void {
    const left = this.#view?.shown;
    if (!left?.parent) return;
    this.#zoom(left.parent);
    this.#map.focus(left);
  }

  /** Shows a part on the map that may stand outside of what is zoomed. */
  #reveal(node: TreeNode): void {
    if (this.#view && !this.#map.isDrawn(node)) this.#view = { ...this.#view, shown: node.parent ?? node };
    this.#select(node);
  }

  #goToBest({ best }: Matches): void {
    if (!best) return;
    this.#reveal(best);
    this.#map.focus(best);
  }
}
