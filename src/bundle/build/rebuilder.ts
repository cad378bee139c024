import { buildBundles } from './build.js';
import type { BuildOutcome } from './build-outcome.js';
import { type BuildRequest, withoutNames } from './build-request.js';
import { KeptBuilds } from './kept-builds.js';

/** Builds again and again, and learns from one time for the next. */
export class Rebuilder {
  readonly #builds: KeptBuilds;
  /** Packages that are known to be missing, so that not every build has to fail first. Replaced when everything is forgotten. */
  #missing = new Map<string, readonly string[]>();

  constructor(mostKept: number) {
    this.#builds = new KeptBuilds(mostKept);
  }

  readonly build = async (request: BuildRequest): Promise<BuildOutcome> => {
    const { options, folder, entries } = request;
    const key = JSON.stringify([folder, options, entries]);
    // What is forgotten meanwhile learns nothing any more.
    const memory = this.#missing;
    const known = memory.get(key) ?? [];
    const outcome = await buildBundles(withoutNames(request, known), this.#builds.run);
    const missing = [...new Set([...known, ...outcome.missing])].sort();
    // Of a name that is left out at once nobody learns whether a `try` stands around it.
    const isHandled = handledNames(outcome);
    memory.set(
      key,
      missing.filter((name) => !isHandled.has(name)),
    );
    return { ...outcome, missing };
  };

  /** Lets go of everything. */
  async forget(): Promise<void> {
    this.#missing = new Map();
    await this.#builds.forget();
  }
}

function handledNames({ bundles }: BuildOutcome): ReadonlySet<string> {
  const modules = new Set([...bundles.values()].flatMap(({ graph }) => graph.modules));
  const outside = [...modules].flatMap((module) => module.outside ?? []);
  return new Set(outside.filter(({ isHandled }) => isHandled).map(({ specifier }) => specifier));
}
