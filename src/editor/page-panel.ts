import { type Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import {
  BUNDLE_REPORT_REQUEST,
  type BundlesView,
  PAGE_REQUEST,
  type PageView,
  type ServedPage,
} from '../model/protocol.js';
import { fileToOpen } from './file-to-open.js';
import { showPlace } from './places.js';
import type { Server } from './server.js';

/** What the page tells. */
interface FromPage {
  readonly type?: string;
  readonly file?: unknown;
  readonly line?: unknown;
  readonly column?: unknown;
  readonly view?: unknown;
}

const TITLES: Readonly<Record<PageView, string>> = { map: 'Bundle Map', coldStart: 'Cold Start' };

/** What functions ship and how they start: one panel, whatever it shows. */
export class PagePanel {
  readonly #server: Server;
  readonly #parts: Disposable;
  #panel: WebviewPanel | undefined;
  /** URI of the folder whose functions are on the page. */
  #folder: string | undefined;

  constructor(server: Server) {
    this.#server = server;
    this.#parts = server.onBundles((view) => void this.#renew(view));
  }

  /** Shows a function. Nothing where the folder is not served. */
  async show(folder: string, functionId: string, view: PageView): Promise<ServedPage | null> {
    const page = await this.#server.request<ServedPage | null>(PAGE_REQUEST, { folder, functionId, view });
    if (!page || page.functions === 0 || page.reason !== undefined) return page;
    if (this.#panel && this.#folder === folder) {
      this.#panel.reveal(undefined, true);
      await this.#renew({ folder });
      await this.#panel.webview.postMessage({ type: 'select', functionId, view });
      return page;
    }
    this.#panel ??= this.#create();
    this.#folder = folder;
    // The page allows no script but its own, by their hashes.
    this.#panel.webview.html = page.html;
    this.#panel.title = TITLES[view];
    this.#panel.reveal(undefined, true);
    return page;
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#parts.dispose();
  }

  #create(): WebviewPanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel('coldlens.bundle', TITLES.map, place, {
      enableScripts: true,
      enableFindWidget: true,
      retainContextWhenHidden: true,
      localResourceRoots: [],
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#folder = undefined;
    });
    return panel;
  }

  async #renew({ folder }: BundlesView): Promise<void> {
    if (!this.#panel || folder !== this.#folder) return;
    const data = await this.#server.request(BUNDLE_REPORT_REQUEST, { folder }).catch(() => null);
    if (data) await this.#panel?.webview.postMessage({ type: 'report', data });
  }

  async #receive(message: FromPage): Promise<void> {
    const { type, file, line, column, view } = message;
    if (type === 'view' && this.#panel) this.#panel.title = TITLES[view === 'coldStart' ? 'coldStart' : 'map'];
    if (type !== 'open' || typeof file !== 'string' || this.#folder === undefined) return;
    const folder = Uri.parse(this.#folder);
    const path = fileToOpen(file, folder.path);
    if (path === undefined) return;
    const start = { line: (Number(line) || 1) - 1, character: (Number(column) || 1) - 1 };
    const uri = folder.with({ path });
    if (!(await exists(uri))) return;
    await showPlace({ uri: uri.toString(), range: { start, end: start } }, { viewColumn: ViewColumn.One });
  }
}

async function exists(uri: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
