import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import type { Launched } from './launch.js';
import { type LambdaSearch, searchForLambda } from './search-for-lambda.js';

/** Decides when the server and its views are needed, and launches them then. */
export class Launcher {
  readonly log: LogOutputChannel = window.createOutputChannel('Coldlens', { log: true });
  #launched: Launched | undefined;
  #starting: Promise<Launched> | undefined;
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

  /** What is there, if anything. */
  get launched(): Launched | undefined {
    return this.#launched;
  }

  /** What is there, or else launched now. */
  start(): Promise<Launched> {
    this.#endSearch();
    this.#starting ??= this.#load();
    return this.#starting;
  }

  async stop(): Promise<void> {
    this.#endSearch();
    const starting = this.#starting;
    this.#starting = undefined;
    this.#launched = undefined;
    await starting?.then((launched) => launched.stop()).catch(() => undefined);
  }

  /** They start by themselves as soon as something in the workspace speaks of Lambda. */
  search(): void {
    this.#endSearch();
    this.#search = searchForLambda(() => this.#handleFound());
    this.#looked = this.#search.whenLooked;
  }

  /** Settles when the last search has looked at all that was there when it began, and what it asked for is launched. */
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

  async #load(): Promise<Launched> {
    try {
      const { launch } = await import('./launch.js');
      this.#launched = await launch(this.context, this.log);
      return this.#launched;
    } catch (error) {
      this.#starting = undefined;
      this.log.error(`Could not start Coldlens: ${error}`);
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
