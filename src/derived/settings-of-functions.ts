import type { Deployment, FunctionSettings } from '../model/deployment.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';

/** Finds the settings of a function, found or not, in its own declaration; nothing where no deployment file declares it. */
export function settingsOfFunctions(
  deployment: Deployment,
): (fn: LambdaFunction | UnresolvedFunction) => FunctionSettings | undefined {
  const known = new Map(deployment.functions.map((each) => [each.id, each.settings]));
  return (fn) => known.get(('id' in fn ? fn.id : fn.declarationId) ?? '');
}
