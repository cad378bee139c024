import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../analysis/run-steps.js';

/** After the last keystroke, before the functions that load the file are looked at. */
const TYPING_MS = 150;
/** After that, before everything is: what an edit changes in other functions shows then. */
const REST_MS = 1000;

/** Everything, or only what the edited files touch. */
type Scope = 'all' | 'touched';

export interface Work {
  /** Whether edits are looked at before they are saved. */
  readonly runsOnType: () => boolean;
  readonly analyze: (pause: Pause) => Promise<void>;
  readonly update: (paths: readonly string[], pause: Pause) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Something begins or has ended. */
  readonly onChange: () => void;
}

interface Run {
  readonly scope: Scope;
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
  readonly #work: Work;
  /** Absolute paths whose text has changed since it was looked at. */
  #edited = new Set<string>();
  /** More than the text of some files may have changed. */
  #isStale = false;
  #timer: NodeJS.Timeout | undefined;
  #current: Run | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(work: Work) {
    this.#work = work;
  }

  isBusy(): boolean {
    return this.#current !== undefined;
  }

  /** The file's text has changed. */
  changed(path: string): void {
    this.#edited.add(path);
    this.#outdate();
    if (this.#work.runsOnType()) this.#later(TYPING_MS, 'touched');
  }

  /** The edits so far are meant. Settles when they were looked at. */
  saved(): Promise<void> {
    return this.#run('touched');
  }

  /** More than the text of some files may have changed. */
  stale(): void {
    this.#isStale = true;
    this.#outdate();
    this.#later(TYPING_MS, 'all');
  }

  /** Settles when everything was looked at. */
  analyzeNow(): Promise<void> {
    this.#isStale = true;
    this.#outdate();
    return this.#run('all');
  }

  /** Settles when no edit is waiting to be looked at, but for those that wait for a save. */
  settled(): Promise<void> {
    if (this.#isStale || (this.#edited.size > 0 && this.#work.runsOnType())) return this.#run('touched');
    return this.#current ? this.#last : Promise.resolve();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#outdate();
  }

  #outdate(): void {
    if (this.#current) this.#current.isOutdated = true;
  }

  #later(ms: number, scope: Scope): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(scope), ms);
  }

  #run(scope: Scope): Promise<void> {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#turn(scope));
    return this.#last;
  }

  async #turn(wanted: Scope): Promise<void> {
    const scope = this.#isStale ? 'all' : wanted;
    if (scope === 'touched' && this.#edited.size === 0) return;
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
      if (run.scope === 'all') return await this.#work.analyze(pause);
      await this.#work.update([...taken.edited], pause);
      // An edit during the last step has set the timer already.
      if (!run.isOutdated) this.#later(REST_MS, 'all');
    } catch (error) {
      if (!(error instanceof Outdated)) return this.#work.onFailure(error);
      this.#edited = new Set([...taken.edited, ...this.#edited]);
      this.#isStale ||= taken.isStale;
      // No timer of the edit's own will do it.
      if (run.scope === 'all' && !this.#work.runsOnType()) this.#later(REST_MS, 'all');
    }
  }
}
