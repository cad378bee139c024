import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';

/** What a report about cold starts tells. */
export interface ColdStartOutcome {
  readonly root: string;
  readonly functions: readonly ColdStartEstimate[];
  /** Of budgets for cold starts. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}
