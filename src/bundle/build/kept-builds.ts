import { type BuildTools, type KeptBuild, service as realService, tools as realTools } from './esbuild.js';
import type { EsbuildOptions, EsbuildResult } from './esbuild-options.js';
import type { Service } from './service.js';

/** Runs builds, and keeps those that ran last, so that only what has changed is parsed the next time. */
export class KeptBuilds {
  /** The one that was used last stands last. */
  #builds = new Map<string, KeptBuild>();
  /** Of the process that holds them. */
  #process: number;
  /** Raised when everything is forgotten, so that what was begun before leaves nothing behind. */
  #generation = 0;

  constructor(
    private readonly most: number,
    private readonly service: Service = realService,
    private readonly tools: BuildTools = realTools,
  ) {
    this.#process = service.generation;
  }

  readonly run = (options: EsbuildOptions): Promise<EsbuildResult> => this.service.during(() => this.#rebuild(options));

  /** Lets go of all of them. */
  async forget(): Promise<void> {
    const builds = [...this.#buildsNow().values()];
    this.#generation++;
    this.#builds = new Map();
    await Promise.all(builds.map((each) => each.dispose()));
  }

  /** Those that went with their process are none any more. */
  #buildsNow(): Map<string, KeptBuild> {
    if (this.#process !== this.service.generation) this.#builds = new Map();
    this.#process = this.service.generation;
    return this.#builds;
  }

  async #rebuild(options: EsbuildOptions): Promise<EsbuildResult> {
    const key = JSON.stringify(options);
    const generation = this.#generation;
    const builds = this.#buildsNow();
    const kept = builds.get(key) ?? (await this.tools.keep(options));
    if (generation !== this.#generation) {
      await kept.dispose();
      return this.tools.build(options);
    }
    builds.delete(key);
    builds.set(key, kept);
    await this.#dropOldest(builds);
    return kept.rebuild();
  }

  async #dropOldest(builds: Map<string, KeptBuild>): Promise<void> {
    const [oldest] = builds;
    if (!oldest || builds.size <= this.most) return;
    const [key, leaving] = oldest;
    builds.delete(key);
    await leaving.dispose();
  }
}
