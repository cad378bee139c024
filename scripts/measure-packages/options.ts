import type { Options } from '../../src/model/options.js';

/** Of a folder without any configuration, where no rule is asked. */
export function optionsOf(root: string): Options {
  return {
    root,
    paths: [],
    rules: {},
    overrides: [],
    ignore: [],
    clients: [],
    handlers: [],
    bundle: { budgets: [], builds: [] },
    requireSuppressionReason: false,
    reportUnusedSuppressions: false,
  };
}
