import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import { absolutePath } from '../../lib/paths.js';
import type { BuildSettings, Declaration, EventSource, Unfound } from '../../model/function.js';
import { readLinkedEvents } from '../cloudformation/events.js';
import { readStackResources } from '../cloudformation/resources.js';
import { tableVariables } from '../cloudformation/tables.js';
import { isObject, objectAt, type Places, type Plain, type PlainObject } from '../data-file.js';
import {
  emptyReading,
  type FunctionFacts,
  getForeignRuntimeReason,
  IMAGE,
  isArchitecture,
  type Reading,
  toNumber,
  toText,
} from '../declared.js';
import { archiveNames } from '../named-like.js';
import { addResources } from '../resources.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { readServerlessBuild, tracesPackages } from './build.js';
import { readEventResources } from './event-resources.js';
import { readServerlessEvents } from './events.js';
import { readFramework } from './framework.js';
import { layerPlaces, readServerlessLayers } from './layers.js';
import { type ServicePackage, withPackage } from './package.js';
import { addRawFunctions } from './raw-functions.js';
import { serviceSettings } from './settings.js';
import { readStack } from './stack.js';
import { readServiceTables } from './tables.js';
import { resolveVariables, type VariableSources } from './variables.js';

/** The functions of one service, wherever its data came from. */
export function readServiceFunctions(
  workspace: Workspace,
  sources: VariableSources,
  file: string,
  fragments: Set<string>,
): Reading {
  const { service } = sources;
  const resolved = (key: string) => resolveVariables(service[key], sources);
  const provider = toProvider(resolved('provider'));
  const framework = readFramework(workspace, sources.folder, service.frameworkVersion);
  const stated = { custom: resolved('custom'), build: resolved('build'), plugins: resolved('plugins') };
  const build = readServerlessBuild({ ...service, ...stated }, framework);
  const layersOfService = resolved('layers');
  const places = layerPlaces(layersOfService, sources.folder);
  const servicePackage: ServicePackage = {
    folder: sources.folder,
    configFile: posix.basename(file),
    settings: objectAt(resolved('package')),
    layers: layersOfService,
    usesDotenv: service.useDotenv === true,
    tracesPackages: tracesPackages(stated),
  };
  const reading = emptyReading();
  const listed = locateFunctions(workspace, resolved('functions'), sources.places, file);
  const stack = readStack(workspace, sources, file, new Map(listed.map(({ name, id }) => [name, id])));
  for (const { declaredIn } of stack.resources) fragments.add(absolutePath(workspace.root, declaredIn.file));
  addResources(reading.resources, readStackResources([stack]));
  const tables = readServiceTables(stack, sources.places);
  reading.tables.push(...tables.map(({ table }) => table));
  const links = readLinkedEvents([stack]);
  addRawFunctions(reading, stack, tables, links);
  for (const { name, value, declaredIn, id } of listed) {
    readEventResources(stack, { id, name, declaredIn }, objectAt(value), sources.places, reading.resources);
    const own = serviceSettings(workspace, objectAt(value), provider, framework);
    const unfound = getElsewhereReason(value, provider) ?? getReason(value);
    if (unfound !== undefined) reading.unresolved.push({ name, declaredIn, settings: own, ...unfound });
    else {
      const settings = value as PlainObject;
      const target = {
        kind: 'handler-string' as const,
        folders: [sources.folder],
        handler: settings.handler as string,
        archives: archiveNames(toText(objectAt(settings.package).artifact)),
      };
      const layers = readServerlessLayers(workspace, settings.layers ?? provider.layers, places);
      const ownBuild = withPackage(workspace, build, servicePackage, settings);
      const facts = readFacts(settings, provider, ownBuild, links.get(id) ?? []);
      const variables = tableVariables(environmentOf(settings, provider), tables, stack, () => false);
      const named = variables && { tables: variables };
      reading.declared.push({ name, declaredIn, settings: own, target, ...facts, ...named, ...layers });
    }
  }
  return reading;
}

/** The functions of the section, each with where it is declared. */
function locateFunctions(workspace: Workspace, functions: Plain, places: Places, file: string) {
  return listFunctions(functions).map(([name, value]) => {
    const place = isObject(value) ? places.get(value) : undefined;
    const declaredIn: Declaration = {
      file: workspace.relative(place?.file ?? file),
      line: place?.line ?? 1,
      ...(place?.column === undefined ? {} : { column: place.column }),
      kind: 'serverless',
    };
    return { name, value, declaredIn, id: declaredId(declaredIn, name) };
  });
}

function toProvider(provider: Plain): PlainObject {
  return typeof provider === 'string' ? { name: provider } : objectAt(provider);
}

/** `functions` is a map, or a list of maps that are merged. */
function listFunctions(functions: Plain): [string, Plain][] {
  if (Array.isArray(functions)) return functions.flatMap(listFunctions);
  if (typeof functions === 'string') return [['functions', functions]];
  return isObject(functions) ? Object.entries(functions).filter(([, value]) => value !== null) : [];
}

/** Why a function's code is none of ours, if so. */
function getElsewhereReason(value: Plain, provider: PlainObject): Unfound | undefined {
  const cloud = toText(provider.name);
  if (cloud !== undefined && cloud !== 'aws')
    return { reason: `provider ${cloud} is not AWS Lambda`, cause: 'not-lambda' };
  if (objectAt(value).image !== undefined) return IMAGE;
  return getForeignRuntimeReason(toText(objectAt(value).runtime) ?? toText(provider.runtime));
}

/** Why a declared function cannot be followed, if so. */
function getReason(value: Plain): Unfound | undefined {
  const unknown = (reason: string): Unfound => ({ reason, cause: 'unknown' });
  if (typeof value === 'string') return unknown(`its definition ${value} cannot be read before deployment`);
  if (!isObject(value)) return unknown('its definition is not static');
  if (typeof value.handler !== 'string')
    return unknown(value.handler === undefined ? 'it has no handler' : 'its handler is not static');
  return value.handler.includes('${') ? unknown(`its handler ${value.handler} is known only at deployment`) : undefined;
}

function readFacts(
  settings: PlainObject,
  provider: PlainObject,
  build: BuildSettings | undefined,
  linked: readonly EventSource[],
): FunctionFacts {
  const variables = environmentOf(settings, provider);
  // `${file(env.yml)}` may bring any variable.
  const isOpen = [provider, settings].some(({ environment }) => typeof environment === 'string');
  const architecture = settings.architecture ?? provider.architecture;
  return withoutUndefined({
    runtime: toText(settings.runtime) ?? toText(provider.runtime),
    memoryMb: toNumber(settings.memorySize) ?? toNumber(provider.memorySize),
    timeoutS: toNumber(settings.timeout) ?? toNumber(provider.timeout),
    architecture: isArchitecture(architecture) ? architecture : undefined,
    eventSources: withLinked(readServerlessEvents(settings.events, settings.url), linked),
    build,
    ...readEnvironment(isOpen ? '' : variables),
  });
}

function environmentOf(settings: PlainObject, provider: PlainObject): PlainObject {
  return { ...objectAt(provider, 'environment'), ...objectAt(settings, 'environment') };
}

/** With what resources state of the function; its own event of the type says more. */
function withLinked(own: readonly EventSource[], linked: readonly EventSource[]): EventSource[] {
  return [...own, ...linked.filter(({ type }) => !own.some((each) => each.type === type))];
}
