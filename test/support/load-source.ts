import { ts } from 'ts-morph';
import { functionName, type Owner } from '../../src/ast/nodes.js';
import { lineOf, loadProgram, type Program } from '../../src/lambda/program.js';
import type { LambdaFunction } from '../../src/model/function.js';
import type { ClientSpec } from '../../src/model/options.js';
import type { Problem } from '../../src/model/problem.js';
import { createSources } from '../../src/sources/open-sources.js';
import { memoryHost } from './memory-host.js';
import { sampleFunction } from './sample-result.js';

const root = '/project';

export interface Loaded {
  readonly program: Program;
  readonly problems: readonly Problem[];
  /** The functions of a name, as `functionName` shows it. */
  owners(name: string): readonly Owner[];
  /** The only place with this text; the narrowest node that holds all of it. */
  node(text: string): ts.Node;
}

export interface LoadOptions {
  /** `file#export` of each function; its name is the file's without ending. */
  readonly handlers?: readonly string[];
  readonly events?: LambdaFunction['eventSources'];
  readonly clients?: readonly ClientSpec[];
  readonly workspacePackages?: Readonly<Record<string, string>>;
}

/** The facts of files held in memory (relative path → text), as rules see them. One text stands for `main.ts`. */
export function loadSource(source: string | Readonly<Record<string, string>>, options: LoadOptions = {}): Loaded {
  const files = typeof source === 'string' ? { 'main.ts': source } : source;
  const { handlers = ['main.ts#handler'], events = [], clients = [], workspacePackages = {} } = options;
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]));
  const functions = handlers.map((handler) => toFunction(handler, events));
  const packages = Object.entries(workspacePackages).map(([name, folder]) => [name, `${root}/${folder}`] as const);
  const host = memoryHost(absolute);
  const sources = createSources(root, (name) => new Map(packages).get(name), host);
  const { program, problems } = loadProgram({ sources, functions, clients }, host);
  const modules = () => [...program.modules.values()];
  return {
    program,
    problems,
    owners: (name) =>
      modules().flatMap(({ facts }) => [...facts.owners.keys()].filter((owner) => functionName(owner) === name)),
    node: (text) =>
      onlyNode(
        text,
        modules().map(({ file }) => file),
      ),
  };
}

function toFunction(handler: string, eventSources: LambdaFunction['eventSources']): LambdaFunction {
  const [file = '', name = ''] = handler.split('#');
  return sampleFunction(file.replace(/\.\w+$/, ''), { handler: { file, export: name, line: 1 }, eventSources });
}

function onlyNode(text: string, files: readonly ts.SourceFile[]): ts.Node {
  const [file, ...others] = files.filter((each) => each.text.includes(text));
  const start = file?.text.indexOf(text) ?? -1;
  if (!file || others.length > 0 || file.text.includes(text, start + 1)) throw new Error(`Not once: ${text}`);
  const narrow = (node: ts.Node): ts.Node =>
    ts.forEachChild(node, (child) =>
      child.getStart(file) <= start && child.end >= start + text.length ? narrow(child) : undefined,
    ) ?? node;
  return narrow(file);
}

/** `handler › load (lib.ts:3)`: the steps of a call path, with the calls that enter them. */
export function showPath(path: readonly { readonly target: Owner; readonly node?: ts.Node }[]): string {
  return path
    .map(({ target, node }) => {
      const file = node?.getSourceFile().fileName.slice(root.length + 1);
      return node ? `${functionName(target)} (${file}:${lineOf(node)})` : functionName(target);
    })
    .join(' › ');
}
