import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import type { EventSource } from '../../model/function.js';
import { libraryObjectBehind } from '../cdk/constructs.js';
import type { EventsByFunction } from '../cdk/events.js';
import { writtenAtNode } from '../cdk/look.js';
import {
  type DeclaredFunction,
  type FunctionFacts,
  getForeignRuntimeReason,
  IMAGE,
  IMAGE_BUILD,
  type ImageTarget,
  type Reading,
  type UnresolvedDeclaration,
} from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { toPlain } from '../evaluate/plain.js';
import {
  type FunctionValue,
  LibraryMember,
  type LibraryObject,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js';
import { findHandler } from '../handler-file.js';
import { splitHandler } from '../handler-string.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import { findWithExtension } from '../source-file.js';
import { sstBuild } from './build.js';
import { COMPONENT_METHODS, COMPONENTS } from './components.js';
import { CONSTRUCT_METHODS, CONSTRUCTS } from './constructs.js';
import { sstDefinitionOf } from './definition.js';
import {
  type FunctionOfComponent,
  type LinkedFunction,
  type Made,
  nameOf,
  propertyOf,
  type ReadHanded,
} from './handed.js';
import { type ProgramDefaults, programDefaults, usedOf, type WholeProps, wholeProps } from './props.js';
import { generationOf, type Release, releaseOf } from './release.js';
import { addSstResources } from './resources.js';
import { sstSettingsOf } from './settings.js';
import { readSstTables } from './tables.js';

/** What was read of a program: constructs that are functions, and how links name their declarations. */
export type SstLinks = ReadonlyMap<LibraryObject, string>;

interface FoundOfSst {
  readonly declaration: DeclaredFunction | UnresolvedDeclaration;
  readonly link: string;
  readonly events: EventSource[];
}

/** Reads the functions that components and constructs of SST are handed, and what is around them. */
export function readSst(evaluator: Evaluator, reading: Reading, ofCdk: EventsByFunction): SstLinks {
  const made = madeIn(evaluator);
  const program = programDefaults(evaluator);
  const found = new Map<string, FoundOfSst>();
  const byLink = new Map<string | undefined, FoundOfSst>();
  const links = new Map<LibraryObject, string>();
  const all = made.flatMap(handedBy);
  const linked: LinkedFunction[] = [];
  const declare = (handed: FunctionOfComponent): string | undefined => {
    const declaration = toDeclaration(evaluator, program, handed);
    if (!declaration) return undefined;
    const key = JSON.stringify([
      declaration.name,
      'target' in declaration ? declaration.target : declaration.declaredIn,
    ]);
    const known = found.get(key);
    const link = known?.link ?? `${declaredId(declaration.declaredIn, declaration.name ?? '')} sst ${found.size}`;
    const each = known ?? { declaration, link, events: [] };
    found.set(key, each);
    byLink.set(link, each);
    addEvent(each, handed);
    return link;
  };
  // Functions of their own come first: others are handed them.
  const isOwn = ({ owner }: FunctionOfComponent) => /^(Function|Workflow)$/.test(owner.type.name);
  for (const handed of all.filter(isOwn)) {
    const link = declare(handed);
    if (link === undefined) continue;
    links.set(handed.owner, link);
    linked.push({ ...handed, link });
    for (const event of ofCdk.get(handed.owner) ?? []) addType(byLink.get(link), event);
  }
  for (const handed of all.filter((each) => !isOwn(each))) {
    const definition = sstDefinitionOf(handed.value);
    if (definition && 'made' in definition) {
      const link = links.get(definition.made);
      addEvent(byLink.get(link), handed);
      linked.push({ ...handed, ...(link !== undefined && { link }) });
    } else {
      const link = declare(handed);
      if (link !== undefined) linked.push({ ...handed, link });
    }
  }
  for (const handed of furtherHanded(evaluator, made, all)) declare(handed);
  for (const { declaration, link, events } of found.values())
    if ('reason' in declaration) reading.unresolved.push({ ...declaration, link });
    else reading.declared.push({ ...declaration, eventSources: events, link });
  addSstResources(evaluator, linked, made, reading.resources);
  reading.tables.push(...readSstTables(evaluator));
  return links;
}

function addEvent(found: FoundOfSst | undefined, { event, polls }: FunctionOfComponent): void {
  if (event !== undefined) addType(found, { type: event, ...batchOf(polls) });
}

/** What its event says of batches. */
function batchOf(polls: FunctionOfComponent['polls']): Partial<EventSource> {
  if (!polls) return {};
  const get = (...paths: string[]) =>
    paths.map((path) => propertyOf(polls.props, path)).find((each) => each !== undefined);
  const size = get('batch.size', 'cdk.eventSource.batchSize');
  return {
    ...(typeof size === 'number' && { batchSize: size }),
    ...(get('batch.partialResponses', 'cdk.eventSource.reportBatchItemFailures') === true && {
      reportBatchItemFailures: true,
    }),
  };
}

function addType(found: FoundOfSst | undefined, event: EventSource): void {
  if (found && !found.events.some(({ type }) => type === event.type)) found.events.push(event);
}

interface MadeOfSst extends Made {
  /** `Queue`, or `Queue.subscribe` of what is called on the class. */
  readonly what: string;
  readonly isCall: boolean;
}

function madeIn(evaluator: Evaluator): readonly MadeOfSst[] {
  const used = new Map<FunctionValue, Value>();
  const constructs = evaluator.created.flatMap((owner): MadeOfSst[] => {
    const generation = generationOf(owner.type);
    if (!generation || NO_LAMBDA.has(owner.type.name)) return [];
    const what = generation === 'components' ? owner.type.path.slice(2).join('.') : owner.type.name;
    return [{ owner, args: owner.args, node: owner.node, frames: owner.frames, what, isCall: false }];
  });
  const calls = [...evaluator.calls].flatMap(({ owner, method, args, node }): MadeOfSst[] => {
    const made = ownerOf(evaluator, used, owner);
    if (!made || !generationOf(made.type) || NO_LAMBDA.has(made.type.name)) return [];
    // What another stack made is used here.
    const { frames } = libraryObjectBehind(owner) ?? made;
    return [{ owner: made, args, node, frames, what: `${made.type.name}.${method}`, isCall: true }];
  });
  return [...constructs, ...calls];
}

/** What takes a handler that runs somewhere else: jobs in CodeBuild, tasks and services in containers. */
const NO_LAMBDA = new Set(['Job', 'Task', 'Service', 'Cluster']);

function ownerOf(evaluator: Evaluator, used: Map<FunctionValue, Value>, owner: Value): LibraryObject | undefined {
  const made = libraryObjectBehind(owner);
  if (made?.type.name !== 'use') return made;
  let name = '';
  for (let current = owner; current instanceof LibraryMember; current = current.owner as Value) name = current.name;
  return libraryObjectBehind(usedOf(evaluator, used, made, name)) ?? made;
}

function handedBy(made: MadeOfSst): FunctionOfComponent[] {
  const isComponent = generationOf(made.owner.type) === 'components';
  const table: Readonly<Record<string, ReadHanded>> = isComponent
    ? made.isCall
      ? COMPONENT_METHODS
      : COMPONENTS
    : made.isCall
      ? CONSTRUCT_METHODS
      : CONSTRUCTS;
  const read = Object.hasOwn(table, made.what) ? table[made.what] : undefined;
  return (read?.(made) ?? []).map((each) => ({ owner: made.owner, node: made.node, frames: made.frames, ...each }));
}

/** Handlers in whatever else SST is given: components that are not known here. Many strings look like one; only those count whose file is there. */
function furtherHanded(
  evaluator: Evaluator,
  made: readonly MadeOfSst[],
  known: readonly FunctionOfComponent[],
): FunctionOfComponent[] {
  const seen = new Set(known.map(({ node }) => node));
  return made
    .filter(({ node }) => !seen.has(node))
    .flatMap(({ owner, args, node, frames }) => {
      const label = args.slice(0, 2).find((each) => typeof each === 'string');
      return args
        .flatMap((each) => handlersIn(evaluator, each, 0))
        .map((value) => ({
          owner,
          node,
          frames,
          value,
          ...(typeof label === 'string' && { name: label }),
        }));
    });
}

function handlersIn(evaluator: Evaluator, value: Value, depth: number): Value[] {
  if (depth > 6) return [];
  if (typeof value === 'string') return isHandler(evaluator, value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => handlersIn(evaluator, each, depth + 1));
  if (!(value instanceof ObjectValue)) return [];
  const handler = value.get('handler');
  const own = typeof handler === 'string' && isHandler(evaluator, handler) ? [value] : [];
  const others = [...value.properties].filter(([key]) => key !== 'handler').map(([, each]) => each);
  return [...own, ...others.flatMap((each) => handlersIn(evaluator, each, depth + 1))];
}

function isHandler({ workspace, cwd }: Evaluator, text: string): boolean {
  if (!/^[\w@./[\]-]+\/[\w@.[\]-]+\.\w+$/.test(text)) return false;
  return (
    splitHandler(text).some(({ file }) => findWithExtension(workspace, posix.join(cwd, file)) !== undefined) &&
    !('reason' in findHandler(workspace, { kind: 'handler-string', folders: [cwd], handler: text }))
  );
}

function toDeclaration(
  evaluator: Evaluator,
  program: ProgramDefaults,
  handed: FunctionOfComponent,
): DeclaredFunction | UnresolvedDeclaration | undefined {
  const definition = sstDefinitionOf(handed.value);
  const isFunction = handed.owner.type.name === 'Function' && handed.value !== undefined;
  if (definition ? 'made' in definition : !isFunction) return undefined;
  const { handler: stated, props: own } =
    definition && 'handler' in definition ? definition : { handler: new Unknown('its properties are not') };
  const whole = wholeProps(evaluator, program, handed, own);
  if (own === undefined && typeof stated !== 'string') whole.props.isOpen = true;
  const handler = own === undefined ? stated : (whole.props.get('handler') ?? stated);
  const release = releaseOf(evaluator, handed.owner);
  const settings = sstSettingsOf(evaluator.workspace, release.generation, whole, {
    ...release.defaults,
    ...handed.defaults,
  });
  const base = {
    name: handed.name ?? nameOf(handed.owner) ?? String(handler),
    declaredIn: { ...writtenAtNode(evaluator.workspace, own?.origin ?? handed.node), kind: 'cdk' as const },
    settings,
  };
  const isImage = settings.runtime.value === 'container';
  const foreign = isImage ? undefined : getForeignRuntimeReason(settings.runtime.value);
  if (foreign) return { ...base, ...foreign };
  if (typeof handler !== 'string') {
    const why = handler instanceof Unknown ? `: ${handler.reason}` : '';
    return { ...base, reason: `its handler is not static${why}`, cause: 'unknown' };
  }
  return withoutUndefined<DeclaredFunction>({
    ...base,
    target: isImage
      ? imageOf(evaluator, whole.props, handler)
      : {
          kind: 'handler-string',
          folders: foldersOf(evaluator, whole.props),
          handler: handler.replace(/^\.\//, ''),
        },
    // What SST takes by itself it states, too.
    runtime: settings.runtime.value,
    memoryMb: settings.memoryMb.value,
    timeoutS: settings.timeoutS.value,
    architecture: settings.architecture.value,
    eventSources: [],
    ...(isImage && { doubt: IMAGE, runtime: undefined }),
    build: isImage ? IMAGE_BUILD : sstBuild(evaluator, release, whole.props, handler),
    ...surroundings(whole, release),
  });
}

/** Of a container the handler is the folder with its Dockerfile. */
function imageOf({ cwd }: Evaluator, props: ObjectValue, handler: string): ImageTarget {
  const [file, command] = ['container.file', 'container.cmd'].map((path) => propertyOf(props, path));
  return {
    kind: 'image',
    folder: posix.resolve(cwd, handler),
    ...(typeof file === 'string' && { file }),
    ...(Array.isArray(command) && { command: command.filter((each) => typeof each === 'string') }),
  };
}

/** Handlers are told from the folder of the configuration, or from the one that holds the code of the function. */
function foldersOf({ cwd }: Evaluator, props: ObjectValue): readonly string[] {
  const inner = ['bundle', 'srcPath'].map((key) => props.get(key)).filter((each) => typeof each === 'string');
  return [...inner.map((folder) => posix.resolve(cwd, folder)), cwd];
}

/** Environment and layers. What a function is linked to brings variables of its own, and so does SST itself. */
function surroundings({ props }: WholeProps, { generation }: Release): Partial<FunctionFacts> {
  const stated = props.get('environment');
  const own = stated instanceof ObjectValue ? [...stated.properties] : [];
  const plain = own.map(([name, value]) => [name, toPlain(value, new WeakMap()) ?? {}] as const);
  const { environment, environmentUnknown = [] } = readEnvironment(Object.fromEntries(plain));
  const isOpen = stated instanceof ObjectValue ? stated.isOpen : stated !== undefined;
  const isLinked = ['link', 'bind', 'transform'].some((key) => props.get(key) !== undefined);
  const layers = props.get('layers');
  return {
    environment,
    environmentUnknown: [...environmentUnknown, ...OWN_VARIABLES[generation], ...(isOpen || isLinked ? ['*'] : [])],
    hasForeignLayers: layers === undefined || (Array.isArray(layers) && layers.length === 0) ? undefined : true,
  };
}

/** 4.17.1 (function.ts), 2.49.8 (constructs/Function.js). */
const OWN_VARIABLES = {
  components: ['SST_RESOURCE_App', 'SST_KEY', 'SST_KEY_FILE'],
  constructs: ['SST_APP', 'SST_STAGE', 'SST_SSM_PREFIX'],
};
