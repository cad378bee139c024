/** What is told to an editor that shows the page. */
export type ToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'selected'; readonly functionId: string }
  | { readonly type: 'open'; readonly file: string; readonly line?: number; readonly column?: number };

/** The editor around the page, when there is one. */
export interface PageHost {
  /** The function that was shown when the editor last hid the page. */
  readonly remembered?: string;
  post(message: ToHost): void;
  remember(functionId: string): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): { readonly functionId?: string } | undefined;
  setState(state: { readonly functionId: string }): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** VS Code offers its interface once. */
export function connectHost(): PageHost | undefined {
  if (typeof acquireVsCodeApi !== 'function') return undefined;
  const api = acquireVsCodeApi();
  return {
    remembered: api.getState()?.functionId,
    post: (message) => api.postMessage(message),
    remember: (functionId) => api.setState({ functionId }),
  };
}
