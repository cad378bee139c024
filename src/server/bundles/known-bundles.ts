import type { KnownBundle, LiveBundles, LoadingFunction } from '../../bundle/live-bundles.js';
import type { ColdStartFacts } from '../../codelens/cold-start.js';
import type { JudgedKnown } from '../../core/bundle-functions.js';
import type { ReadText } from '../../engine/asking/run-bundle-rules.js';
import type { UnresolvedFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Options } from '../../model/options.js';
import type { PageReport } from '../../report/page/pack.js';
import { WHAT_IS_WEIGHED } from '../../words/sizes.js';
import type { BundleTools } from './bundle-tools.js';
import type { ColdStarts } from './cold-starts.js';
import { problemsOfBundles } from './problems.js';

const OUTDATED = 'These figures are from before the last edits.';

/** What the last analysis says that is not of a bundle. */
export interface Analysed {
  readonly options: Options;
  readonly unresolved: readonly UnresolvedFunction[];
}

export interface KnownBundlesInput {
  readonly root: string;
  readonly disk: Host;
  readonly tools: Pick<BundleTools, 'canBeWeighed' | 'judgeKnown'>;
  readonly bundles: Pick<LiveBundles, 'of' | 'known' | 'loading'>;
  readonly coldStarts: ColdStarts;
}

/** What is known of the bundles of a folder, for whoever asks; it builds nothing. */
export class KnownBundles {
  readonly #input: KnownBundlesInput;
  #analysed: Analysed;

  constructor(input: KnownBundlesInput, analysed: Analysed) {
    this.#input = input;
    this.#analysed = analysed;
  }

  /** Takes what a later analysis says. */
  follow(analysed: Analysed): void {
    this.#analysed = analysed;
  }

  of(id: string): KnownBundle | undefined {
    return this.#input.bundles.of(id);
  }

  /** What its cold start takes, from its bundle as it is known. */
  coldStartOf(id: string): ColdStartFacts | undefined {
    const known = this.of(id);
    return known && this.#input.coldStarts.of(known);
  }

  /** Why a function is not weighed; in words. */
  reasonAgainst(id: string): string | undefined {
    const known = this.of(id);
    if (!known || known.bundle) return undefined;
    if (!this.#input.tools.canBeWeighed(known.fn)) return WHAT_IS_WEIGHED;
    const [problem] = known.problems;
    return problem?.message;
  }

  /** Functions whose bundle holds a file, the heaviest first. */
  loading(path: string): readonly LoadingFunction[] {
    return this.#input.bundles.loading(path);
  }

  /** All that is known, with places as they are declared now. */
  report(): PageReport {
    const { bundles, coldStarts, root } = this.#input;
    const known = bundles.known();
    const built = known.flatMap((each) => (each.bundle ? [{ ...each, bundle: each.bundle }] : []));
    const functions = built.map(({ fn, bundle, isOutdated }) => {
      const assumptions = [...(isOutdated ? [OUTDATED] : []), ...bundle.assumptions];
      return { ...bundle, declaredIn: fn.declaredIn, assumptions };
    });
    const facts = built.flatMap((each) => coldStarts.of(each) ?? []);
    const savings = new Map(facts.map((each) => [each.estimate.functionId, each.savings]));
    return {
      root,
      functions,
      coldStarts: facts.map(({ estimate }) => estimate),
      savings,
      problems: problemsOfBundles(known),
    };
  }

  /** What the rules say of it. */
  judge(read: ReadText): JudgedKnown {
    const { tools, bundles, disk } = this.#input;
    const { options, unresolved } = this.#analysed;
    const known = bundles.known();
    const built = known.flatMap(({ fn, bundle, isOutdated }) => (bundle ? [{ fn, bundle, isOutdated }] : []));
    const unbuilt = known.flatMap(({ fn }) => {
      const reason = this.reasonAgainst(fn.id);
      return reason === undefined ? [] : [{ fn, reason }];
    });
    const all = { built, unbuilt, declared: known.map(({ fn }) => fn), unresolved };
    const judged = tools.judgeKnown(all, options, read, disk);
    return { ...judged, problems: [...problemsOfBundles(known), ...judged.problems] };
  }
}
