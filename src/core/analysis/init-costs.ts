import { initCostOf } from '../../coldstart/init-cost.js';
import type { InitCostOf } from '../../model/cold-start.js';

/** What is known of the cost of packages. */
export const knownInitCosts: InitCostOf = initCostOf;
