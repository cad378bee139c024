import { posix } from 'node:path';
import { memoise, once, oncePer } from '../../lib/memoise.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { evaluateOpen, membersOfSeveral, type VisibleNames } from './expressions.js';
import { moduleFiles } from './files.js';
import { isOpen, isScalar } from './functions-of-hcl.js';
import { createLazyObjects, type MakeLazy } from './lazy-object.js';
import { NO_OPTIONALS, withOptionals } from './optionals.js';
import type { Block, ModuleBlocks } from './parse.js';
import { referenceTo, stepInto } from './references.js';
import { mentionsSwitch, switchesOf } from './switches.js';
import { tableNames } from './tables.js';

/** Where a function is declared for a person: its own block, or the module call that tells it from its siblings. */
export interface TerraformSite {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A module as one call of it, or the root, sees it. */
export interface ModuleInstance {
  readonly workspace: Workspace;
  readonly module: ModuleBlocks;
  readonly names: VisibleNames;
  /** Stands before the names of its blocks in ids. */
  readonly scope: string;
  /** Tells what it makes from what other calls of the module make; nothing where there are no others. */
  readonly caller?: TerraformSite;
  /** Those that a call of a local module makes, by their keys where it has `for_each`. */
  readonly called: (block: Block) => readonly CalledInstance[];
}

interface CalledInstance {
  readonly key: string | undefined;
  readonly instance: ModuleInstance;
}

export interface TerraformModules {
  readonly workspace: Workspace;
  /** All that the root leads to, by their folders. */
  readonly byFolder: ReadonlyMap<string, ModuleBlocks>;
  /** Local modules → how many blocks call them. */
  readonly callCounts: ReadonlyMap<string, number>;
}

interface Call {
  readonly given: PlainObject;
  /** Folder of the root, which paths start from. */
  readonly root: string;
  /** From the root down: `infra#module.api.` */
  readonly path: string;
  /** Named by all calls that tell it apart, at the place of the outermost. */
  readonly caller?: TerraformSite;
  /** The same of the nearest module around it that is called several times. */
  readonly around?: TerraformSite;
  readonly depth: number;
  readonly isOneOfSeveral: boolean;
  readonly switches: VisibleNames['switches'];
  /** Folders of the modules around it, and its own. */
  readonly folders: readonly string[];
}

/** TerraformModules nested deeper than this call themselves. */
export const MAX_MODULE_DEPTH = 8;

/** Calls that need each other in turn to tell how many they are. */
const MAX_CHAIN = 50;

/** The root module of a configuration; what its calls make opens when it is asked for. */
export function openRoot(modules: TerraformModules, folder: string, given: PlainObject): ModuleInstance | undefined {
  const path = `${modules.workspace.relative(folder)}#`;
  const switches = switchesOf(modules.byFolder.get(folder)?.variables ?? {}, given);
  const call = { given, root: folder, path, depth: 0, isOneOfSeveral: false, switches, folders: [folder] };
  return openInstance(modules, folder, call, createLazyObjects());
}

function openInstance(
  modules: TerraformModules,
  folder: string,
  call: Call,
  lazily: MakeLazy,
): ModuleInstance | undefined {
  const { workspace, byFolder, callCounts } = modules;
  const module = byFolder.get(folder);
  if (module === undefined || call.depth > MAX_MODULE_DEPTH) return undefined;
  const isShared = call.isOneOfSeveral || call.around !== undefined || (callCounts.get(folder) ?? 0) > 1;
  const scope = isShared ? call.path : `${workspace.relative(folder)}#`;
  const ids = new Set(module.resources.map(({ type, name }) => `${type}.${name}`));
  const calls = new Map(module.modules.map((block) => [block.name, block]));
  const names: VisibleNames = {
    variables: variablesOf(module, call.given, lazily),
    locals: module.locals,
    switches: call.switches,
    files: moduleFiles(workspace, call.root, folder),
    paths: { module: folder, root: call.root, cwd: call.root },
    tables: tableNames(workspace, module),
    resource: (type, name) => (ids.has(`${type}.${name}`) ? referenceTo(`${scope}${type}.${name}`) : undefined),
    keysOf: createKeysOf(module, scope, () => names),
    outputs: memoise((name) => {
      const block = calls.get(name);
      return block && outputsOf(block, instance, lazily);
    }),
  };
  const around = isShared ? call.caller : call.around;
  const called = opening((block: Block) => openCalled(modules, block, instance, { ...call, around }, lazily));
  const caller = isShared && call.caller ? { caller: call.caller } : {};
  const instance: ModuleInstance = { workspace, module, names, scope, ...caller, called };
  return instance;
}

/** One that is made of itself, by whatever way, has no keys that are known. */
function createKeysOf({ resources }: ModuleBlocks, scope: string, names: () => VisibleNames) {
  const byReference = once(
    () => new Map(resources.map((each) => [referenceTo(`${scope}${each.type}.${each.name}`), each])),
  );
  const underWay = new Set<string>();
  return memoise((reference): readonly string[] | undefined => {
    const block = byReference().get(reference);
    if (!block || underWay.has(reference)) return undefined;
    underWay.add(reference);
    const keys = keysAndNames(block.body, names()).flatMap(([key]) => key ?? []);
    underWay.delete(reference);
    return keys.length > 0 ? keys : undefined;
  });
}

/** What is given and not known is not known: the default does not count then. */
function variablesOf(
  { variables, optionals, notNullable }: ModuleBlocks,
  given: PlainObject,
  lazily: MakeLazy,
): PlainObject {
  return lazily(new Set([...Object.keys(variables), ...Object.keys(given)]), (name) => {
    const own = Object.hasOwn(given, name) ? given[name] : variables[name];
    const value = own === null && notNullable?.has(name) ? variables[name] : own;
    return withOptionals(value, optionals.get(name) ?? NO_OPTIONALS);
  });
}

/** Opens each once; one that needs itself to open has none, nor has the end of a long chain. */
function opening(open: (block: Block) => readonly CalledInstance[]): ModuleInstance['called'] {
  const underWay = new Set<Block>();
  const opened = oncePer(open);
  return (block) => {
    if (underWay.has(block) || underWay.size >= MAX_CHAIN) return [];
    underWay.add(block);
    try {
      return opened(block);
    } finally {
      underWay.delete(block);
    }
  };
}

function openCalled(
  modules: TerraformModules,
  block: Block,
  { module, names }: ModuleInstance,
  { root, path, around, depth, folders }: Call,
  lazily: MakeLazy,
): CalledInstance[] {
  const folder = localFolder(block, module.folder);
  // Terraform runs no module inside of itself.
  if (folder === undefined || folders.includes(folder)) return [];
  const keys = keysAndNames(block.body, names);
  return keys.flatMap(([key, visible]) => {
    const given = lazily(Object.keys(block.body), (name) => evaluateOpen(block.body[name], { ...names, ...visible }));
    const own = siteOf(block, key);
    const call = {
      given,
      root,
      path: `${path}module.${own.name}.`,
      caller: around === undefined ? own : { ...around, name: `${around.name}.${own.name}` },
      around,
      depth: depth + 1,
      isOneOfSeveral: keys.length > 1,
      folders: [...folders, folder],
      switches: new Set(Object.keys(block.body).filter((name) => mentionsSwitch(block.body[name], names))),
    };
    const instance = openInstance(modules, folder, call, lazily);
    return instance ? [{ key, instance }] : [];
  });
}

/** The folder of a module that stands beside the one that calls it. */
export function localFolder({ body }: Block, folder: string): string | undefined {
  const { source } = body;
  const isLocal = typeof source === 'string' && source.startsWith('.');
  return isLocal ? posix.join(folder, source).replace(/\/$/, '') : undefined;
}

/** What a call gives back. Of a module that nobody can read, all that is known is which one it is. */
function outputsOf(block: Block, { module, scope, called }: ModuleInstance, lazily: MakeLazy): Plain {
  const self = referenceTo(`${scope}module.${block.name}`);
  if (localFolder(block, module.folder) === undefined) return self;
  const made = called(block);
  const [first] = made;
  if (!first) return self;
  const all = made.map(({ key, instance: { module: inner, names } }) => {
    const outputs = lazily(
      Object.keys(inner.outputs),
      (name) => evaluateOpen(inner.outputs[name], names) ?? stepInto(self, name),
    );
    return [key, outputs] as const;
  });
  if (block.body.count !== undefined) return all.map(([, outputs]) => outputs);
  return first.key === undefined ? all[0]![1] : Object.fromEntries(all);
}

/** More copies of one function are a slip, or none of a person's. */
const MAX_COUNT = 500;

/** One entry for each instance that a static `for_each` or `count` makes, with the names that it alone sees; a single one otherwise. */
export function keysAndNames(
  body: PlainObject,
  names: VisibleNames,
): readonly (readonly [key: string | undefined, own: Pick<VisibleNames, 'each' | 'count'>])[] {
  const made = body.for_each === undefined ? counted(evaluateOpen(body.count, names)) : forEach(body, names);
  // Whoever runs Terraform may turn on what a default leaves off.
  const isOpenSwitch = made.length === 0 && mentionsSwitch(body.for_each ?? body.count, names);
  return isOpenSwitch ? [[undefined, {}]] : made;
}

/** A single one has no number in its name: most often `count` says no more than whether it is there. */
function counted(count: Plain): ReturnType<typeof keysAndNames> {
  const size = isScalar(count) && !isOpen(count) && count !== '' ? Number(count) : Number.NaN;
  if (!Number.isInteger(size) || size < 0 || size > MAX_COUNT) return [[undefined, {}]];
  if (size === 1) return [[undefined, { count: { index: 0 } }]];
  return Array.from({ length: size }, (_, index) => [String(index), { count: { index } }]);
}

function forEach(body: PlainObject, names: VisibleNames): ReturnType<typeof keysAndNames> {
  const items = membersOfSeveral(evaluateOpen(body.for_each, names), names);
  if (Array.isArray(items) && !items.some(isOpen))
    return [...new Set(items)].map((item) => [String(item), { each: { key: item, value: item } }]);
  if (isObject(items) && !isOpen(items))
    return Object.entries(items).map(([key, value]) => [key, { each: { key, value } }]);
  return [[undefined, {}]];
}

export function siteOf({ name, body, file, line }: Block, key: string | undefined): TerraformSite {
  const index = body.for_each === undefined ? key : `"${key}"`;
  return { name: key === undefined ? name : `${name}[${index}]`, file, line };
}
