import type { LiveBundles } from '../../bundle/live-bundles.js';
import { collectGarbage } from '../../host/collect-garbage.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Options } from '../../model/options.js';
import type { AnalysisResult } from '../../model/result.js';
import type { EditorSettings } from '../settings.js';
import { affectsAllBundles } from './affects-all-bundles.js';
import { type Activity, INSTALL_MS, PAUSE_MS, SAVE_MS, waitBeforeTurn, waitBeforeZips } from './build-times.js';
import { type BundleTools, loadBundleTools } from './bundle-tools.js';
import { type Analysed, KnownBundles } from './known-bundles.js';
import { SavedTexts } from './saved-texts.js';

/** Builds of more leave garbage that is worth a pause. */
const FEW = 5;

export interface BundlerInput {
  readonly root: string;
  /** A bundler reads what is on disk, whatever the editor holds. */
  readonly disk: Host;
  readonly settings: () => Promise<EditorSettings>;
  /** Whether the analysis rests. */
  readonly isQuiet: () => boolean;
  readonly isOpen: (path: string) => boolean;
  /** Something else is known now. */
  readonly onChange: () => void;
}

/** What an analysis says of functions. */
type Found = Pick<AnalysisResult, 'functions' | 'unresolved'>;

/** What there is as long as it is switched on. */
interface Running {
  readonly bundles: LiveBundles;
  readonly known: KnownBundles;
}

/** Builds the functions of a folder in the background: those in sight first, and after a save those that hold the file. */
export class Bundler {
  readonly #input: BundlerInput;
  readonly #saved: SavedTexts;
  readonly #load: typeof loadBundleTools;
  /** Absent where it is switched off, or before the functions are known. */
  #running: Running | undefined;
  #mode: EditorSettings['bundle']['build'] = 'off';
  #lastEditMs = Number.NEGATIVE_INFINITY;
  #lastChangeMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;
  #isBuilding = false;
  #last: Promise<void> = Promise.resolve();
  #version = 0;
  #following: Promise<void> = Promise.resolve();

  /** @param load what builds: another one in tests. */
  constructor(input: BundlerInput, load: typeof loadBundleTools = loadBundleTools) {
    this.#input = input;
    this.#saved = new SavedTexts(input.disk);
    this.#load = load;
  }

  /** Another one after each build. */
  get version(): number {
    return this.#version;
  }

  /** Nothing where it is switched off, or before the functions are known. */
  get known(): KnownBundles | undefined {
    return this.#running?.known;
  }

  get isOnDemand(): boolean {
    return this.#mode === 'onDemand';
  }

  /** Takes what an analysis has found. */
  follow(found: Found, options: Options): void {
    this.#following = this.#follow(found, options).catch(this.#log);
  }

  /** Settles when that is taken. */
  followed(): Promise<void> {
    return this.#following;
  }

  /** Somebody types. */
  edited(): void {
    this.#lastEditMs = this.#input.disk.now();
  }

  /** A file on disk is another one, or has come or gone. */
  changed(path: string, hasComeOrGone = false): void {
    if (!this.#running) return;
    const { bundles } = this.#running;
    if (affectsAllBundles(path)) {
      this.forget();
      this.#changed(INSTALL_MS);
      return;
    }
    if (!hasComeOrGone && this.#saved.isSame(path)) return;
    if (!bundles.changed(path, hasComeOrGone)) return;
    this.#lastChangeMs = this.#input.disk.now();
    this.#changed(SAVE_MS);
  }

  /** Everything anew. */
  forget(): void {
    this.#saved.clear();
    void this.#running?.bundles.forget();
  }

  /** Builds what is pending of these functions, whatever the settings say; of all without a list. */
  async buildNow(ids?: readonly string[]): Promise<void> {
    await this.#last;
    for (;;) {
      const isWanted = ({ id }: LambdaFunction): boolean => ids === undefined || ids.includes(id);
      const batch = this.#running?.bundles.pending(isWanted).filter(isWanted) ?? [];
      if (batch.length === 0) return;
      await this.#build(batch);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    void this.#running?.bundles.dispose();
  }

  async #follow({ functions, unresolved }: Found, options: Options): Promise<void> {
    const { bundle } = await this.#input.settings();
    this.#mode = bundle.build;
    if (this.#isDisposed) return;
    if (this.#mode === 'off') {
      this.#switchOff();
      return;
    }
    const tools = await this.#load();
    if (this.#isDisposed) return;
    const analysed = { options, unresolved };
    this.#running ??= this.#start(tools, analysed);
    this.#running.bundles.follow(functions);
    this.#running.known.follow(analysed);
    this.#input.onChange();
    this.#later(PAUSE_MS);
  }

  #start(tools: BundleTools, analysed: Analysed): Running {
    const { root, disk } = this.#input;
    const bundles = new tools.LiveBundles(root, disk);
    const coldStarts = new tools.ColdStarts();
    return {
      bundles,
      known: new KnownBundles({ root, disk, tools, bundles, coldStarts }, analysed),
    };
  }

  #switchOff(): void {
    clearTimeout(this.#timer);
    if (!this.#running) return;
    void this.#running.bundles.dispose();
    this.#running = undefined;
    this.#tell();
  }

  #changed(ms: number): void {
    if (this.isOnDemand) this.#tell();
    this.#later(ms);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#turn().catch(this.#log), ms);
  }

  get #activity(): Activity {
    return {
      nowMs: this.#input.disk.now(),
      lastEditMs: this.#lastEditMs,
      lastChangeMs: this.#lastChangeMs,
      isBuilding: this.#isBuilding,
      isAnalysing: !this.#input.isQuiet(),
    };
  }

  async #turn(): Promise<void> {
    if (this.#mode !== 'onSave' || !this.#running) return;
    const waitMs = waitBeforeTurn(this.#activity);
    if (waitMs > 0) {
      this.#later(waitMs);
      return;
    }
    const { bundles } = this.#running;
    const batch = bundles.pending(({ handler }) => this.#input.isOpen(absolutePath(this.#input.root, handler.file)));
    const [first] = batch;
    if (!first) return;
    const zipsMs = first.build?.tool === 'zip' ? waitBeforeZips(this.#activity) : 0;
    if (zipsMs > 0) {
      this.#later(zipsMs);
      return;
    }
    await this.#build(batch);
    this.#later(PAUSE_MS);
    // Many metafiles have come and gone.
    if (batch.length > FEW && this.#running?.bundles.pending(() => false).length === 0) setImmediate(collectGarbage);
  }

  #build(batch: readonly LambdaFunction[]): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt(batch)).catch(this.#log);
    return this.#last;
  }

  async #attempt(batch: readonly LambdaFunction[]): Promise<void> {
    if (this.#isDisposed || !this.#running) return;
    this.#isBuilding = true;
    await this.#running.bundles.build(batch).catch(this.#log);
    this.#isBuilding = false;
    if (!this.#isDisposed) this.#tell();
  }

  readonly #log = (error: unknown): void => {
    const { stack } = error instanceof Error ? error : new Error(String(error));
    this.#input.disk.log('warn', `Bundles in ${this.#input.root} could not be built: ${stack}`);
  };

  #tell(): void {
    this.#version++;
    this.#input.onChange();
  }
}
