import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import { absolutePath } from '../../lib/paths.js';
import { toList } from '../../lib/to-list.js';
import type { BuildSettings, Declaration, EventSource, Unfound } from '../../model/function.js';
import { readLinkedEvents } from '../cloudformation/events.js';
import { isIntrinsic } from '../cloudformation/look.js';
import { readStackResources } from '../cloudformation/resources.js';
import { tableVariables } from '../cloudformation/tables.js';
import { isObject, objectAt, type Place, type Plain, type PlainObject, placeOfKey } from '../data-file.js';
import {
  type DeclaredFunction,
  emptyReading,
  type FunctionFacts,
  IMAGE,
  IMAGE_BUILD,
  type ImageTarget,
  isArchitecture,
  type Reading,
  type StringTarget,
  toNumber,
  toRuntime,
  toText,
} from '../declared.js';
import { type RunBy, runBy } from '../engines.js';
import { archiveNames } from '../named-like.js';
import { asVariable, isOpenObject, keepOpen, knownOf, markOpen, notStaticReason } from '../not-static.js';
import { addResources } from '../resources.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { readServerlessBuild, tracesPackages } from './build.js';
import { readEventResources } from './event-resources.js';
import { edgeEventsOfPlugin, readServerlessEvents } from './events.js';
import { readFramework } from './framework.js';
import { layerPlaces, readServerlessLayers } from './layers.js';
import { type ServicePackage, withPackage } from './package.js';
import { addRawFunctions } from './raw-functions.js';
import { firstStated, serviceSettings } from './settings.js';
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
  const known = (key: string) => knownOf(resolved(key));
  const stated = { custom: known('custom'), build: known('build'), plugins: known('plugins') };
  const build = readServerlessBuild({ ...service, ...stated }, framework);
  const layersOfService = resolved('layers');
  const places = layerPlaces(layersOfService, sources.folder);
  const servicePackage: ServicePackage = {
    folder: sources.folder,
    configFile: posix.basename(file),
    settings: objectAt(known('package')),
    layers: layersOfService,
    usesDotenv: service.useDotenv === true,
    tracesPackages: tracesPackages(stated),
  };
  const reading = emptyReading();
  const listed = locateFunctions(workspace, sources, resolved('functions'), file);
  const other = otherCloud(provider);
  if (other) return { ...reading, unresolved: listed.map(({ name, declaredIn }) => ({ name, declaredIn, ...other })) };
  const stack = readStack(workspace, sources, file, new Map(listed.map(({ name, id }) => [name, id])));
  for (const { declaredIn } of stack.resources) fragments.add(absolutePath(workspace.root, declaredIn.file));
  addResources(reading.resources, readStackResources([stack]));
  const tables = readServiceTables(stack, sources.places);
  reading.tables.push(...tables.map(({ table }) => table));
  const links = readLinkedEvents([stack]);
  addRawFunctions(reading, stack, tables, links);
  for (const { name, value, declaredIn, id, isSection } of listed) {
    readEventResources(stack, { id, name, declaredIn }, objectAt(value), sources.places, reading.resources);
    const own = serviceSettings(workspace, objectAt(value), provider, framework);
    const image = imageOf(objectAt(value).image, provider, sources.folder);
    const runs = runsBy(workspace, objectAt(value), provider, sources.folder);
    const unfound = image ? undefined : (runs.foreign ?? getReason(value));
    if (unfound !== undefined)
      reading.unresolved.push({ name, declaredIn, settings: own, ...unfound, ...(isSection && LEAVES_OPEN) });
    else {
      const settings = value as PlainObject;
      const target = image ?? targetOf(settings, sources.folder);
      const layers = readServerlessLayers(workspace, settings.layers ?? provider.layers, places);
      const ownBuild = withPackage(workspace, build, servicePackage, {
        ...settings,
        package: knownOf(settings.package),
      });
      const facts = readFacts(settings, provider, ownBuild, links.get(id) ?? [], runs);
      const variables = tableVariables(environmentOf(settings, provider), tables, stack, () => false);
      const more = { ...(variables && { tables: variables }), ...layers, ...exceptions(settings, image) };
      reading.declared.push({ name, declaredIn, settings: own, target, ...facts, ...more });
    }
  }
  return reading;
}

/** What an image has instead, and what the plug-in for Lambda@Edge makes of a function. */
function exceptions({ lambdaAtEdge }: PlainObject, image: ImageTarget | undefined): Partial<DeclaredFunction> {
  return {
    ...(image && { doubt: IMAGE, build: IMAGE_BUILD, runtime: undefined }),
    ...(lambdaAtEdge !== undefined && { isEdgeByPlugin: true }),
  };
}

/** The functions of the section, each with where it is declared. */
function locateFunctions(workspace: Workspace, sources: VariableSources, functions: Plain, file: string) {
  const section = placeOfKey(sources.service, 'functions') ?? sources.places.get(sources.service);
  return listFunctions(functions, section).map(({ name, value, key, isSection }) => {
    const place = (isObject(value) ? sources.places.get(value) : undefined) ?? key;
    const declaredIn: Declaration = {
      file: workspace.relative(place?.file ?? file),
      line: place?.line ?? 1,
      ...(place?.column === undefined ? {} : { column: place.column }),
      kind: 'serverless',
    };
    return { name, value, declaredIn, id: declaredId(declaredIn, name), isSection: isSection === true };
  });
}

function toProvider(provider: Plain): PlainObject {
  // It may hold anything.
  if (typeof provider === 'string' && provider.includes('${')) return markOpen({});
  return typeof provider === 'string' ? { name: provider } : objectAt(provider);
}

interface ListedFunction {
  readonly name: string;
  readonly value: Plain;
  /** Where its key stands. */
  readonly key: Place | undefined;
  /** It stands for functions that code makes in a way that nobody follows. */
  readonly isSection?: boolean;
}

const LEAVES_OPEN = { leavesCodeOpen: true } as const;

/** `functions` is a map, or a list of maps that are merged. What is not static stands for functions that nobody can name. */
function listFunctions(functions: Plain, section: Place | undefined): ListedFunction[] {
  if (Array.isArray(functions)) return functions.flatMap((each) => listFunctions(each, section));
  if (typeof functions === 'string') {
    const isSection = notStaticReason(functions) !== undefined;
    return [{ name: 'functions', value: functions, key: section, isSection }];
  }
  if (!isObject(functions)) return [];
  const listed = Object.entries(functions).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value, key: placeOfKey(functions, name) ?? section }],
  );
  if (!isOpenObject(functions)) return listed;
  const hidden = asVariable('what is spread into it may hold more functions', '');
  return [...listed, { name: 'functions', value: hidden, key: section, isSection: true }];
}

function runsBy(workspace: Workspace, settings: PlainObject, provider: PlainObject, folder: string): RunBy {
  return runBy(workspace, {
    runtime: toText(firstStated('runtime', settings, provider)),
    beside: settings.layers ?? provider.layers,
    folders: [folder],
    handler: toText(settings.handler),
  });
}

/** An image of `provider.ecr.images`, which the framework builds, or of a registry. */
function imageOf(image: Plain, provider: PlainObject, folder: string): ImageTarget | undefined {
  if (image === undefined) return undefined;
  const { name = image, uri, command, entryPoint, workingDirectory } = objectAt(image);
  const built = typeof name === 'string' ? objectAt(provider, 'ecr', 'images')[name] : undefined;
  const { path, file } = isObject(built) ? built : { path: built };
  const isBuilt = typeof path === 'string' && !/\.dkr\.ecr\.|:\/\//.test(path);
  const address = toText(uri) ?? toText(path) ?? toText(name);
  const [, called] = /([\w.-]+)(?:[:@][^/]*)?$/.exec(address ?? '') ?? [];
  return withoutUndefined<ImageTarget>({
    kind: 'image',
    folder: isBuilt ? posix.resolve(folder, path) : undefined,
    file: toText(file),
    name: called,
    command: toList(command),
    entrypoint: toList(entryPoint),
    workdir: toText(workingDirectory),
  });
}

function targetOf(settings: PlainObject, folder: string): StringTarget {
  const archives = archiveNames(toText(objectAt(settings.package).artifact));
  return { kind: 'handler-string', folders: [folder], handler: settings.handler as string, archives };
}

/** Functions of another cloud have neither the settings of Lambda nor its defaults. */
function otherCloud({ name }: PlainObject): Unfound | undefined {
  if (typeof name !== 'string' || name === 'aws' || isIntrinsic(name)) return undefined;
  return { reason: `provider ${name} is not AWS Lambda`, cause: 'not-lambda' };
}

/** Why a declared function cannot be followed, if so. */
function getReason(value: Plain): Unfound | undefined {
  const unknown = (reason: string): Unfound => ({ reason, cause: 'unknown' });
  const hidden = notStaticReason(value);
  if (hidden !== undefined) return unknown(`its definition is not static: ${hidden}`);
  if (typeof value === 'string') return unknown(`its definition ${value} cannot be read before deployment`);
  if (!isObject(value)) return unknown('its definition is not static');
  const isThere = value.handler !== undefined || isOpenObject(value);
  if (typeof value.handler !== 'string') return unknown(isThere ? 'its handler is not static' : 'it has no handler');
  const reason = notStaticReason(value.handler);
  if (reason !== undefined) return unknown(`its handler is not static: ${reason}`);
  return value.handler.includes('${') ? unknown(`its handler ${value.handler} is known only at deployment`) : undefined;
}

function readFacts(
  settings: PlainObject,
  provider: PlainObject,
  build: BuildSettings | undefined,
  linked: readonly EventSource[],
  { engine }: RunBy,
): FunctionFacts {
  const variables = environmentOf(settings, provider);
  // `${file(env.yml)}` may bring any variable.
  const isOpen = [provider, settings].some(({ environment }) => typeof environment === 'string');
  const stated = (name: string) => firstStated(name, settings, provider);
  const architecture = stated('architecture');
  return withoutUndefined({
    runtime: toRuntime(stated('runtime')),
    engine,
    memoryMb: toNumber(stated('memorySize')),
    timeoutS: toNumber(stated('timeout')),
    architecture: isArchitecture(architecture) ? architecture : undefined,
    eventSources: [
      ...withLinked(readServerlessEvents(settings.events, settings.url), linked),
      ...edgeEventsOfPlugin(settings.lambdaAtEdge),
    ],
    build,
    ...readEnvironment(isOpen ? '' : variables),
  });
}

function environmentOf(settings: PlainObject, provider: PlainObject): PlainObject {
  const parts = [provider, settings].map((each) => objectAt(each, 'environment'));
  const isHidden = [provider, settings].some((each) => isOpenObject(each) && each.environment === undefined);
  const variables: PlainObject = { ...parts[0], ...parts[1] };
  return isHidden ? markOpen(variables) : keepOpen(variables, ...parts);
}

/** With what resources state of the function; its own event of the type says more. */
function withLinked(own: readonly EventSource[], linked: readonly EventSource[]): EventSource[] {
  return [...own, ...linked.filter(({ type }) => !own.some((each) => each.type === type))];
}
