import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import { toList } from '../../lib/to-list.js';
import type { EventSource, Unfound } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import {
  type DeclaredFunction,
  emptyReading,
  type FunctionFacts,
  getForeignRuntimeReason,
  isArchitecture,
  type Reading,
  toNumber,
  toText,
} from '../declared.js';
import { plainZip } from '../plain-zip.js';
import { addResources } from '../resources.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { readBuildMetadata } from './build.js';
import { locateResourceCode, type ResourceCode } from './code.js';
import { readLinkedEvents, readOwnEvents } from './events.js';
import { readTemplateLayers } from './layers.js';
import { isIntrinsic } from './look.js';
import { readOwnResources } from './own-events.js';
import { readStackResources } from './resources.js';
import { createTemplateSettings, isFunction, SAM_FUNCTION } from './settings.js';
import { type NamedTable, readTable, tableVariables } from './tables.js';
import { getReferenced, type Resource, type Template } from './template.js';

/** The functions of one template. */
export function readFunctions(workspace: Workspace, template: Template): Reading {
  const reading = emptyReading();
  const links = readLinkedEvents(template);
  const tables = readTables(workspace, template);
  reading.tables.push(...tables.map(({ table }) => table));
  const globals = objectAt(template.globals, 'Function');
  const stack = stackOf(workspace, template);
  addResources(reading.resources, readStackResources(stack));
  const settings = createTemplateSettings(stack, template, reading.resources);
  for (const resource of stack.resources.filter(isFunction)) {
    const isServerless = resource.type === SAM_FUNCTION;
    const properties = isServerless ? mergeGlobals(globals, resource.properties) : resource.properties;
    const id = declaredId(resource.declaredIn, resource.id);
    if (isServerless) readOwnResources(stack, resource, id, reading.resources);
    const read = readFunction(workspace, { ...resource, properties }, template, links.get(resource.id) ?? [], tables);
    const result = { ...read, settings: settings(resource) };
    if ('reason' in result) reading.unresolved.push(result);
    else reading.declared.push(result);
  }
  return reading;
}

function stackOf(workspace: Workspace, template: Template) {
  const { file, kind, data, given } = template;
  const scope = workspace.relative(file);
  const resources = template.resources.map((resource) => ({
    ...resource,
    resolved: resource.properties,
    declaredIn: { file: workspace.relative(resource.file), line: resource.line, column: resource.column, kind },
  }));
  const ids = new Map(resources.filter(isFunction).map(({ id, declaredIn }) => [id, declaredId(declaredIn, id)]));
  const functionOf = (value: Plain) => ids.get(getReferenced(value) ?? '');
  return { workspace, scope, resources, shared: { data, given }, functionOf };
}

function readTables(workspace: Workspace, { file, kind, resources, places }: Template): NamedTable[] {
  return resources.flatMap((resource) => {
    const declaredIn = { file: workspace.relative(resource.file), line: resource.line, column: resource.column, kind };
    return readTable(workspace, workspace.relative(file), { ...resource, declaredIn }, places);
  });
}

function readFunction(
  workspace: Workspace,
  resource: Resource,
  template: Template,
  linked: readonly EventSource[],
  tables: readonly NamedTable[],
) {
  const { id: name, properties, line, column } = resource;
  const declaredIn = { file: workspace.relative(resource.file), line, column, kind: template.kind };
  const constructPath = toText(resource.metadata['aws:cdk:path']);
  const runtime = toText(properties.Runtime);
  const unresolved = (unfound: Unfound) => ({
    name,
    declaredIn,
    ...(constructPath === undefined ? unfound : withConstruct(unfound, constructPath)),
    constructPath,
  });
  const foreign = getForeignRuntimeReason(runtime);
  if (foreign !== undefined) return unresolved(foreign);
  const location = locateResourceCode(properties, template);
  if ('reason' in location) return unresolved(location);
  const handler = properties.Handler;
  if (typeof handler !== 'string')
    return unresolved({
      reason: handler === undefined ? 'it has no Handler' : 'its Handler is known only at deployment',
      cause: 'unknown',
    });
  const entryPoints = toList(objectAt(resource.metadata, 'BuildProperties').EntryPoints);
  const declared: DeclaredFunction = {
    name,
    declaredIn,
    target: {
      kind: 'handler-string',
      folders: location.folders,
      handler,
      ...(location.archives && { archives: location.archives }),
      ...(entryPoints ? { entryPoints: entryPoints.map((entry) => posix.resolve(location.folders[0], entry)) } : {}),
    },
    ...(location.doubt === undefined ? {} : { doubt: location.doubt }),
    ...readFacts(workspace, resource, template, linked, tables),
    ...withBuild(workspace, resource, location, handler),
  };
  return declared;
}

/** What CDK uploads is named by who made it. */
function withConstruct(unfound: Unfound, path: string): Unfound {
  if (unfound.cause !== 'stored' && unfound.cause !== 'unknown') return unfound;
  return { reason: `its code is an asset of the CDK construct ${path}`, cause: 'stored' };
}

/** What is said of the build; a function that no tool is named for is zipped. */
function withBuild(
  workspace: Workspace,
  { metadata }: Resource,
  location: ResourceCode,
  handler: string,
): Pick<DeclaredFunction, 'build'> {
  const build = readBuildMetadata(metadata);
  const path = 'packaged' in location ? location.packaged : undefined;
  if (path !== undefined && (build ?? { tool: 'zip' }).tool === 'zip')
    return { build: plainZip(workspace, { path }, handler) };
  return build === undefined ? {} : { build };
}

function readFacts(
  workspace: Workspace,
  { properties }: Resource,
  template: Template,
  linked: readonly EventSource[],
  tables: readonly NamedTable[],
): FunctionFacts {
  const [architecture] = toList(properties.Architectures) ?? [];
  const environment = objectAt(properties, 'Environment');
  const variables = objectAt(environment, 'Variables');
  return withoutUndefined({
    runtime: toText(properties.Runtime),
    memoryMb: toNumber(properties.MemorySize),
    timeoutS: toNumber(properties.Timeout),
    architecture: isArchitecture(architecture) ? architecture : undefined,
    eventSources: [...readOwnEvents(properties, template), ...linked],
    ...readEnvironment(isIntrinsic(environment) ? environment : environment.Variables),
    tables: tableVariables(variables, tables),
    ...readTemplateLayers(workspace, properties, template),
  });
}

/** SAM merges maps key by key, adds lists up and lets the function's own scalar win. */
function mergeGlobals(globals: PlainObject, own: PlainObject): PlainObject {
  const merged: PlainObject = { ...globals };
  for (const [key, value] of Object.entries(own)) merged[key] = mergeValue(globals[key], value);
  return merged;
}

function mergeValue(base: Plain, own: Plain): Plain {
  // The function's own stand first: of architectures, one counts.
  if (Array.isArray(base) && Array.isArray(own)) return [...own, ...base];
  const isMergeable = isObject(base) && isObject(own) && !isIntrinsic(base) && !isIntrinsic(own);
  return isMergeable ? mergeGlobals(base, own) : own;
}
