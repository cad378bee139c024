import { createSession, type Update } from '../analysis/session.js';
import type { Host } from '../model/host.js';
import { afterAnalysis, afterUpdate, type FolderState, INITIAL_STATE } from './folder-state.js';
import type { LoadedOptions } from './options.js';
import { Runner } from './runner.js';

export interface FolderInput {
  readonly root: string;
  readonly uri: string;
  readonly isGuest: boolean;
  /** Unsaved texts laid over the disk, and `scratch` over both. */
  readonly host: Host;
  readonly scratch: Map<string, string>;
  readonly loadOptions: () => Promise<LoadedOptions>;
  /** Texts of the documents that are open, as `host` gives them; absolute path → text. */
  readonly openTexts: ReadonlyMap<string, string>;
  readonly runsOnType: () => boolean;
  readonly onChange: (folder: Folder) => void;
  /** During the first analysis: what functions there are is known, and what the open files show. */
  readonly onEarly: (folder: Folder) => void;
}

/** One analysed folder, over many edits. */
export class Folder {
  /** Absolute. */
  readonly root: string;
  /** As the editor names it. */
  readonly uri: string;
  /** Not one of the workspace's own: made for open documents that belong to none. */
  readonly isGuest: boolean;
  readonly runner: Runner;
  readonly #input: FolderInput;
  readonly #session;
  #state = INITIAL_STATE;

  constructor(input: FolderInput) {
    this.#input = input;
    this.root = input.root;
    this.uri = input.uri;
    this.isGuest = input.isGuest;
    this.#session = createSession(input.host);
    this.runner = new Runner({
      runsOnType: input.runsOnType,
      analyze: (pause) => this.#analyze(pause),
      update: (paths, pause) => this.#update(paths, pause),
      onFailure: (error) => this.#fail(error),
      onChange: () => input.onChange(this),
    });
  }

  get state(): FolderState {
    return this.#state;
  }

  /** The text that a file's findings are about. */
  textOf(file: string): string {
    return this.#state.texts.get(file) ?? readOrNothing(this.#input.host, `${this.root}/${file}`);
  }

  /** What another text of a file would give, without keeping anything of it. Nothing else runs meanwhile, as it makes no pause. */
  async preview(file: string, text: string): Promise<Update | undefined> {
    const { scratch } = this.#input;
    const path = `${this.root}/${file}`;
    scratch.set(path, text);
    try {
      return await this.#session.update([path]);
    } finally {
      scratch.clear();
    }
  }

  async #analyze(pause: () => Promise<void>): Promise<void> {
    const { loadOptions } = this.#input;
    const { options, problem } = await loadOptions();
    const texts = this.#openTexts();
    const result = await this.#session.analyze(options, pause, async (functions) => {
      if (this.#state.isReady) return;
      this.#state = { ...this.#state, functions };
      // Who has a handler open shall not wait for all the others.
      await this.#update(
        [...texts.keys()].map((file) => `${this.root}/${file}`),
        pause,
      );
      this.#input.onEarly(this);
    });
    this.#state = afterAnalysis(result, problem ? [problem] : [], texts);
  }

  async #update(paths: readonly string[], pause: () => Promise<void>): Promise<void> {
    const texts = this.#openTexts();
    const update = await this.#session.update(paths, pause);
    if (update) this.#state = afterUpdate(this.#state, update, texts);
  }

  #fail(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.#input.host.log('warn', `The analysis of ${this.root} failed: ${stack}`);
    this.#state = { ...this.#state, isReady: true, failure: message };
  }

  #openTexts(): Map<string, string> {
    const prefix = `${this.root}/`;
    const own = [...this.#input.openTexts].filter(([path]) => path.startsWith(prefix));
    return new Map(own.map(([path, text]) => [path.slice(prefix.length), text]));
  }
}

/** A file that vanished or became unreadable has a problem of its own. */
function readOrNothing(host: Host, path: string): string {
  try {
    return host.readText(path) ?? '';
  } catch {
    return '';
  }
}
