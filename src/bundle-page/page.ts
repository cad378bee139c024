import type { PackedFunction, PageData } from '../report/bundle/html/page-data.js';
import { bytesText, shareText } from '../report/bundle/units.js';
import { createBreadcrumb } from './breadcrumb.js';
import { type ChainOf, createChainOf } from './chain.js';
import { createDetails } from './details.js';
import { element } from './dom.js';
import { createHeader } from './header.js';
import type { PageHost } from './host.js';
import { createPackageTable } from './package-table.js';
import { type Matches, search } from './search.js';
import { createSearchBox } from './search-box.js';
import { buildTree, counterpart, type TreeNode } from './tree.js';
import { createTreemap } from './treemap.js';
import { createUnpack, type PageBundle } from './unpack.js';

/** What an editor may send. */
export type FromHost =
  | { readonly type: 'report'; readonly data: PageData }
  | { readonly type: 'select'; readonly functionId: string };

export interface Page {
  receive(message: Partial<FromHost> | undefined): void;
}

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

/** Builds the page once; whatever happens makes a new view, from which all parts are drawn. */
export function createPage(place: HTMLElement, host?: PageHost): Page {
  let data: PageData | undefined;
  let view: View | undefined;
  const status = element('div', { role: 'status', class: 'unseen' });
  const header = createHeader({ switchTo: showFunction, open: (at) => host?.post({ type: 'open', ...at }) }, !!host);
  const box = createSearchBox(() => draw(), goToBest);
  const breadcrumb = createBreadcrumb((node) => {
    zoom(node);
    map.focusStop();
  });
  const map = createTreemap({ open, select, zoomOut });
  const details = createDetails(host && ((file) => host.post({ type: 'open', file })));
  const table = createPackageTable(reveal);
  const body = element(
    'main',
    {},
    element('div', { class: 'toolbar' }, breadcrumb.element, box.element),
    element('div', { class: 'split' }, map.element, details.element),
    table.element,
  );
  place.replaceChildren(header.element, body, status);
  document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (key === 'Escape' && !isTyping && !defaultPrevented) zoomOut();
  });

  function receive(message: Partial<FromHost> | undefined): void {
    if (message?.type === 'select' && message.functionId !== undefined) showFunction(message.functionId);
    if (message?.type === 'report' && message.data?.version === 1) showReport(message.data);
  }

  function showReport(next: PageData): void {
    const wanted = view?.bundle.functionId ?? host?.remembered ?? next.selected;
    data = next;
    header.showReport(next);
    const found = next.functions.find(({ functionId }) => functionId === wanted) ?? next.functions[0];
    body.hidden = found === undefined;
    if (found) show(found);
    else view = undefined;
  }

  function showFunction(functionId: string): void {
    const found = data?.functions.find((each) => each.functionId === functionId);
    if (!found) return;
    show(found);
    host?.remember(functionId);
    host?.post({ type: 'selected', functionId });
  }

  /** The same function in a newer report keeps what is zoomed and selected, as far as it is still there. */
  function show(packed: PackedFunction): void {
    const bundle = createUnpack(data!)(packed);
    const root = buildTree(bundle);
    const before = view?.bundle.functionId === bundle.functionId ? view : undefined;
    const shown = before ? counterpart(before.shown, root) : root;
    const selected = before ? counterpart(before.selected, root) : root;
    header.showBundle(bundle, root.bytes);
    draw({ bundle, root, chainOf: createChainOf(bundle), shown, selected });
  }

  function draw(next: View | undefined = view): void {
    if (!next) return;
    view = next;
    const { root, shown, selected, bundle, chainOf } = next;
    const matches = search(root, box.query());
    box.show(matches, root);
    breadcrumb.draw(shown);
    map.draw({ root, shown, selected, matches });
    details.draw({ node: selected, root, bundle, chainOf });
    table.draw({ root, selected, matches });
  }

  function select(node: TreeNode): void {
    if (view) draw({ ...view, selected: node });
    status.textContent = `Selected ${describe(node, view?.root)}`;
  }

  function zoom(node: TreeNode): void {
    if (view) draw({ ...view, shown: node, selected: node });
    status.textContent = `Showing ${describe(node, view?.root)}`;
  }

  function open(node: TreeNode): void {
    if (node.children.length > 0) zoom(node);
    else select(node);
  }

  function zoomOut(): void {
    if (!view?.shown.parent) return;
    const left = view.shown;
    zoom(left.parent!);
    map.focus(left);
  }

  /** Shows a part on the map that may stand outside of what is zoomed. */
  function reveal(node: TreeNode): void {
    if (view && !map.isDrawn(node)) view = { ...view, shown: node.parent ?? node };
    select(node);
  }

  function goToBest(matches: Matches): void {
    if (!matches.best) return;
    reveal(matches.best);
    map.focus(matches.best);
  }

  return { receive };
}

function describe({ name, bytes }: TreeNode, root: TreeNode | undefined): string {
  return `${name}, ${bytesText(bytes)}, ${shareText(bytes, root?.bytes ?? 0)}`;
}
