import type { KnownBundle } from '../../bundle/live-bundles.js';
import type { ColdStartFacts } from '../../codelens/cold-start.js';
import { estimateColdStart } from '../../coldstart/estimate.js';
import { savingsOf } from '../../coldstart/savings.js';
import { mendable } from '../../derived/missing-packages.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';

interface FunctionStart extends Pick<ColdStartFacts, 'estimate' | 'savings'> {
  readonly fn: LambdaFunction;
}

/** What cold starts take, out of bundles that are known anyway: worked out once for each, and gone with it. */
export class ColdStarts {
  readonly #starts = new WeakMap<DetailedBundle, FunctionStart>();

  of({ fn, bundle, isOutdated }: KnownBundle): ColdStartFacts | undefined {
    if (!bundle) return undefined;
    const { estimate, savings } = this.#startOf(fn, bundle);
    // Of the estimate itself: only what makes it a lower bound may be said to be left out.
    return { estimate, savings, isOutdated, missing: mendable(estimate).missing ?? [] };
  }

  /** Another memory or place of declaration makes another function and no other bundle. */
  #startOf(fn: LambdaFunction, bundle: DetailedBundle): FunctionStart {
    const known = this.#starts.get(bundle);
    if (known?.fn === fn) return known;
    const estimate = estimateColdStart(fn, bundle);
    const start = { fn, estimate, savings: savingsOf(estimate, bundle) };
    this.#starts.set(bundle, start);
    return start;
  }
}
