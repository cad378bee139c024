import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import type { Saving } from '../../model/saving.js';

/** What a report about cold starts tells. */
export interface ColdStartOutcome {
  readonly root: string;
  readonly functions: readonly ColdStartEstimate[];
  /** What would make starts shorter and is known without building, by function id. */
  readonly savings: ReadonlyMap<string, readonly Saving[]>;
  /** Of budgets for cold starts. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}
