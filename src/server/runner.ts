import { setImmediate } from 'node:timers/promises';
import type { Pause } from '../analysis/run-steps.js';

/** After the last keystroke, before the functions that load the file are looked at. */
const TYPING_MS = 150;
/** After that, before everything is: what an edit changes in other functions shows then. */
const REST_MS = 1000;

/** Everything, or only what the edited files touch. */
type Scope = 'all' | 'touched';

export interface Runner {
  /** The file's text has changed. */
  changed(path: string): void;
  /** The edits so far are meant. */
  saved(): void;
  /** More than the text of some files may have changed. */
  stale(): void;
  /** Settles when everything was looked at. */
  analyzeNow(): Promise<void>;
  /** Settles when no edit is waiting to be looked at. */
  settled(): Promise<void>;
  isBusy(): boolean;
  dispose(): void;
}

export interface Work {
  /** Whether edits are looked at before they are saved. */
  readonly runsOnType: () => boolean;
  readonly analyze: (pause: Pause) => Promise<void>;
  readonly update: (paths: readonly string[], pause: Pause) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Something begins or has ended. */
  readonly onChange: () => void;
}

/** Thrown out of a run that an edit has made worthless. */
class Outdated extends Error {}

/**
 * Decides when to look at what: soon after a keystroke at what it touches, at rest at everything. One run at a time; an edit ends it, so that
 * nothing that is typed waits for it.
 */
export function createRunner(work: Work): Runner {
  let edited = new Set<string>();
  let isStale = false;
  let timer: NodeJS.Timeout | undefined;
  let current: { readonly scope: Scope; isOutdated: boolean } | undefined;
  let last: Promise<void> = Promise.resolve();

  const later = (ms: number, scope: Scope): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(scope), ms);
  };
  const run = (scope: Scope): Promise<void> => {
    clearTimeout(timer);
    last = last.then(() => turn(scope));
    return last;
  };
  const turn = async (wanted: Scope): Promise<void> => {
    const scope = isStale ? 'all' : wanted;
    if (scope === 'touched' && edited.size === 0) return;
    const own = { scope, isOutdated: false };
    current = own;
    work.onChange();
    await attempt(own);
    current = undefined;
    work.onChange();
  };
  const attempt = async (own: { readonly scope: Scope; isOutdated: boolean }): Promise<void> => {
    const pause: Pause = async () => {
      await setImmediate();
      if (own.isOutdated) throw new Outdated();
    };
    const taken = { edited, isStale };
    edited = new Set();
    isStale = false;
    try {
      if (own.scope === 'all') return await work.analyze(pause);
      await work.update([...taken.edited], pause);
      // An edit during the last step has set the timer already.
      if (!own.isOutdated) later(REST_MS, 'all');
    } catch (error) {
      if (!(error instanceof Outdated)) return work.onFailure(error);
      edited = new Set([...taken.edited, ...edited]);
      isStale ||= taken.isStale;
    }
  };
  const outdate = (): void => {
    if (current) current.isOutdated = true;
  };

  return {
    changed: (path) => {
      edited.add(path);
      outdate();
      if (work.runsOnType()) later(TYPING_MS, 'touched');
    },
    saved: () => void run('touched'),
    stale: () => {
      isStale = true;
      outdate();
      later(TYPING_MS, 'all');
    },
    analyzeNow: () => {
      isStale = true;
      outdate();
      return run('all');
    },
    settled: () => (edited.size > 0 || isStale ? run('touched') : current ? last : Promise.resolve()),
    isBusy: () => current !== undefined,
    dispose: () => {
      clearTimeout(timer);
      outdate();
    },
  };
}
