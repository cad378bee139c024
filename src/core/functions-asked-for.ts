import { askedFor } from '../engine/asking/asked-for.js';
import type { Deployment } from '../model/deployment.js';
import type { Declaration, LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Options } from '../model/options.js';

/** Functions that were not found and are declared below the paths that were asked for. */
export function declaredWithin(
  unresolved: readonly UnresolvedFunction[],
  options: Options,
): readonly UnresolvedFunction[] {
  const isInside = askedFor({ ...options, ignore: [] });
  return unresolved.filter(({ declaredIn }) => isInside(declaredIn.file));
}

/** Functions that are declared or handled below the paths that were asked for. */
export function within(functions: readonly LambdaFunction[], options: Options): readonly LambdaFunction[] {
  const isInside = askedFor({ ...options, ignore: [] });
  return functions.filter(({ declaredIn, handler }) => isInside(declaredIn.file) || isInside(handler.file));
}

/** What is declared below the paths that were asked for. */
export function deploymentWithin(deployment: Deployment, options: Options): Deployment {
  const isInside = askedFor({ ...options, ignore: [] });
  const inside = <Type extends { readonly declaredIn: Declaration }>(list: readonly Type[]) =>
    list.filter(({ declaredIn }) => isInside(declaredIn.file));
  return {
    functions: inside(deployment.functions),
    mappings: inside(deployment.mappings),
    queues: inside(deployment.queues),
    streams: inside(deployment.streams),
    apis: inside(deployment.apis),
    logGroups: inside(deployment.logGroups),
    schedules: inside(deployment.schedules),
    stateMachines: inside(deployment.stateMachines),
  };
}
