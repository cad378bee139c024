import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../core/analysis/run-steps.js';

/** After the last keystroke, before the functions that load the file are looked at. */
const TYPING_MS = 150;
/** After that, before everything is: what an edit changes in other functions shows then. */
const REST_MS = 1000;

/** Everything, or only what the edited files touch. */
type RunScope = 'all' | 'touched';

export interface RunnerWork {
  readonly analyze: (pause: Pause) => Promise<void>;
  readonly update: (paths: readonly string[], pause: Pause) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Something begins or has ended. */
  readonly onChange: () => void;
}

interface Run {
  readonly scope: RunScope;
  /** An edit has come since it began. */
  isOutdated: boolean;
}

/** Thrown out of a run that an edit has made worthless. */
class Outdated extends Error {}

/**
 * Decides when to look at what: soon after a keystroke at what it touches, at rest at everything. One run at a time; an edit ends it, so that
 * nothing that is typed waits for it.
 */
export class Runner {
  readonly #work: RunnerWork;
  /** Absolute paths whose text has changed since it was looked at. */
  #edited = new Set<string>();
  /** More than the text of some files may have changed. */
  #isStale = false;
  /** A first analysis has ended, well or not. */
  #hasAnalyzed = false;
  #isDisposed = false;
  #timer: NodeJS.Timeout | undefined;
  #current: Run | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(work: RunnerWork) {
    this.#work = work;
  }

  isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** The file's text has changed. */
  changed(path: string): void {
    this.#edited.add(path);
    this.#outdate();
    this.#later(TYPING_MS, 'touched');
  }

  /** More than the text of some files may have changed. */
  stale(): void {
    this.#isStale = true;
    this.#outdate();
    this.#later(TYPING_MS, 'all');
  }

  /** Settles when everything was looked at. */
  async analyzeNow(): Promise<void> {
    this.#isStale = true;
    this.#outdate();
    await this.#run('all');
    await this.settled();
  }

  /** Looks at once at what has changed. Settles when nothing is waiting to be looked at, and a first analysis has ended. */
  async settled(): Promise<void> {
    while (this.#isWaiting() && !this.#isDisposed) await this.#run('touched');
    if (this.#current?.scope === 'touched' || !this.#hasAnalyzed) await this.#last;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#outdate();
  }

  #isWaiting(): boolean {
    return this.#isStale || this.#edited.size > 0;
  }

  #outdate(): void {
    if (this.#current) this.#current.isOutdated = true;
  }

  #later(ms: number, scope: RunScope): void {
    if (this.#isDisposed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(scope), ms);
  }

  #run(scope: RunScope): Promise<void> {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#turn(scope));
    return this.#last;
  }

  async #turn(wanted: RunScope): Promise<void> {
    const scope = this.#isStale ? 'all' : wanted;
    if (this.#isDisposed || (scope === 'touched' && this.#edited.size === 0)) return;
    const run: Run = { scope, isOutdated: false };
    this.#current = run;
    this.#work.onChange();
    await this.#attempt(run);
    this.#current = undefined;
    this.#work.onChange();
  }

  async #attempt(run: Run): Promise<void> {
    const pause: Pause = async () => {
      await setImmediate();
      if (run.isOutdated) throw new Outdated();
    };
    const taken = { edited: this.#edited, isStale: this.#isStale };
    this.#edited = new Set();
    this.#isStale = false;
    try {
      if (run.scope === 'all') {
        await this.#work.analyze(pause);
        this.#hasAnalyzed = true;
        return;
      }
      await this.#work.update([...taken.edited], pause);
      // An edit during the last step has set the timer already.
      if (!run.isOutdated) this.#later(REST_MS, 'all');
    } catch (error) {
      if (!(error instanceof Outdated)) {
        this.#hasAnalyzed = true;
        return this.#work.onFailure(error);
      }
      this.#edited = new Set([...taken.edited, ...this.#edited]);
      this.#isStale ||= taken.isStale;
    }
  }
}
