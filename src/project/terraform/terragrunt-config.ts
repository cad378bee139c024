import { posix } from 'node:path';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { foldersUpwards } from '../../lib/paths.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { evaluateHcl, evaluateOpen, type VisibleNames } from './expressions.js';
import { parseText } from './parse.js';

export const TERRAGRUNT = 'terragrunt.hcl';

/** What a file of Terragrunt comes to, with what it includes. */
export interface TerragruntConfig {
  /** Of the module that is run; `undefined` where nobody knows. */
  readonly source: Plain;
  /** Absent where none is stated, here or in what is included: the module of the folder itself is run. */
  readonly hasSource: boolean;
  readonly inputs: PlainObject;
  /** Something that is not static may give any variable. */
  readonly isOpen: boolean;
  readonly locals: PlainObject;
  /** Of the block that says what is run. */
  readonly line: number;
}

/** Files that read each other end here. */
const MAX_DEPTH = 5;

export async function readTerragruntConfig(workspace: Workspace, file: string): Promise<TerragruntConfig> {
  const text = workspace.text(file) ?? '';
  const context = { workspace, folder: posix.dirname(file), depth: 0 };
  const labels = labelsOf(text);
  const head = await readText(context, file, text, []);
  const stated = labels.map((label) => statedInclude(context, head, label));
  const parents = new Map(
    stated.flatMap(({ label, path }) => (path === undefined ? [] : [[label, posix.dirname(path)]])),
  );
  const around = { ...context, parents };
  const included = await Promise.all(stated.map((include) => readIncluded(around, include)));
  const own = included.length === 0 ? head : await readText(around, file, text, included);
  const { sources, ...merged } = included.toReversed().reduce(mergeIncluded, { ...own, sources: [own] as Part[] });
  const giving = sources.find(({ hasSource }) => hasSource);
  const label = included.find(({ config }) => config === giving)?.label;
  return {
    source: giving?.source,
    hasSource: giving !== undefined,
    inputs: merged.inputs,
    isOpen: merged.isOpen,
    locals: own.names.locals,
    line: lineOf(text, label === undefined ? /^\s*terraform\b/ : headerOf(label)),
  };
}

function lineOf(text: string, pattern: RegExp): number {
  return Math.max(1, text.split('\n').findIndex((each) => pattern.test(each)) + 1);
}

interface Context {
  readonly workspace: Workspace;
  /** Where Terragrunt is run: what an included file says counts from there. */
  readonly folder: string;
  readonly depth: number;
  /** Of the files that are included, by what their blocks are called. */
  readonly parents?: ReadonlyMap<string, string>;
  /** Of the file that is included, where that is the one to read. */
  readonly parent?: string;
}

/** A block that includes a file. */
interface StatedInclude {
  readonly label: string;
  readonly block: PlainObject;
  /** Absolute; nothing where it is not static. */
  readonly path: string | undefined;
}

/** One file, without what it includes. */
interface Part {
  readonly data: PlainObject;
  readonly names: VisibleNames;
  readonly source: Plain;
  readonly hasSource: boolean;
  readonly inputs: PlainObject;
  readonly isOpen: boolean;
}

interface Included {
  readonly label: string;
  /** Nothing where it cannot be read. */
  readonly config: Part | undefined;
  readonly strategy: string;
  readonly isExposed: boolean;
}

async function readText(context: Context, file: string, text: string, included: readonly Included[]): Promise<Part> {
  const read = await withReadFiles(context, withExposed(withPaths(context, text), included));
  const data = await parseText(context.workspace, file, read.text);
  const locals = { ...(Object.assign({}, ...[data.locals ?? []].flat()) as PlainObject), ...read.locals };
  const exposed = included.filter(({ isExposed }) => isExposed);
  for (const { label, config } of exposed) locals[nameOf(label)] = config && exposedValues(config);
  const names: VisibleNames = { variables: {}, locals, paths: {} };
  const terraform = objectAt([data.terraform].flat()[0]);
  const inputs = data.inputs === undefined ? {} : evaluateOpen(data.inputs, names);
  return {
    data,
    names,
    source: evaluateHcl(terraform.source, names),
    hasSource: terraform.source !== undefined,
    inputs: objectAt(inputs),
    isOpen: !isObject(inputs),
  };
}

function exposedValues({ names, inputs }: Part): PlainObject {
  return { locals: evaluateOpen(names.locals, names), inputs };
}

/** What includes are called, in their order; one without a name is called nothing. */
function labelsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\s*include\b\s*"?([\w-]*)"?\s*\{/gm)].map(([, label = '']) => label);
}

function headerOf(label: string): RegExp {
  return new RegExp(`^\\s*include\\b\\s*"?${escapeRegExp(label)}"?\\s*\\{`);
}

function statedInclude({ folder }: Context, { data, names }: Part, label: string): StatedInclude {
  const all = Array.isArray(data.include) ? data.include : [objectAt(data.include)[label]].flat();
  const block = objectAt(all[0]);
  const path = evaluateHcl(block.path, names);
  return { label, block, path: typeof path === 'string' ? posix.resolve(folder, path) : undefined };
}

async function readIncluded(around: Context, { label, block, path }: StatedInclude): Promise<Included> {
  const { workspace } = around;
  const isThere = path !== undefined && workspace.isFile(path);
  const context = { ...around, ...(path !== undefined && { parent: posix.dirname(path) }) };
  return {
    label,
    config: isThere ? await readText(context, path, workspace.text(path) ?? '', []) : undefined,
    strategy: String(block.merge_strategy ?? 'shallow'),
    // Without a name, it always is.
    isExposed: String(block.expose) === 'true' || label === '',
  };
}

/** What is included later wins over what is included before, and the file itself over all. */
function mergeIncluded<Merged extends Pick<Part, 'inputs' | 'isOpen'> & { readonly sources: readonly Part[] }>(
  child: Merged,
  { config, strategy }: Included,
): Merged {
  if (strategy === 'no_merge') return child;
  if (config === undefined) return { ...child, isOpen: true };
  const inputs = strategy === 'deep' ? mergeDeep(config.inputs, child.inputs) : { ...config.inputs, ...child.inputs };
  return {
    ...child,
    inputs: objectAt(inputs),
    isOpen: child.isOpen || config.isOpen,
    sources: [...child.sources, config],
  };
}

/** Objects key by key, lists one behind the other. */
function mergeDeep(parent: Plain, child: Plain): Plain {
  if (Array.isArray(parent) && Array.isArray(child)) return [...parent, ...child];
  if (!isObject(parent) || !isObject(child)) return child;
  const merged: PlainObject = { ...parent, ...child };
  for (const key of Object.keys(child))
    if (Object.hasOwn(parent, key)) merged[key] = mergeDeep(parent[key], child[key]);
  return merged;
}

/** Terragrunt knows where files are, and where the checkout begins. */
function withPaths(context: Context, text: string): string {
  const { workspace, folder } = context;
  const { root } = workspace;
  const known: Readonly<Record<string, string>> = {
    get_terragrunt_dir: folder,
    get_original_terragrunt_dir: folder,
    get_repo_root: root,
    get_path_to_repo_root: posix.relative(folder, root) || '.',
    get_path_from_repo_root: posix.relative(root, folder) || '.',
  };
  return text
    .replaceAll(/\b(\w+)\(\s*(?:"([\w-]*)"\s*)?\)/g, (call, name: string, label?: string) => {
      const path = Object.hasOwn(known, name) ? known[name] : pathByInclude(context, name, label);
      return path === undefined ? call : JSON.stringify(path);
    })
    .replaceAll(IN_PARENT, (call, name = TERRAGRUNT, otherwise?: string) => {
      const found = foldersUpwards(posix.dirname(folder), root)
        .map((each) => posix.join(each, name))
        .find((each) => workspace.isFile(each) || workspace.isDirectory(each));
      return found === undefined && otherwise === undefined ? call : JSON.stringify(found ?? otherwise);
    });
}

/** What counts from the file that is included. */
function pathByInclude(context: Context, name: string, label: string | undefined): string | undefined {
  const { folder } = context;
  const parent = parentOf(context, label);
  if (parent === undefined) return undefined;
  if (name === 'get_parent_terragrunt_dir') return parent;
  if (name === 'path_relative_to_include') return posix.relative(parent, folder) || '.';
  if (name === 'path_relative_from_include') return posix.relative(folder, parent) || '.';
  return undefined;
}

/** The folder of the include that is meant: an included file means its own, and the only one needs no label. */
function parentOf({ folder, parent, parents = new Map() }: Context, label?: string): string | undefined {
  const named = label === undefined ? undefined : parents.get(label);
  if (named !== undefined || parent !== undefined) return named ?? parent;
  return parents.size > 1 ? undefined : ([...parents.values()][0] ?? folder);
}

const IN_PARENT = /\bfind_in_parent_folders\(\s*(?:"([^"$]+)"\s*(?:,\s*"([^"$]*)"\s*)?)?\)/g;

/** `include.root.locals.region` as a local of a name that nobody takes. */
function withExposed(text: string, included: readonly Included[]): string {
  return included.reduce(
    (made, { label }) =>
      made.replaceAll(
        new RegExp(`(?<![\\w.])include${label === '' ? '' : `\\.${escapeRegExp(label)}`}\\.(?=locals|inputs)`, 'g'),
        `local.${nameOf(label)}.`,
      ),
    text,
  );
}

function nameOf(label: string): string {
  return `__include_${label}`;
}

const READ = /\bread_terragrunt_config\(\s*"((?:[^"$]|\$\{"[^"$]*"\})+)"[^()]*\)/g;

/** The same for what other files say: `read_terragrunt_config(find_in_parent_folders("env.hcl"))`. */
async function withReadFiles({ workspace, folder, depth }: Context, text: string) {
  const locals: PlainObject = {};
  const paths = [...new Set([...text.matchAll(READ)].map(([, path = '']) => path))];
  await Promise.all(
    paths.map(async (path, index) => {
      const file = posix.resolve(folder, path.replaceAll(/\$\{"([^"]*)"\}/g, '$1'));
      if (depth >= MAX_DEPTH || !workspace.isFile(file)) return;
      const context = { workspace, folder: posix.dirname(file), depth: depth + 1 };
      locals[`__read_${index}`] = exposedValues(await readText(context, file, workspace.text(file) ?? '', []));
    }),
  );
  return { locals, text: text.replaceAll(READ, (_, path: string) => `local.__read_${paths.indexOf(path)}`) };
}
