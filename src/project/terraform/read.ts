import { posix } from 'node:path';
import { declaredId } from '../../derived/declared-id.js';
import { groupBy } from '../../lib/group.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { emptyReading, type Reading } from '../declared.js';
import { addResources } from '../resources.js';
import type { Workspace } from '../workspace.js';
import { evaluateOpen, type VisibleNames } from './expressions.js';
import { isFunctionModule, readFunction, type TerraformSite } from './functions.js';
import { isOpen } from './functions-of-hcl.js';
import { NO_OPTIONALS, withOptionals } from './optionals.js';
import { type Block, blocksOf, type ModuleBlocks, parseModule } from './parse.js';
import { readModuleResources } from './resources.js';
import { readTerraformTables } from './tables.js';

/** What one run over the configurations carries along. */
interface ReadContext {
  readonly workspace: Workspace;
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** Local modules → how many blocks call them. */
  readonly callCounts: ReadonlyMap<string, number>;
  readonly parsed: Map<string, Promise<ModuleBlocks>>;
  readonly reading: Reading;
  readonly seen: Set<string>;
}

const LOCAL_SOURCE = /^\s*source\s*=\s*"(\.{1,2}\/[^"]*|\.{1,2})"/gm;
/** Modules nested deeper than this call themselves. */
const MAX_DEPTH = 8;

/** Reads every Terraform configuration below the root, from its root modules down. */
export async function readTerraform(workspace: Workspace): Promise<Reading> {
  const reading = emptyReading();
  const folders = groupBy(
    workspace.files.filter((file) => file.endsWith('.tf')),
    posix.dirname,
  );
  const callCounts = countCalls(workspace, folders);
  const run: ReadContext = { workspace, folders, callCounts, parsed: new Map(), reading, seen: new Set() };
  for (const folder of folders.keys()) {
    if (!callCounts.has(folder) && mayDeclare(run, folder)) await readModule(run, folder, {}, folder, undefined, 0);
  }
  return reading;
}

function countCalls(workspace: Workspace, folders: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [folder, files] of folders) {
    for (const target of files.flatMap((file) => localSources(workspace.text(file) ?? '', folder)))
      counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

function localSources(text: string, folder: string): string[] {
  return [...text.matchAll(LOCAL_SOURCE)].map(([, source = '']) => posix.join(folder, source).replace(/\/$/, ''));
}

/** Cheap test by text: does the module, or one that it calls, mention a function? */
function mayDeclare(run: ReadContext, folder: string, depth = 0): boolean {
  const texts = (run.folders.get(folder) ?? []).map((file) => run.workspace.text(file) ?? '');
  if (texts.some((text) => /aws_lambda_function"|source\s*=\s*"[^"]*lambda|"nodejs\d+/i.test(text))) return true;
  return (
    depth < MAX_DEPTH &&
    texts.some((text) => localSources(text, folder).some((child) => mayDeclare(run, child, depth + 1)))
  );
}

async function readModule(
  run: ReadContext,
  folder: string,
  given: PlainObject,
  root: string,
  caller: TerraformSite | undefined,
  depth: number,
): Promise<void> {
  const files = run.folders.get(folder);
  if (files === undefined || depth > MAX_DEPTH) return;
  const parsed = run.parsed.get(folder) ?? parseModule(run.workspace, folder, files);
  run.parsed.set(folder, parsed);
  const module = await parsed;
  const { tables, names } = readTerraformTables(run.workspace, module, toNames(module, given, root));
  run.reading.tables.push(...tables);
  const isShared = (run.callCounts.get(folder) ?? 0) > 1;
  const functions = new Map<string, string>();
  for (const block of blocksOf(module.resources, 'aws_lambda_function'))
    addFunction(run, block, module, names, isShared ? caller : undefined, functions);
  for (const block of module.modules)
    await readCall(run, block, module, names, root, isShared ? caller : undefined, depth, functions);
  addResources(run.reading.resources, readModuleResources({ workspace: run.workspace, module, names, functions }));
}

function toNames(module: ModuleBlocks, given: PlainObject, root: string): VisibleNames {
  // What is given and not known is not known: the default does not count then.
  const stated = Object.entries({ ...module.variables, ...given });
  const variables = Object.fromEntries(
    stated.map(([name, value]) => [name, withOptionals(value, module.optionals.get(name) ?? NO_OPTIONALS)]),
  );
  return { variables, locals: module.locals, paths: { module: module.folder, root, cwd: root } };
}

async function readCall(
  run: ReadContext,
  block: Block,
  module: ModuleBlocks,
  names: VisibleNames,
  root: string,
  caller: TerraformSite | undefined,
  depth: number,
  functions: Map<string, string>,
): Promise<void> {
  const { source } = block.body;
  const isLocal = typeof source === 'string' && source.startsWith('.');
  if (!isLocal) {
    if (isFunctionModule(block, names)) addFunction(run, block, module, names, caller, functions);
    return;
  }
  const folder = posix.join(module.folder, source).replace(/\/$/, '');
  for (const [key, each] of instances(block.body, names)) {
    const arguments_ = evaluateOpen(block.body, { ...names, each }) as PlainObject;
    const isNew = createIsNew(run.reading);
    await readModule(run, folder, arguments_, root, caller ?? siteOf(block, key), depth + 1);
    const [only, ...others] = [...run.reading.declared, ...run.reading.unresolved].filter(isNew);
    if (only?.name !== undefined && others.length === 0)
      functions.set(`module.${block.name}`, declaredId(only.declaredIn, only.name));
  }
}

/** Tells what was declared after this from what was before. */
function createIsNew({ declared, unresolved }: Reading): (each: object) => boolean {
  const before = new Set<object>([...declared, ...unresolved]);
  return (each) => !before.has(each);
}

function addFunction(
  run: ReadContext,
  block: Block,
  module: ModuleBlocks,
  names: VisibleNames,
  caller: TerraformSite | undefined,
  functions: Map<string, string>,
): void {
  const isAlone = blocksOf(module.resources, 'aws_lambda_function').length < 2;
  for (const [key, each] of instances(block.body, names)) {
    const own = siteOf(block, key);
    const site = caller === undefined ? own : { ...caller, name: isAlone ? caller.name : `${caller.name}.${own.name}` };
    const result = readFunction(run.workspace, block, module, { ...names, each }, site);
    // A module that several configurations call says the same each time; only a call of its own tells its functions apart.
    const { name, declaredIn } = result;
    if (name !== undefined) functions.set(keyOf(block), declaredId(declaredIn, name));
    const told = 'reason' in result ? result.reason : result.target;
    const text = JSON.stringify(caller === undefined ? { name, declaredIn, told } : result);
    if (run.seen.has(text)) continue;
    run.seen.add(text);
    if ('reason' in result) run.reading.unresolved.push(result);
    else run.reading.declared.push(result);
  }
}

/** As expressions name it. */
function keyOf({ type, name }: Block): string {
  return type === '' ? `module.${name}` : `${type}.${name}`;
}

function siteOf({ name, file, line }: Block, key: string | undefined): TerraformSite {
  return { name: key === undefined ? name : `${name}["${key}"]`, file, line };
}

/** One entry for each instance that a static `for_each` makes; a single one otherwise. */
function instances(body: PlainObject, names: VisibleNames): [string | undefined, PlainObject | undefined][] {
  const items: Plain = evaluateOpen(body.for_each, names);
  if (isOpen(items)) return [[undefined, undefined]];
  if (Array.isArray(items)) return items.map((item) => [String(item), { key: item, value: item }]);
  if (isObject(items)) return Object.entries(items).map(([key, value]) => [key, { key, value }]);
  return [[undefined, undefined]];
}
