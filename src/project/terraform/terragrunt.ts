import { posix } from 'node:path';
import type { PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import type { ModuleBlocks, ParsedModules } from './parse.js';
import { readTerragruntConfig, TERRAGRUNT } from './terragrunt-config.js';

/** A folder in which Terragrunt runs a module of the project. */
export interface LaunchedModule {
  /** As if it called the module. */
  readonly module: ModuleBlocks;
  /** Folder of the module; nothing where its source is not static. */
  readonly target?: string;
  /** What it takes from other files of Terragrunt may give any variable. */
  readonly isOpen: boolean;
}

/** What Terragrunt gives to the module of a folder of its own. */
interface GivenInputs {
  readonly inputs: PlainObject;
  readonly isOpen: boolean;
}

interface Terragrunt {
  readonly launched: readonly LaunchedModule[];
  /** By the folders of the modules. */
  readonly given: ReadonlyMap<string, GivenInputs>;
}

/** Reads each `terragrunt.hcl`. Those with a source elsewhere make nothing; of one that is not static, only what it is given tells. */
export async function readTerragrunt(workspace: Workspace, isModule: (folder: string) => boolean): Promise<Terragrunt> {
  const files = workspace.files.filter(
    (file) => posix.basename(file) === TERRAGRUNT && mayRun(workspace, file, isModule),
  );
  const launched: LaunchedModule[] = [];
  const given = new Map<string, GivenInputs>();
  for (const file of files) {
    const folder = posix.dirname(file);
    const config = await readTerragruntConfig(workspace, file);
    const { source, hasSource, inputs, isOpen, locals, line } = config;
    const target = hasSource ? localTarget(folder, source) : folder;
    const isOwn = target !== undefined && isModule(target);
    const isOpenSource = hasSource && source === undefined;
    if (!isOwn && !isOpenSource) continue;
    if (target === folder) given.set(folder, { inputs, isOpen });
    if (isModule(folder)) continue;
    const body = { ...inputs, source: target === undefined ? undefined : `./${posix.relative(folder, target)}` };
    const block = { type: '', name: posix.basename(folder), body, file, line };
    launched.push({ module: { ...EMPTY, folder, modules: [block], locals }, ...(isOwn && { target }), isOpen });
  }
  return { launched, given };
}

/** A file that only others include says nothing of its own folder. */
function mayRun(workspace: Workspace, file: string, isModule: (folder: string) => boolean): boolean {
  return /^\s*(terraform|include)\b/m.test(workspace.text(file) ?? '') || isModule(posix.dirname(file));
}

/** The folder of a module of the project. Two slashes say which part of it is run. */
function localTarget(folder: string, source: unknown): string | undefined {
  if (typeof source !== 'string' || !/^[./]/.test(source)) return undefined;
  return posix.resolve(folder, source.replace(/\?.*$/, '').replace('//', '/'));
}

const EMPTY = { resources: [], data: [], variables: {}, optionals: new Map(), outputs: {} };

/** The modules with those of Terragrunt among them. What a file of another folder gives a variable is not known. */
export function withLaunched(modules: ParsedModules, launched: readonly LaunchedModule[]): ParsedModules {
  const all = new Map(modules);
  for (const { module, target, isOpen } of launched) {
    const unknown = isOpen && target !== undefined ? unknownVariables(modules.get(target)) : {};
    const calls = module.modules.map((each) => ({ ...each, body: { ...unknown, ...each.body } }));
    all.set(module.folder, { ...module, modules: calls });
  }
  return all;
}

function unknownVariables(module: ModuleBlocks | undefined): PlainObject {
  return Object.fromEntries(Object.keys(module?.variables ?? {}).map((name) => [name, undefined]));
}

/** What the module of a folder is given by the file of Terragrunt beside it. */
export function givenByTerragrunt(given: GivenInputs | undefined, module: ModuleBlocks | undefined): PlainObject {
  return given ? { ...(given.isOpen && unknownVariables(module)), ...given.inputs } : {};
}
