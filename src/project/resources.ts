import { groupBy } from '../lib/group.js';
import type { NonEmpty } from '../lib/non-empty.js';
import type { Api, ApiRoute, DeclaredResource, Deployment, Schedule } from '../model/deployment.js';
import { byDeclaration } from './by-declaration.js';

/** What readers find besides functions and tables; they add to it. */
export type Resources = { readonly [Kind in Exclude<keyof Deployment, 'functions'>]: Deployment[Kind][number][] };

const KINDS = ['mappings', 'queues', 'streams', 'apis', 'logGroups', 'schedules', 'stateMachines'] as const;

export function noResources(): Resources {
  return { mappings: [], queues: [], streams: [], apis: [], logGroups: [], schedules: [], stateMachines: [] };
}

export function addResources(to: Resources, from: Resources): void {
  for (const kind of KINDS) (to[kind] as unknown[]).push(...from[kind]);
}

/** What of them is kept. */
export function filterResources(resources: Resources, isKept: (each: DeclaredResource) => boolean): Resources {
  const kept = noResources();
  for (const kind of KINDS) (kept[kind] as unknown[]).push(...resources[kind].filter(isKept));
  return kept;
}

/**
 * Adds a route to an API; the first one makes the API, where its route stands. A document that describes the route and leaves open who
 * answers it does not count then.
 */
export function addRoute({ apis }: Resources, api: Pick<Api, 'id' | 'name' | 'kind'>, route: ApiRoute): void {
  const index = apis.findIndex(({ id }) => id === api.id);
  const known = apis[index];
  if (known) apis[index] = { ...known, routes: [...known.routes.filter((each) => !isAnswered(each, route)), route] };
  else apis.push({ ...api, declaredIn: route.declaredIn, routes: [route] });
}

function isAnswered({ method, path, function: fn }: ApiRoute, by: ApiRoute): boolean {
  return fn === undefined && method === by.method && path === by.path;
}

/** All that several readers found, sorted; what a second reader found again counts once. */
export function mergeResources(all: readonly Resources[]): Resources {
  const merged = noResources();
  for (const resources of all) addResources(merged, resources);
  for (const kind of KINDS) {
    const distinct = [...groupBy<DeclaredResource, string>(merged[kind], ({ id }) => id).values()].map(united);
    merged[kind].splice(0, Infinity, ...(distinct.sort(byDeclaration) as never[]));
  }
  return merged;
}

/** The first, with the functions and routes of all: two stages make the same for functions of their own. */
function united(same: NonEmpty<DeclaredResource>): DeclaredResource {
  const all = same as readonly Partial<Schedule & Api>[];
  const functions = all.flatMap((each) => each.functions ?? []);
  const routes = new Map(all.flatMap((each) => each.routes ?? []).map((route) => [JSON.stringify(route), route]));
  return {
    ...same[0],
    ...('functions' in same[0] && { functions: [...new Set(functions)] }),
    ...('routes' in same[0] && { routes: [...routes.values()] }),
  };
}

/** The same with other names for the functions that they lead to. */
export function withLinks(resources: Resources, idOf: (link: string) => string): Resources {
  const one = <Type extends { readonly function?: string }>(each: Type): Type =>
    each.function === undefined ? each : { ...each, function: idOf(each.function) };
  const all = <Type extends { readonly functions: readonly string[] }>(each: Type): Type => ({
    ...each,
    functions: each.functions.map(idOf),
  });
  return {
    ...resources,
    mappings: resources.mappings.map(one),
    apis: resources.apis.map((api) => ({ ...api, routes: api.routes.map(one) })),
    schedules: resources.schedules.map(all),
    stateMachines: resources.stateMachines.map(all),
  };
}
