import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import { type LambdaSearch, searchForLambda } from './search-for-lambda.js';
import type { EditorSession } from './session.js';

/** Decides when a session is needed, and loads it then. */
export class Launcher {
  readonly log: LogOutputChannel = window.createOutputChannel('Coldlens', { log: true });
  #session: EditorSession | undefined;
  #starting: Promise<EditorSession> | undefined;
  #search: LambdaSearch | undefined;
  #looked: Promise<void> | undefined;

  constructor(private readonly context: ExtensionContext) {
    context.subscriptions.push(
      this.log,
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('coldlens.enable')) {
          void this.#followSetting();
        }
      }),
    );
  }

  /** The one that is there, if any. */
  get session(): EditorSession | undefined {
    return this.#session;
  }

  /** The one that is there, or a new one. */
  start(): Promise<EditorSession> {
    this.#endSearch();
    this.#starting ??= this.#load();
    return this.#starting;
  }

  async stop(): Promise<void> {
    this.#endSearch();
    const starting = this.#starting;
    this.#starting = undefined;
    this.#session = undefined;
    await starting?.then((session) => session.stop()).catch(() => undefined);
  }

  /** A session starts by itself as soon as something in the workspace speaks of Lambda. */
  search(): void {
    this.#endSearch();
    this.#search = searchForLambda(() => this.#handleFound());
    this.#looked = this.#search.whenLooked;
  }

  /** Settles when the last search has looked at all that was there when it began, and the session that it asked for is there. */
  async whenSearched(): Promise<void> {
    await this.#looked;
    await this.#starting?.catch(() => undefined);
  }

  /** The setting is asked for late: in an extension host, the first look at any setting costs milliseconds. */
  #handleFound(): void {
    this.#endSearch();
    if (isEnabled()) {
      void this.start().catch(() => undefined);
    }
  }

  async #followSetting(): Promise<void> {
    if (!isEnabled()) {
      await this.stop();
    } else if (!this.#starting) {
      this.search();
    }
  }

  async #load(): Promise<EditorSession> {
    try {
      const { startSession } = await import('./session.js');
      this.#session = await startSession(this.context, this.log);
      return this.#session;
    } catch (error) {
      this.#starting = undefined;
      this.log.error(`The session could not be started: ${error}`);
      throw error;
    }
  }

  #endSearch(): void {
    this.#search?.dispose();
    this.#search = undefined;
  }
}

/** The server looks at the setting folder by folder; it is not needed where all folders are switched off. */
export function isEnabled(): boolean {
  const folders = workspace.workspaceFolders ?? [];
  return folders.some(({ uri }) => workspace.getConfiguration('coldlens', uri).get('enable', true));
}
