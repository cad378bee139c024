import { posix } from 'node:path';
import { foldersUpwards } from '../../lib/paths.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import { type ModuleBlocks, type ParsedModules, parseText } from './parse.js';

/** A folder in which Terragrunt runs a module of the project. */
export interface LaunchedModule {
  /** As if it called the module. */
  readonly module: ModuleBlocks;
  /** Folder of the module. */
  readonly target: string;
  /** What it takes from other files of Terragrunt may give any variable. */
  readonly isOpen: boolean;
}

const NAME = 'terragrunt.hcl';

/** Reads each `terragrunt.hcl` that names a module of the project as its source; those with any other source run what is elsewhere. */
export async function readTerragrunt(
  workspace: Workspace,
  isModule: (folder: string) => boolean,
): Promise<LaunchedModule[]> {
  const files = workspace.files.filter((file) => posix.basename(file) === NAME);
  const read = await Promise.all(files.map((file) => readLaunched(workspace, file)));
  return read.flatMap((each) => (each && isModule(each.target) && !isModule(each.module.folder) ? [each] : []));
}

async function readLaunched(workspace: Workspace, file: string): Promise<LaunchedModule | undefined> {
  const folder = posix.dirname(file);
  const text = workspace.text(file) ?? '';
  if (!/^\s*terraform\b/m.test(text)) return undefined;
  const data = await parseText(workspace, file, withFolders(text, workspace.root, folder));
  const locals = Object.assign({}, ...[data.locals ?? []].flat()) as PlainObject;
  const names: VisibleNames = { variables: {}, locals, paths: {} };
  const source = evaluateHcl(objectAt([data.terraform].flat()[0]).source, names);
  if (typeof source !== 'string' || !/^[./]/.test(source)) return undefined;
  const target = posix.resolve(folder, source.replace('//', '/'));
  const inputs: Plain = isObject(data.inputs) ? data.inputs : evaluateHcl(data.inputs, names);
  const included = await includedInputs(workspace, folder, data.include);
  const body = { ...included, ...objectAt(inputs), source: `./${posix.relative(folder, target)}` };
  const line = text.split('\n').findIndex((each) => /^\s*terraform\b/.test(each)) + 1;
  const block = { type: '', name: posix.basename(folder), body, file, line };
  return {
    module: { ...EMPTY, folder, modules: [block], locals },
    target,
    isOpen: included === undefined || (data.inputs !== undefined && !isObject(inputs)),
  };
}

/** What the files that are included give; nothing where one of them cannot be read, or gives what is not static. */
async function includedInputs(workspace: Workspace, folder: string, include: Plain): Promise<PlainObject | undefined> {
  // With a name or without.
  const blocks = Array.isArray(include) ? include : Object.values(objectAt(include)).flat();
  const given: PlainObject = {};
  for (const path of blocks.map((each) => includedPath(workspace, folder, objectAt(each).path))) {
    if (path === undefined) return undefined;
    const { inputs = {} } = await parseText(workspace, path, workspace.text(path) ?? '');
    if (!isObject(inputs)) return undefined;
    Object.assign(given, inputs);
  }
  // Nobody evaluates its locals and functions here.
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, JSON.stringify(value)?.includes('${') ? undefined : value]),
  );
}

const IN_PARENT = /^\$\{find_in_parent_folders\((?:"([^"]+)")?\)\}$/;

/** A path from the folder, or the name of a file in one of the folders around it. */
function includedPath(workspace: Workspace, folder: string, path: Plain): string | undefined {
  if (typeof path !== 'string') return undefined;
  const inParent = IN_PARENT.exec(path);
  if (!inParent) return path.includes('${') ? undefined : existing(workspace, posix.resolve(folder, path));
  const [, name = NAME] = inParent;
  return foldersUpwards(posix.dirname(folder), workspace.root)
    .map((each) => posix.join(each, name))
    .find((each) => workspace.isFile(each));
}

function existing(workspace: Workspace, path: string): string | undefined {
  return workspace.isFile(path) ? path : undefined;
}

const EMPTY = { resources: [], data: [], variables: {}, optionals: new Map(), outputs: {} };

/** Terragrunt knows where the file is, and where the checkout begins. */
function withFolders(text: string, root: string, folder: string): string {
  return text
    .replaceAll('get_terragrunt_dir()', JSON.stringify(folder))
    .replaceAll('get_repo_root()', JSON.stringify(root));
}

/** The modules with those of Terragrunt among them. What a file of another folder gives a variable is not known. */
export function withLaunched(modules: ParsedModules, launched: readonly LaunchedModule[]): ParsedModules {
  const all = new Map(modules);
  for (const { module, target, isOpen } of launched) {
    const unknown = isOpen ? Object.keys(modules.get(target)?.variables ?? {}).map((name) => [name, undefined]) : [];
    const calls = module.modules.map((each) => ({ ...each, body: { ...Object.fromEntries(unknown), ...each.body } }));
    all.set(module.folder, { ...module, modules: calls });
  }
  return all;
}
