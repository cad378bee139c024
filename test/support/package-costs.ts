import type { InitCostOf } from '../../src/model/cold-start.js';

/** Every package takes a tenth of a second, so that tests need no table. */
export const everyPackageCosts: InitCostOf = () => ({
  ms: { low: 80, mid: 100, high: 130 },
  origin: 'modelled',
  source: 'made up for tests',
});
