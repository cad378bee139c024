import { type Event, EventEmitter, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { BUNDLES_NOTIFICATION, type BundlesView, STATUS_NOTIFICATION, type StatusView } from '../model/protocol.js';
import { createClient } from './client.js';
import { crashCounter } from './crashes.js';
import { tellCrash } from './tell-crash.js';

/** The one server for all folders. Each start gets a client of its own, so that nothing of a crashed one is left. */
export class Server {
  readonly #statuses = new EventEmitter<StatusView>();
  readonly #bundles = new EventEmitter<BundlesView>();
  #onCrash = crashCounter();
  #client: LanguageClient | undefined;
  #ready: Promise<void> = Promise.resolve();
  #restarting: Promise<void> | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {}

  get client(): LanguageClient | undefined {
    return this.#client;
  }

  /** What the server tells, and what is to be told about it when it does not run. */
  get onStatus(): Event<StatusView> {
    return this.#statuses.event;
  }

  /** Functions of a folder weigh something else now. */
  get onBundles(): Event<BundlesView> {
    return this.#bundles.event;
  }

  start(): Promise<void> {
    const { context, log } = this;
    const client = createClient(context, log, () => this.#handleEnd(client));
    this.#client = client;
    client.onNotification(STATUS_NOTIFICATION, (status: StatusView) => this.#statuses.fire(status));
    client.onNotification(BUNDLES_NOTIFICATION, (view: BundlesView) => this.#bundles.fire(view));
    this.#tell('analyzing', 'Starting the server');
    this.#ready = client.start().catch((error) => {
      log.error(`The server did not start: ${error}`);
      this.#handleEnd(client);
    });
    return this.#ready;
  }

  /** Asked for again while it is under way, it is still one. */
  restart(): Promise<void> {
    this.#restarting ??= this.#startAnew().finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  async stop(): Promise<void> {
    await this.#restarting;
    await this.#discardClient();
    this.#statuses.dispose();
    this.#bundles.dispose();
  }

  /** Waits for a server that is just starting. */
  async request<Result>(method: string, params?: object): Promise<Result> {
    await this.#settled();
    if (this.#client?.state !== State.Running) {
      throw new Error('The server is not running.');
    }
    return this.#client.sendRequest<Result>(method, params);
  }

  /** While one waits for a start, another may follow it. */
  async #settled(): Promise<void> {
    for (let awaited: unknown; awaited !== this.#ready; ) {
      awaited = this.#ready;
      await this.#ready;
    }
  }

  /** A start that fails ends twice: the connection closes, and the promise is rejected. */
  #handleEnd(ended: LanguageClient): void {
    if (this.#client !== ended) return;
    this.#client = undefined;
    const verdict = this.#onCrash(Date.now());
    if (verdict.tell) {
      void tellCrash(verdict.tell, { showOutput: () => this.log.show(), restart: () => this.restart() });
    }
    if (verdict.shouldRestart) {
      void this.start();
    } else {
      this.#tell('failed', 'The server stopped too often; restart it to try again');
    }
  }

  async #startAnew(): Promise<void> {
    this.#onCrash = crashCounter();
    await this.#discardClient();
    await this.start();
  }

  /** What a client still complains about while it goes concerns nobody. One that is just starting cannot be stopped before it has. */
  async #discardClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await this.#ready;
    await client?.dispose().catch(() => undefined);
  }

  #tell(state: StatusView['state'], message: string): void {
    this.#statuses.fire({ state, message, functions: 0, findings: 0, problems: [] });
  }
}
