import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import { once } from '../../lib/memoise.js';
import { toList } from '../../lib/to-list.js';
import type { EventSource, Unfound } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import {
  type DeclaredFunction,
  emptyReading,
  type FunctionFacts,
  IMAGE,
  IMAGE_BUILD,
  isArchitecture,
  type Reading,
  toNumber,
  toRuntime,
  toText,
  type UnresolvedDeclaration,
} from '../declared.js';
import { runBy } from '../engines.js';
import { isOpenObject, keepOpen, markOpen } from '../not-static.js';
import { plainZip } from '../plain-zip.js';
import { addResources, type Resources } from '../resources.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { withAmplifyName } from './amplify-names.js';
import { readBuildMetadata } from './build.js';
import { locateResourceCode, type ResourceCode } from './code.js';
import { readLinkedEvents, readOwnEvents } from './events.js';
import { readTemplateLayers } from './layers.js';
import { isIntrinsic } from './look.js';
import { type Member, openBeside, openStacks } from './open-stacks.js';
import { readOwnResources } from './own-events.js';
import { readStackResources } from './resources.js';
import { createTemplateSettings } from './settings.js';
import { idOfFunction, isFunction, SAM_FUNCTION, type Stack, type StackResource } from './stack.js';
import { tableVariables } from './tables.js';
import type { Template } from './template.js';
import { type ReadFunction, toldApart } from './told-apart.js';

/** The functions of templates that may name each other's resources. */
export function readFunctions(workspace: Workspace, templates: readonly Template[]): Reading {
  const reading = emptyReading();
  const members = openStacks(workspace, templates);
  const stacks = members.map(({ stack }) => stack);
  const links = readLinkedEvents(stacks);
  addResources(reading.resources, readStackResources(stacks));
  for (const member of members) reading.tables.push(...member.tables.map(({ table }) => table));
  const tables = new Set(reading.tables.map(({ id }) => id));
  const context = { workspace, links, isTable: (id: string) => tables.has(id) };
  for (const member of members) addFunctions(reading, member, members, context);
  return reading;
}

interface FunctionContext {
  readonly workspace: Workspace;
  readonly links: ReadonlyMap<string, readonly EventSource[]>;
  isTable(id: string): boolean;
}

function addFunctions(reading: Reading, member: Member, members: readonly Member[], context: FunctionContext): void {
  const read = createRead(member, reading.resources, context);
  const variants = once(() =>
    (member.template.variants?.() ?? []).map((template) =>
      createRead(openBeside(context.workspace, template, members), reading.resources, context),
    ),
  );
  for (const [index, resource] of member.stack.resources.entries()) {
    if (resource.type === 'AWS::Serverless::StateMachine')
      readOwnResources(member.stack, resource, undefined, reading.resources);
    if (!isFunction(resource)) continue;
    if (resource.type === SAM_FUNCTION)
      readOwnResources(member.stack, resource, idOfFunction(resource), reading.resources);
    const result = read(index);
    const isOpen = 'reason' in result && result.cause === 'unknown';
    for (const each of isOpen
      ? toldApart(
          result,
          variants().map((of) => of(index)),
        )
      : [result]) {
      if ('reason' in each) reading.unresolved.push(each);
      else reading.declared.push(each);
    }
  }
}

function createRead(member: Member, resources: Resources, context: FunctionContext): (index: number) => ReadFunction {
  const { template, stack } = member;
  const globals = objectAt(template.globals, 'Function');
  const settings = createTemplateSettings(stack, template, resources);
  return (index) => {
    const resource = stack.resources[index]!;
    const isServerless = resource.type === SAM_FUNCTION;
    const resolved = isServerless ? mergeGlobals(globals, resource.resolved) : resource.resolved;
    const read = readResourceFunction({ ...resource, resolved }, member, context);
    return withAmplifyName({ ...read, settings: settings(resource) });
  };
}

/** One function, with what SAM's globals add to it. */
export function readResourceFunction(
  { id: name, resolved: properties, metadata, declaredIn, ...resource }: StackResource,
  { stack, tables }: Pick<Member, 'stack' | 'tables'>,
  { workspace, links, isTable }: FunctionContext,
): DeclaredFunction | UnresolvedDeclaration {
  const constructPath = toText(metadata['aws:cdk:path']);
  const unresolved = (unfound: Unfound) => ({
    name,
    declaredIn,
    ...(constructPath === undefined ? unfound : withConstruct(unfound, constructPath)),
    constructPath,
  });
  const location = locateResourceCode(properties, metadata, stack);
  const { engine, foreign } = runBy(workspace, {
    runtime: toText(properties.Runtime),
    beside: [properties.Layers, metadata],
    folders: 'folders' in location ? location.folders : [],
    handler: toText(properties.Handler),
    isBuiltAsJavaScript: metadata.BuildMethod === 'esbuild',
  });
  if (foreign !== undefined) return unresolved(foreign);
  if (resource.hidden !== undefined) return unresolved({ reason: resource.hidden, cause: 'unknown' });
  if ('reason' in location) return unresolved(location);
  const linked = links.get(declaredId(declaredIn, name)) ?? [];
  const variables = objectAt(properties, 'Environment', 'Variables');
  const facts = withoutUndefined({
    ...readFacts(stack, properties),
    engine,
    eventSources: [...readOwnEvents(stack, properties), ...linked],
    tables: tableVariables(variables, tables, resource.stack, isTable),
  });
  if ('image' in location)
    return { name, declaredIn, target: location.image, doubt: IMAGE, ...facts, build: IMAGE_BUILD };
  const handler = properties.Handler;
  if (typeof handler !== 'string' || isIntrinsic(handler)) {
    const isThere = handler !== undefined || isOpenObject(properties);
    const reason = isThere ? 'its Handler is known only at deployment' : 'it has no Handler';
    return unresolved({ reason, cause: 'unknown' });
  }
  const entryPoints = toList(objectAt(metadata, 'BuildProperties').EntryPoints);
  return {
    name,
    declaredIn,
    target: {
      kind: 'handler-string',
      folders: location.folders,
      handler,
      ...(location.archives && { archives: location.archives, isPlaceOpen: true }),
      ...(entryPoints ? { entryPoints: entryPoints.map((entry) => posix.resolve(location.folders[0], entry)) } : {}),
    },
    ...(location.doubt === undefined ? {} : { doubt: location.doubt }),
    ...facts,
    ...withBuild(workspace, metadata, location, handler),
  };
}

/** What CDK uploads is named by who made it. */
function withConstruct(unfound: Unfound, path: string): Unfound {
  if (unfound.cause !== 'stored' && unfound.cause !== 'unknown') return unfound;
  return { reason: `its code is an asset of the CDK construct ${path}`, cause: 'stored' };
}

/** What is said of the build; a function that no tool is named for is zipped. */
function withBuild(
  workspace: Workspace,
  metadata: PlainObject,
  location: ResourceCode,
  handler: string,
): Pick<DeclaredFunction, 'build'> {
  const build = readBuildMetadata(metadata);
  const path = 'packaged' in location ? location.packaged : undefined;
  if (path !== undefined && (build ?? { tool: 'zip' }).tool === 'zip')
    return { build: plainZip(workspace, { path }, handler) };
  return build === undefined ? {} : { build };
}

function readFacts(stack: Stack, properties: PlainObject): Omit<FunctionFacts, 'eventSources'> {
  const [architecture] = toList(properties.Architectures) ?? [];
  const environment = objectAt(properties, 'Environment');
  return {
    runtime: toRuntime(properties.Runtime),
    memoryMb: toNumber(properties.MemorySize),
    timeoutS: toNumber(properties.Timeout),
    architecture: isArchitecture(architecture) ? architecture : undefined,
    ...readEnvironment(isIntrinsic(environment) ? environment : withoutTakenAway(environment.Variables)),
    ...readTemplateLayers(stack, properties),
  };
}

/** Without the variables that `AWS::NoValue` takes away. */
function withoutTakenAway(variables: Plain): Plain {
  return isObject(variables) ? keepOpen(withoutUndefined(variables), variables) : variables;
}

/** SAM merges maps key by key, adds lists up and lets the function's own scalar win. */
function mergeGlobals(globals: PlainObject, own: PlainObject): PlainObject {
  const merged: PlainObject = isOpenObject(own) ? markOpen({}) : { ...globals };
  for (const [key, value] of Object.entries(own)) merged[key] = mergeValue(globals[key], value);
  return merged;
}

function mergeValue(base: Plain, own: Plain): Plain {
  // The function's own stand first: of architectures, one counts.
  if (Array.isArray(base) && Array.isArray(own)) return [...own, ...base];
  const isMergeable = isObject(base) && isObject(own) && !isIntrinsic(base) && !isIntrinsic(own);
  return isMergeable ? mergeGlobals(base, own) : own;
}
