import { createSession, type Update } from '../core/analysis/session.js';
import { textOf } from '../derived/text-of.js';
import { collectGarbage } from '../host/collect-garbage.js';
import { absolutePath, isBelow, relativePath } from '../lib/paths.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import { Bundler, type BundlerInput } from './bundles/bundler.js';
import type { KnownBundles } from './bundles/known-bundles.js';
import { type JudgedBundleTexts, NOT_JUDGED, withBundles } from './bundles/with-bundles.js';
import { afterAnalysis, afterUpdate, type FolderState, INITIAL_STATE } from './folder-state.js';
import type { LoadedOptions } from './load-options.js';
import { ReadTexts } from './read-texts.js';
import { Runner } from './runner.js';

export interface FolderInput {
  readonly root: string;
  readonly uri: string;
  readonly isGuest: boolean;
  /** Absent where nothing is on disk that could be built. */
  readonly bundling?: Pick<BundlerInput, 'disk' | 'settings' | 'isOpen'>;
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
  readonly bundler: Bundler | undefined;
  readonly #input: FolderInput;
  readonly #reads: ReadTexts;
  readonly #session;
  #isDisposed = false;
  #analyzed = INITIAL_STATE;
  #judgedBundles: JudgedBundleTexts = NOT_JUDGED;
  /** Both together; absent when one of them is another now. */
  #known: FolderState | undefined;

  constructor(input: FolderInput) {
    this.#input = input;
    this.root = input.root;
    this.uri = input.uri;
    this.isGuest = input.isGuest;
    this.#reads = new ReadTexts(input.host, input.root);
    this.#session = createSession(this.#reads.host);
    this.runner = new Runner({
      analyze: (pause) => this.#analyze(pause),
      update: (paths, pause) => this.#update(paths, pause),
      onFailure: (error) => this.#fail(error),
      onChange: () => this.#tell(),
    });
    this.bundler =
      input.bundling &&
      new Bundler({
        ...input.bundling,
        root: input.root,
        isQuiet: () => !this.runner.isBusy(),
        onChange: () => {
          this.#judge();
          this.#tell();
        },
      });
  }

  get state(): FolderState {
    this.#known ??= withBundles(this.#analyzed, this.#judgedBundles);
    return this.#known;
  }

  /** What is known of its bundles; nothing where they are switched off, or before the functions are known. */
  get bundles(): KnownBundles | undefined {
    return this.bundler?.known;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.runner.dispose();
    this.bundler?.dispose();
  }

  /** The text that a file was analysed with; absent for a file that was not. */
  textOf(file: string): string | undefined {
    return this.state.texts.get(file);
  }

  /** Holds the path, or has read it: functions may load code that lies outside. */
  knows(path: string): boolean {
    return isBelow(path, this.root) || this.textOf(relativePath(this.root, path)) !== undefined;
  }

  /** Has findings in the file, or a handler. */
  speaksOf(path: string): boolean {
    const file = relativePath(this.root, path);
    const { findings, functions } = this.state;
    return (findings.get(file)?.length ?? 0) > 0 || functions.some(({ handler }) => handler.file === file);
  }

  /** What another text of a file would give, without keeping anything of it. Nothing else runs meanwhile, as it makes no pause. */
  async preview(file: string, text: string): Promise<Update | undefined> {
    const { scratch } = this.#input;
    const path = absolutePath(this.root, file);
    scratch.set(path, text);
    try {
      return await this.#reads.ofNone(() => this.#session.update([path]));
    } finally {
      scratch.clear();
    }
  }

  async #analyze(pause: () => Promise<void>): Promise<void> {
    const { options, problem } = await this.#input.loadOptions();
    const [result, texts] = await this.#reads.of(() =>
      this.#session.analyze(options, pause, async (functions) => {
        if (!this.#analyzed.isReady) await this.#showEarly(functions, pause);
      }),
    );
    this.#set(afterAnalysis(result, problem ? [problem] : [], texts));
    this.bundler?.follow(result, options);
    // When everything was looked at, nobody is typing.
    setImmediate(collectGarbage);
  }

  /** Who has a handler open shall not wait for all the others. */
  async #showEarly(functions: readonly LambdaFunction[], pause: () => Promise<void>): Promise<void> {
    this.#set({ ...this.#analyzed, functions });
    await this.#update([...this.#input.openTexts.keys()], pause);
    if (!this.#isDisposed) this.#input.onEarly(this);
  }

  /** A run may end after the folder has gone, and what was withdrawn with it must not come back. */
  #tell(): void {
    if (!this.#isDisposed) this.#input.onChange(this);
  }

  async #update(paths: readonly string[], pause: () => Promise<void>): Promise<void> {
    const [update, texts] = await this.#reads.of(() => this.#session.update(paths, pause));
    if (update) this.#set(afterUpdate(this.#analyzed, update, texts));
  }

  #set(state: FolderState): void {
    this.#analyzed = state;
    this.#known = undefined;
  }

  /** What the rules say of the bundles, at the places of the texts that were analysed. */
  #judge(): void {
    const texts = new Map<string, string>();
    const read = (file: string): string | undefined => {
      const text = this.#analyzed.texts.get(file) ?? textOf(absolutePath(this.root, file), this.#input.host);
      if (text !== undefined) texts.set(file, text);
      return text;
    };
    const run = this.bundles?.judge(read);
    for (const { file } of run?.problems ?? []) if (file !== undefined) read(file);
    this.#judgedBundles = run ? { ...run, texts } : NOT_JUDGED;
    this.#known = undefined;
  }

  #fail(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.#input.host.log('warn', `The analysis of ${this.root} failed: ${stack}`);
    this.#set({ ...this.#analyzed, isReady: true, failure: message });
  }
}
