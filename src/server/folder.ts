import { createSession, type Update } from '../analysis/session.js';
import { collectGarbage } from '../host/collect-garbage.js';
import type { LambdaFunction } from '../model/function.js';
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
  /** What the present run has read, by file. */
  #reads: Map<string, string> | undefined;

  constructor(input: FolderInput) {
    this.#input = input;
    this.root = input.root;
    this.uri = input.uri;
    this.isGuest = input.isGuest;
    // The text that an editor holds goes on; findings are about the one that was read.
    const host = observed(input.host, input.root, (file, text) => this.#reads?.set(file, text));
    this.#session = createSession(host);
    this.runner = new Runner({
      analyze: (pause) => this.#analyze(pause),
      update: (paths, pause) => this.#update(paths, pause),
      onFailure: (error) => this.#fail(error),
      onChange: () => input.onChange(this),
    });
  }

  get state(): FolderState {
    return this.#state;
  }

  /** The text that a file was analysed with; absent for a file that was not. */
  textOf(file: string): string | undefined {
    return this.#state.texts.get(file);
  }

  /** What another text of a file would give, without keeping anything of it. Nothing else runs meanwhile, as it makes no pause. */
  async preview(file: string, text: string): Promise<Update | undefined> {
    const { scratch } = this.#input;
    const path = `${this.root}/${file}`;
    const reads = this.#reads;
    this.#reads = undefined;
    scratch.set(path, text);
    try {
      return await this.#session.update([path]);
    } finally {
      scratch.clear();
      this.#reads = reads;
    }
  }

  async #analyze(pause: () => Promise<void>): Promise<void> {
    const { options, problem } = await this.#input.loadOptions();
    const reads = new Map<string, string>();
    this.#reads = reads;
    const result = await this.#session.analyze(options, pause, async (functions) => {
      if (!this.#state.isReady) await this.#showEarly(functions, pause);
      this.#reads = reads;
    });
    this.#state = afterAnalysis(result, problem ? [problem] : [], reads);
    this.#reads = undefined;
    // When everything was looked at, nobody is typing.
    setImmediate(collectGarbage);
  }

  /** Who has a handler open shall not wait for all the others. */
  async #showEarly(functions: readonly LambdaFunction[], pause: () => Promise<void>): Promise<void> {
    this.#state = { ...this.#state, functions };
    await this.#update([...this.#input.openTexts.keys()], pause);
    this.#input.onEarly(this);
  }

  async #update(paths: readonly string[], pause: () => Promise<void>): Promise<void> {
    const reads = new Map<string, string>();
    this.#reads = reads;
    const update = await this.#session.update(paths, pause);
    if (update) this.#state = afterUpdate(this.#state, update, reads);
  }

  #fail(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.#input.host.log('warn', `The analysis of ${this.root} failed: ${stack}`);
    this.#state = { ...this.#state, isReady: true, failure: message };
  }
}

/** The host, telling the text of each file below the root that is read. */
function observed(host: Host, root: string, onRead: (file: string, text: string) => void): Host {
  const prefix = `${root}/`;
  return {
    ...host,
    readText: (path) => {
      const text = host.readText(path);
      if (text !== undefined && path.startsWith(prefix)) onRead(path.slice(prefix.length), text);
      return text;
    },
  };
}
