import type { ChosenFunctions } from '../core/chosen-functions.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { nothingFound } from './nothing-found.js';

/** The functions of the given paths and names. @throws {UsageError} where there is nothing, or nothing by that name. */
export async function choose(
  args: readonly string[],
  options: Options,
  names: readonly string[],
  host: Host,
): Promise<ChosenFunctions> {
  const { chosenFunctions } = await import('../core/chosen-functions.js');
  const chosen = await chosenFunctions(options, names, host);
  // What was in the way stands in the report.
  if (!chosen) throw nothingFound(args, options.root, []);
  return chosen;
}
