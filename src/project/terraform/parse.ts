import { posix } from 'node:path';
import { groupBy } from '../../lib/group.js';
import { memoise, oncePer } from '../../lib/memoise.js';
import type { Declaration } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject, placeOfKey, readDataFile } from '../data-file.js';
import { toText } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { type Optionals, readOptionals } from './optionals.js';
import { isOverride, withOverrides } from './overrides.js';
import { GIVEN } from './var-files.js';

/** One block, such as `resource "aws_lambda_function" "api" { … }`. */
export interface Block {
  /** `aws_lambda_function` for a resource or data source, empty for a module. */
  readonly type: string;
  readonly name: string;
  readonly body: PlainObject;
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  /** The line in which a key gets its value; absent where the text of the file has to be searched. */
  readonly lineOf?: (key: string) => number | undefined;
  /** Those of override files that were merged into it, in the order in which later ones win. */
  readonly overrides?: readonly Block[];
}

/** What a Terraform module (a folder) states. */
export interface ModuleBlocks {
  /** Whose words these are, where a program says them. */
  readonly kind?: Declaration['kind'];
  readonly folder: string;
  readonly resources: readonly Block[];
  readonly data: readonly Block[];
  readonly modules: readonly Block[];
  readonly locals: PlainObject;
  /** Variables with their default; one without is there, and `undefined`. */
  readonly variables: PlainObject;
  /** Variables that take their default where they are given `null`. */
  readonly notNullable?: ReadonlySet<string>;
  /** What the types of variables say of keys that are left out. */
  readonly optionals: ReadonlyMap<string, Optionals>;
  /** What it gives back to who calls it, as it is written. */
  readonly outputs: PlainObject;
}

/** Those of one type. A module may have thousands of resources, and each function asks for some. */
export function blocksOf(blocks: readonly Block[], type: string): readonly Block[] {
  return byType(blocks).get(type) ?? [];
}

const byType = oncePer((blocks: readonly Block[]) => groupBy(blocks, ({ type }) => type));

/** Modules by their folders. */
export type ParsedModules = ReadonlyMap<string, ModuleBlocks>;

type ParseHcl = (file: string, text: string) => Promise<Record<string, unknown>>;

/** Parses the `.tf` files of one folder; a file that does not parse becomes a problem and is left out. */
export async function parseModule(
  workspace: Workspace,
  folder: string,
  files: readonly string[],
): Promise<ModuleBlocks> {
  const { parse } = await import('@cdktf/hcl2json');
  const parsed = await Promise.all(
    files.map(async (file) => ({ file, data: await parseFile(workspace, file, parse) })),
  );
  // What overrides comes last, so that it wins.
  parsed.sort((left, right) => Number(isOverride(left.file)) - Number(isOverride(right.file)));
  const all = (kind: string) =>
    withOverrides(parsed.flatMap(({ file, data }) => listBlocks(workspace, file, kind, data[kind])));
  const variables = Object.entries(mergedBodies(parsed.map(({ data }) => objectAt(data.variable))));
  const outputs = parsed.flatMap(({ data }) => Object.entries(objectAt(data.output)));
  return {
    folder,
    resources: all('resource'),
    data: all('data'),
    modules: all('module'),
    locals: Object.assign({}, ...parsed.flatMap(({ data }) => [data.locals ?? []].flat())),
    variables: Object.fromEntries(variables.map(([name, body]) => [name, body.default])),
    outputs: Object.fromEntries(outputs.map(([name, value]) => [name, objectAt([value].flat()[0]).value])),
    notNullable: new Set(variables.flatMap(([name, { nullable }]) => (String(nullable) === 'false' ? [name] : []))),
    optionals: new Map(variables.map(([name, body]) => [name, readOptionals(toText(body.type))])),
  };
}

/** What is stated of each name; of what is stated twice, the later counts. */
function mergedBodies(files: readonly PlainObject[]): Readonly<Record<string, PlainObject>> {
  const merged: Record<string, PlainObject> = {};
  for (const [name, bodies] of files.flatMap((each) => Object.entries(each)))
    merged[name] = { ...merged[name], ...objectAt([bodies].flat()[0]) };
  return merged;
}

const givenFiles = oncePer(({ files }: Workspace) =>
  groupBy(
    files.filter((file) => GIVEN.test(posix.basename(file))),
    posix.dirname,
  ),
);

/** In the order in which later ones win: what a root module is given by its `terraform.tfvars` and `*.auto.tfvars`. */
export async function parseGiven(workspace: Workspace, folder: string): Promise<PlainObject> {
  const own = [...(givenFiles(workspace).get(folder) ?? [])];
  const isAutomatic = (file: string) => Number(file.includes('.auto.tfvars'));
  own.sort((left, right) => isAutomatic(left) - isAutomatic(right) || (left < right ? -1 : 1));
  if (own.length === 0) return {};
  const { parse } = await import('@cdktf/hcl2json');
  const parsed = await Promise.all(own.map((file) => parseFile(workspace, file, parse)));
  return Object.assign({}, ...parsed);
}

async function parseFile(workspace: Workspace, file: string, parse: ParseHcl): Promise<PlainObject> {
  if (isJson(file)) return objectAt(readDataFile(workspace, file, new WeakMap()));
  return parseHcl(workspace, file, workspace.text(file) ?? '', parse);
}

/** The same of a text that something was replaced in. */
export async function parseText(workspace: Workspace, file: string, text: string): Promise<PlainObject> {
  const { parse } = await import('@cdktf/hcl2json');
  return parseHcl(workspace, file, text, parse);
}

/** Of JSON, the reader of data files keeps the places. */
function isJson(file: string): boolean {
  return /\.(tf|tofu)\.json$/.test(file);
}

async function parseHcl(workspace: Workspace, file: string, text: string, parse: ParseHcl): Promise<PlainObject> {
  if (text.trim() === '') return {};
  try {
    return (file.endsWith('.json') ? JSON.parse(text) : await parse(file, text)) as PlainObject;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line = '1', column = '1', reason = message] = /:(\d+),(\d+)-[\d,]+: ([^;\]]+)/.exec(message) ?? [];
    const place = { file: workspace.relative(file), line: Number(line), column: Number(column) };
    workspace.problems.push({ kind: 'syntax-error', ...place, message: `${reason.trim()}; the file was left out` });
    return {};
  }
}

/** Blocks come as type → name → list of bodies; modules without the first level. In JSON, each level may be a list. */
function listBlocks(workspace: Workspace, file: string, kind: string, value: Plain): Block[] {
  const types = kind === 'module' ? [['', value] as const] : entriesOf(value);
  return types.flatMap(([type, named]) =>
    objectsIn(named).flatMap((object) =>
      entriesOf(object).flatMap(([name, bodies]) => {
        const line = isJson(file) ? (placeOfKey(object, name)?.line ?? 1) : findLine(workspace, file, kind, type, name);
        return objectsIn(bodies).map((body) => ({ type, name, body, file, line }));
      }),
    ),
  );
}

function objectsIn(value: Plain): PlainObject[] {
  return [value].flat().filter(isObject);
}

/** A key of two slashes is a comment. */
function entriesOf(value: Plain): (readonly [string, Plain])[] {
  return objectsIn(value).flatMap((each) => Object.entries(each).filter(([key]) => key !== '//'));
}

/** The converter drops positions; the header of a block is unique in its file. */
function findLine(workspace: Workspace, file: string, kind: string, type: string, name: string): number {
  return headersOf(workspace)(file).get([kind, type, name].filter((label) => label !== '').join(' ')) ?? 1;
}

/** The line of each block's header: `resource aws_lambda_function api`. */
const headersOf = oncePer((workspace: Workspace) =>
  memoise((file): ReadonlyMap<string, number> => {
    const headers = new Map<string, number>();
    for (const [index, line] of (workspace.text(file) ?? '').split('\n').entries()) {
      const [, words] = /^\s*((?:resource|data|module)(?:\s+"?[\w-]+"?){1,2})\s*\{/.exec(line) ?? [];
      const key = words?.replaceAll('"', '').split(/\s+/).join(' ');
      if (key !== undefined && !headers.has(key)) headers.set(key, index + 1);
    }
    return headers;
  }),
);
