/** The process that builds: one for all of this process, which esbuild starts when it is asked for something. */
export interface Service {
  /** Raised when the process is given up: what it has kept is gone. */
  readonly generation: number;
  /** Begins anew with the next process when this one ends meanwhile, for whatever reason. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the process with all that hangs in it. */
  end(): Promise<void>;
}

/** What makes the process end each time it is tried is left to fail. */
const MOST_TRIES = 3;

class Gone extends Error {}

/** @param stop esbuild's own. What waits for an answer then may never get one, so that it has to be told here. */
export function createService(stop: () => Promise<void>): Service {
  let generation = 0;
  const waiting = new Set<(reason: Gone) => void>();

  const untilGone = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.add(reject);
      void work()
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });

  const end = async (): Promise<void> => {
    generation += 1;
    const all = [...waiting];
    waiting.clear();
    await stop();
    for (const reject of all) reject(new Gone('The build process was terminated'));
  };

  return {
    get generation() {
      return generation;
    },
    async during(work) {
      for (let tries = 1; ; tries++) {
        const mine = generation;
        try {
          return await untilGone(work);
        } catch (error) {
          if (tries === MOST_TRIES || !isGone(error)) throw error;
          // Where others have seen it before, they are at work in the next one already.
          if (mine === generation) await end();
        }
      }
    },
    end,
  };
}

/** In esbuild's words, its process was killed, for want of memory for instance. */
function isGone(error: unknown): boolean {
  return error instanceof Gone || /The service (is no longer running|was stopped)/.test((error as Error).message);
}
