import { createBreadcrumb } from '../breadcrumb.js';
import { type ChainOf, createChainOf } from '../chain.js';
import { element } from '../dom.js';
import { type Matches, searchBy } from '../search.js';
import type { ShownFunction, Tab, TabHost } from '../tab.js';
import { counterpart } from '../tree-node.js';
import type { PageBundle, PageColdStart } from '../unpack.js';
import { createBar } from './bar.js';
import { createIcicle } from './icicle.js';
import { createPartTable } from './part-table.js';
import { createRemarks } from './remarks.js';
import { createStartDetails, type StartDetails } from './start-details.js';
import { buildFlame, buildStart, type StartNode } from './start-tree.js';
import { createSummary } from './summary.js';
import { timeText } from './time-share.js';

/** What is on the screen. */
interface StartView {
  readonly bundle: PageBundle;
  readonly coldStart: PageColdStart;
  /** The parts of the estimate. */
  readonly estimated: StartNode;
  /** What the icicle draws: the same, or what was measured. */
  readonly root: StartNode;
  readonly chainOf: ChainOf;
  readonly shown: StartNode;
  readonly selected: StartNode;
}

/** What a function's cold start takes: in one bar, down to its modules, and every figure with its source. */
export class ColdStartTab implements Tab {
  readonly #host: TabHost;
  readonly #breadcrumb = createBreadcrumb<StartNode>((node) => {
    this.#zoom(node);
    this.#icicle.focusStop();
  });
  readonly #summary = createSummary();
  readonly #bar = createBar();
  readonly #icicle = createIcicle({
    open: (node) => (node.children.length > 0 ? this.#zoom(node) : this.#select(node)),
    select: (node) => this.#select(node),
    zoomOut: () => this.zoomOut(),
  });
  readonly #details: StartDetails;
  readonly #table = createPartTable((node) => this.#reveal(node));
  readonly #remarks = createRemarks();
  readonly breadcrumb = this.#breadcrumb.element;
  readonly elements: readonly HTMLElement[];
  #view: StartView | undefined;
  /** What is not built yet. */
  #next: ShownFunction | undefined;
  #matches: Matches<StartNode> | undefined;

  constructor(host: TabHost) {
    this.#host = host;
    this.#details = createStartDetails(host.open);
    const left = element('div', {}, this.#summary.element, ...this.#bar.elements, this.#icicle.element);
    const split = element('div', { class: 'split' }, left, this.#details.element);
    this.elements = [split, this.#remarks.element, this.#table.element];
  }

  /** Its tree is built when somebody wants to see it. */
  show(shown: ShownFunction): void {
    this.#next = shown;
  }

  #viewOf({ bundle, root: shipped }: ShownFunction): StartView | undefined {
    const { coldStart } = bundle;
    const before = this.#view?.bundle.functionId === bundle.functionId ? this.#view : undefined;
    if (!coldStart) return undefined;
    const estimated = buildStart(bundle, coldStart, shipped);
    const names = new Set(bundle.packages.map(({ name }) => name));
    const root = coldStart.flame ? buildFlame(coldStart.flame, (name) => names.has(name)) : estimated;
    const shown = before ? counterpart(before.shown, root) : root;
    const selected = before ? counterpart(before.selected, root) : root;
    return { bundle, coldStart, estimated, root, chainOf: createChainOf(bundle), shown, selected };
  }

  draw(): void {
    if (this.#next) this.#view = this.#viewOf(this.#next);
    this.#next = undefined;
    if (this.#view) this.#drawView(this.#view);
  }

  #drawView(view: StartView): void {
    this.#view = view;
    const { coldStart, estimated, root, shown, selected } = view;
    const query = this.#host.query();
    const matches = searchBy(root, query, msOf);
    this.#matches = matches;
    this.#host.tellFound(matches ? foundText(matches, root) : '');
    this.#breadcrumb.draw(shown);
    this.#summary.draw(coldStart, estimated.ms);
    this.#bar.draw(estimated, (node) => this.#reveal(node));
    this.#icicle.draw({ root, shown, selected, matches });
    this.#details.draw({ ...view, node: selected, root: isIn(selected, estimated) ? estimated : root });
    this.#table.draw({ root: estimated, selected, matches: searchBy(estimated, query, msOf) });
    this.#remarks.draw(coldStart);
  }

  goToBest(): void {
    const best = this.#matches?.best;
    if (!best) return;
    this.#reveal(best);
    this.#icicle.focus(best);
  }

  zoomOut(): void {
    const left = this.#view?.shown;
    if (!left?.parent) return;
    this.#zoom(left.parent);
    this.#icicle.focus(left);
  }

  #select(node: StartNode): void {
    if (!this.#view) return;
    this.#drawView({ ...this.#view, selected: node });
    this.#host.say(`Selected ${node.name}, ${timeText(node, this.#view.root)}`);
  }

  #zoom(node: StartNode): void {
    if (!this.#view) return;
    this.#drawView({ ...this.#view, shown: node, selected: node });
    this.#host.say(`Showing ${node.name}, ${timeText(node, this.#view.root)}`);
  }

  /** Shows a part that may stand outside of what is zoomed, or in the estimate beside what was measured. */
  #reveal(node: StartNode): void {
    if (this.#view && isIn(node, this.#view.root) && !this.#icicle.isDrawn(node))
      this.#view = { ...this.#view, shown: node.parent ?? node };
    this.#select(node);
  }
}

function msOf({ ms }: StartNode): number {
  return ms;
}

function isIn(node: StartNode, root: StartNode): boolean {
  return node === root || (node.parent !== undefined && isIn(node.parent, root));
}

function foundText({ weights }: Matches<StartNode>, root: StartNode): string {
  const ms = weights.get(root);
  return ms === undefined ? 'Nothing matches' : timeText({ ...root, ms }, root);
}
