import type { PageData } from '../model/page-data.js';
import type { PageView } from '../model/protocol.js';
import { ColdStartTab } from './cold-start/tab.js';
import { element } from './dom.js';
import { createHeader, type FilePlace, type Header } from './header.js';
import type { PageHost } from './host.js';
import { MapTab } from './map-tab.js';
import { createSearchBox } from './search-box.js';
import type { Tab, TabHost } from './tab.js';
import { createTabs } from './tabs.js';
import { buildTree } from './tree.js';
import { createUnpack, type PageBundle, type Unpack } from './unpack.js';

/** What an editor may send. */
export type FromHost =
  | { readonly type: 'report'; readonly data: PageData }
  | { readonly type: 'select'; readonly functionId: string; readonly view?: PageView };

/** What the page was last given. */
interface ShownReport {
  readonly functions: PageData['functions'];
  readonly unpack: Unpack;
}

/** Is built once; whatever happens makes a new view, from which all parts are drawn. */
export class Page {
  readonly #host: PageHost | undefined;
  readonly #header: Header;
  readonly #search = createSearchBox(
    () => this.#tab.draw(),
    () => this.#tab.goToBest(),
  );
  readonly #panel = element('div');
  readonly #tabBar = createTabs(this.#panel, (view) => this.#choose(view));
  /** Holds the breadcrumb of what is shown. */
  readonly #where = element('div', { class: 'where' });
  readonly #body = element('main');
  readonly #status = element('div', { role: 'status', class: 'unseen' });
  readonly #tabs: Readonly<Record<PageView, Tab>>;
  /** What was chosen; a function without an estimate is shown as a map all the same. */
  #chosen: PageView = 'map';
  #tab: Tab;
  #report: ShownReport | undefined;
  #bundle: PageBundle | undefined;

  constructor(place: HTMLElement, host?: PageHost) {
    this.#host = host;
    const open = host && ((at: FilePlace) => host.post({ type: 'open', ...at }));
    const tabHost: TabHost = {
      open,
      query: () => this.#search.query(),
      tellFound: (text) => this.#search.show(text),
      say: (text) => {
        this.#status.textContent = text;
      },
    };
    this.#tabs = { map: new MapTab(tabHost), coldStart: new ColdStartTab(tabHost) };
    this.#tab = this.#tabs.map;
    this.#chosen = host?.remembered?.view ?? 'map';
    this.#header = createHeader((functionId) => this.#showFunction(functionId), open);
    this.#body.append(
      element('div', { class: 'toolbar' }, this.#tabBar.element, this.#where, this.#search.element),
      this.#panel,
    );
    place.replaceChildren(this.#header.element, this.#body, this.#status);
    document.addEventListener('keydown', ({ key, target, defaultPrevented }) => {
      const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      if (key === 'Escape' && !isTyping && !defaultPrevented) this.#tab.zoomOut();
    });
  }

  receive(message: Partial<FromHost> | undefined): void {
    if (message?.type === 'select' && message.functionId !== undefined) {
      if (message.view) this.#setView(message.view);
      this.#showFunction(message.functionId);
    }
    if (message?.type === 'report' && message.data?.version === 1) this.#showReport(message.data);
  }

  #showReport(data: PageData): void {
    const { functions } = data;
    const wanted = this.#bundle?.functionId ?? this.#host?.remembered?.functionId ?? data.selected;
    if (!this.#report && data.view && !this.#host?.remembered) this.#chosen = data.view;
    const unpack = createUnpack(data);
    this.#report = { functions, unpack };
    this.#header.showReport(data);
    const found = functions.find(({ functionId }) => functionId === wanted) ?? functions[0];
    this.#body.hidden = found === undefined;
    if (found) this.#show(unpack(found));
    else this.#bundle = undefined;
  }

  #showFunction(functionId: string): void {
    if (!this.#report) return;
    const { functions, unpack } = this.#report;
    const found = functions.find((each) => each.functionId === functionId);
    if (!found) return;
    this.#show(unpack(found));
    this.#remember(functionId);
    this.#host?.post({ type: 'selected', functionId });
  }

  #choose(view: PageView): void {
    this.#setView(view);
    if (!this.#bundle) return;
    this.#remember(this.#bundle.functionId);
    this.#drawTab(this.#bundle);
  }

  #setView(view: PageView): void {
    if (view === this.#chosen) return;
    this.#chosen = view;
    this.#host?.post({ type: 'view', view });
  }

  #remember(functionId: string): void {
    this.#host?.remember({ functionId, ...(this.#chosen === 'coldStart' && { view: 'coldStart' }) });
  }

  #show(bundle: PageBundle): void {
    const root = buildTree(bundle);
    this.#bundle = bundle;
    this.#header.showBundle(bundle, root.bytes);
    for (const tab of Object.values(this.#tabs)) tab.show({ bundle, root });
    this.#drawTab(bundle);
  }

  /** Only what is shown is in the document. */
  #drawTab({ coldStart }: PageBundle): void {
    const view = coldStart ? this.#chosen : 'map';
    const tab = this.#tabs[view];
    this.#tabBar.draw(view, coldStart !== undefined);
    if (tab !== this.#tab || this.#panel.childElementCount === 0) {
      this.#tab = tab;
      this.#where.replaceChildren(tab.breadcrumb);
      this.#panel.replaceChildren(...tab.elements);
    }
    tab.draw();
  }
}
