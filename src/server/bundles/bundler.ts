import type { BundleSession, KnownBundle, LoadingFunction } from '../../bundle/session.js';
import type { ColdStartFacts } from '../../codelens/cold-start.js';
import type { JudgedKnown } from '../../core/bundle-functions.js';
import type { ReadText } from '../../engine/asking/run-bundle-rules.js';
import { collectGarbage } from '../../host/collect-garbage.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction, UnresolvedFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Options } from '../../model/options.js';
import type { AnalysisResult } from '../../model/result.js';
import type { PageReport } from '../../report/page/pack.js';
import type { Settings } from '../settings.js';
import type { ColdStarts } from './cold-starts.js';
import { type Core, loadCore } from './core.js';
import { problemsOf } from './problems.js';

/** After a save: what is saved together is built together. */
const SAVE_MS = 20;
/** After the last keystroke; before it, and while the analysis runs, nothing is built. */
const QUIET_MS = 400;
/** After the last keystroke or save, before plain zips are measured: to walk through all their files takes long. */
const ZIP_MS = 3000;
/** Between two builds, so that neither the editor nor the machine is kept busy. */
const PAUSE_MS = 100;
/** After packages or settings have changed: they come in numbers. */
const INSTALL_MS = 1500;

/** Builds of more leave garbage that is worth a pause. */
const FEW = 5;

/** Whatever changes what packages there are, or how code is compiled. */
const EVERYTHING =
  /(^|\/)(package\.json|[tj]sconfig[^/]*\.json|cdk\.json|package-lock\.json|npm-shrinkwrap\.json|\.package-lock\.json|pnpm-lock\.yaml|\.modules\.yaml|yarn\.lock|\.yarn-state\.yml|\.yarn-integrity|bun\.lockb?)$/;

/** Does a change of the file mean that any bundle may be another one? */
export function isOfEverything(path: string): boolean {
  return EVERYTHING.test(path);
}

const OUTDATED = 'These figures are from before the last edits.';

export interface BundlerInput {
  readonly root: string;
  /** A bundler reads what is on disk, whatever the editor holds. */
  readonly disk: Host;
  readonly settings: () => Promise<Settings>;
  /** Whether the analysis rests. */
  readonly isQuiet: () => boolean;
  readonly isOpen: (path: string) => boolean;
  /** Something else is known now. */
  readonly onChange: () => void;
}

/** What an analysis says of functions. */
type Found = Pick<AnalysisResult, 'functions' | 'unresolved'>;

/** Builds the functions of a folder in the background: those in sight first, and after a save those that hold the file. */
export class Bundler {
  readonly #input: BundlerInput;
  #core: Core | undefined;
  #session: BundleSession | undefined;
  #coldStarts: ColdStarts | undefined;
  #options: Options | undefined;
  #unresolved: readonly UnresolvedFunction[] = [];
  #mode: Settings['bundle']['build'] = 'off';
  /** Texts of saved files, as a save is often told twice. */
  readonly #saved = new Map<string, string | undefined>();
  #lastEditMs = Number.NEGATIVE_INFINITY;
  #lastChangeMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;
  #isBuilding = false;
  #last: Promise<void> = Promise.resolve();
  #version = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(input: BundlerInput) {
    this.#input = input;
  }

  /** Another one after each build. */
  get version(): number {
    return this.#version;
  }

  /** Not where it is switched off, or before the functions are known. */
  get isOn(): boolean {
    return this.#session !== undefined;
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
    if (!this.#session) return;
    if (isOfEverything(path)) {
      this.#saved.clear();
      void this.#session.forget();
      if (this.isOnDemand) this.#tell();
      this.#later(INSTALL_MS);
      return;
    }
    if (!hasComeOrGone && this.#isKnownText(path)) return;
    if (!this.#session.changed(path, hasComeOrGone)) return;
    this.#lastChangeMs = this.#input.disk.now();
    if (this.isOnDemand) this.#tell();
    this.#later(SAVE_MS);
  }

  /** Everything anew. */
  forget(): void {
    void this.#session?.forget();
    this.#saved.clear();
  }

  /** Builds what is pending of these functions, whatever the settings say; of all without a list. */
  async buildNow(ids?: readonly string[]): Promise<void> {
    await this.#last;
    for (;;) {
      const isWanted = ({ id }: LambdaFunction): boolean => ids === undefined || ids.includes(id);
      const batch = this.#session?.pending(isWanted).filter(isWanted) ?? [];
      if (batch.length === 0) return;
      await this.#build(batch);
    }
  }

  of(id: string): KnownBundle | undefined {
    return this.#session?.of(id);
  }

  /** What its cold start takes, from its bundle as it is known. */
  coldStartOf(id: string): ColdStartFacts | undefined {
    const known = this.of(id);
    return known && this.#coldStarts?.of(known);
  }

  /** Why a function is not measured; in words. */
  reasonAgainst(id: string): string | undefined {
    const known = this.of(id);
    if (!known || known.bundle || !this.#core) return undefined;
    if (!this.#core.isMeasurable(known.fn)) return 'only builds by esbuild and plain zips are measured';
    const [problem] = known.problems;
    return problem?.message;
  }

  /** Functions whose bundle holds a file, the heaviest first. */
  loading(path: string): readonly LoadingFunction[] {
    return this.#session?.loading(path) ?? [];
  }

  /** All that is known, with places as they are declared now. */
  report(): PageReport {
    const known = this.#session?.known() ?? [];
    const built = known.flatMap((each) => (each.bundle ? [{ ...each, bundle: each.bundle }] : []));
    const functions = built.map(({ fn, bundle, isOutdated }) => {
      const assumptions = [...(isOutdated ? [OUTDATED] : []), ...bundle.assumptions];
      return { ...bundle, declaredIn: fn.declaredIn, assumptions };
    });
    const facts = built.flatMap((each) => this.#coldStarts?.of(each) ?? []);
    const coldStarts = facts.map(({ estimate }) => estimate);
    const savings = new Map(facts.map((each) => [each.estimate.functionId, each.savings]));
    return { root: this.#input.root, functions, coldStarts, savings, problems: problemsOf(known) };
  }

  /** Nothing before there is something to judge. */
  judge(read: ReadText): JudgedKnown | undefined {
    if (!this.#core || !this.#session || !this.#options) return undefined;
    const known = this.#session.known();
    const built = known.flatMap(({ fn, bundle, isOutdated }) => (bundle ? [{ fn, bundle, isOutdated }] : []));
    const declared = known.map(({ fn }) => fn);
    const unbuilt = known.flatMap(({ fn }) => {
      const reason = this.reasonAgainst(fn.id);
      return reason === undefined ? [] : [{ fn, reason }];
    });
    const all = { built, unbuilt, declared, unresolved: this.#unresolved };
    const judged = this.#core.judgeKnown(all, this.#options, read, this.#input.disk);
    return { ...judged, problems: [...problemsOf(known), ...judged.problems] };
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    void this.#session?.dispose();
  }

  async #follow({ functions, unresolved }: Found, options: Options): Promise<void> {
    const { bundle } = await this.#input.settings();
    this.#mode = bundle.build;
    this.#options = options;
    this.#unresolved = unresolved;
    if (this.#isDisposed) return;
    if (this.#mode === 'off') return this.#switchOff();
    this.#core ??= await loadCore();
    if (this.#isDisposed) return;
    const { BundleSession, ColdStarts } = this.#core;
    this.#coldStarts ??= new ColdStarts();
    this.#session ??= new BundleSession(this.#input.root, this.#input.disk);
    this.#session.follow(functions);
    this.#input.onChange();
    this.#later(PAUSE_MS);
  }

  #switchOff(): void {
    clearTimeout(this.#timer);
    if (!this.#session) return;
    void this.#session.dispose();
    this.#session = undefined;
    this.#tell();
  }

  #isKnownText(path: string): boolean {
    const before = this.#saved.get(path);
    let text: string | undefined;
    try {
      text = this.#input.disk.readText(path);
    } catch {
      // What is no text is bundled as it is, and compared by nobody.
    }
    if (text !== undefined) this.#saved.set(path, text);
    return text !== undefined && before === text;
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#turn().catch(this.#log), ms);
  }

  async #turn(): Promise<void> {
    if (this.#mode !== 'onSave' || !this.#session) return;
    if (this.#isBuilding) {
      this.#later(PAUSE_MS);
      return;
    }
    const { disk, isQuiet, isOpen, root } = this.#input;
    if (!isQuiet() || disk.now() - this.#lastEditMs < QUIET_MS) {
      this.#later(QUIET_MS);
      return;
    }
    const batch = this.#session.pending(({ handler }) => isOpen(absolutePath(root, handler.file)));
    if (batch.length === 0) return;
    const restMs = disk.now() - Math.max(this.#lastEditMs, this.#lastChangeMs);
    if (batch[0]!.build?.tool === 'zip' && restMs < ZIP_MS) {
      this.#later(ZIP_MS - restMs);
      return;
    }
    await this.#build(batch);
    this.#later(PAUSE_MS);
    // Many metafiles have come and gone.
    if (batch.length > FEW && this.#session?.pending(() => false).length === 0) setImmediate(collectGarbage);
  }

  #build(batch: readonly LambdaFunction[]): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt(batch));
    return this.#last;
  }

  async #attempt(batch: readonly LambdaFunction[]): Promise<void> {
    const session = this.#session;
    if (this.#isDisposed || !session) return;
    this.#isBuilding = true;
    try {
      await session.build(batch).catch(this.#log);
      this.#isBuilding = false;
      if (!this.#isDisposed) this.#tell();
    } catch (error) {
      this.#log(error);
    } finally {
      this.#isBuilding = false;
    }
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
