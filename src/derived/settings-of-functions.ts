import type { Deployment, FunctionSettings } from '../model/deployment.js';
import type { Declaration, LambdaFunction, UnresolvedFunction } from '../model/function.js';

/** Finds the settings of a function, found or not, in its own declaration; nothing where no deployment file declares it. */
export function settingsOfFunctions(
  deployment: Deployment,
): (fn: LambdaFunction | UnresolvedFunction) => FunctionSettings | undefined {
  const known = new Map(deployment.functions.map((each) => [keyOf(each.name, each.declaredIn), each.settings]));
  return ({ name, declaredIn }) => known.get(keyOf(name, declaredIn));
}

function keyOf(name: string | undefined, { file, line, column = 0 }: Declaration): string {
  return `${file}:${line}:${column} ${name}`;
}
