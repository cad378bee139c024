import type { PageView } from '../model/protocol.js';

/** What was shown when the editor last hid the page. */
interface Remembered {
  readonly functionId?: string;
  readonly view?: PageView;
}

/** What is told to an editor that shows the page. */
type ToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'selected'; readonly functionId: string }
  | { readonly type: 'view'; readonly view: PageView }
  | { readonly type: 'open'; readonly file: string; readonly line?: number; readonly column?: number };

/** The editor around the page, when there is one. */
export interface PageHost {
  readonly remembered?: Remembered;
  post(message: ToHost): void;
  remember(shown: Remembered): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** VS Code offers its interface once. */
export function connectHost(): PageHost | undefined {
  if (typeof acquireVsCodeApi !== 'function') return undefined;
  const api = acquireVsCodeApi();
  return {
    remembered: api.getState(),
    post: (message) => api.postMessage(message),
    remember: (shown) => api.setState(shown),
  };
}
