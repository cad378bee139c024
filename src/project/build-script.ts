import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { isWithin } from '../lib/paths.js';
import { toRecord } from '../sources/manifest.js';
import { isSourcePath, nearestFolderWith, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** One output of a build: both without extension, absolute. */
export interface BuildOutput {
  readonly output: string;
  /** With extension. */
  readonly source: string;
}

const caches = new WeakMap<Workspace, Map<string, BuildOutput[]>>();

/** What the esbuild calls and commands of the package around `folder` write, and from which source. */
export function buildOutputsNear(workspace: Workspace, folder: string): BuildOutput[] {
  const home = nearestFolderWith(workspace, folder, 'package.json');
  const cache = caches.get(workspace) ?? new Map<string, BuildOutput[]>();
  caches.set(workspace, cache);
  const outputs = cache.get(home) ?? [
    ...readCommands(workspace, home),
    ...readNxProjects(workspace, home),
    ...findScripts(workspace, home).flatMap((file) => readBuildScript(workspace, file)),
  ];
  cache.set(home, outputs);
  return outputs;
}

/** What the esbuild calls in one file write. Their paths are relative to the package's folder, from where such scripts are run. */
export function readBuildScript(workspace: Workspace, file: string): BuildOutput[] {
  const text = workspace.text(file);
  if (text === undefined || !text.includes('entryPoints')) return [];
  const source = workspace.parse(file);
  const base = nearestFolderWith(workspace, posix.dirname(file), 'package.json');
  const outputs: BuildOutput[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) outputs.push(...readOptions(workspace, node, base));
    ts.forEachChild(node, visit);
  };
  if (source) visit(source);
  return outputs;
}

function findScripts(workspace: Workspace, home: string): string[] {
  return workspace.files.filter(
    (file) => isWithin(file, home) && /build|bundle/i.test(posix.basename(file)) && isSourcePath(file),
  );
}

function readOptions(workspace: Workspace, node: ts.ObjectLiteralExpression, base: string): BuildOutput[] {
  const entries = getStrings(getProperty(node, 'entryPoints'));
  const [outfile] = getStrings(getProperty(node, 'outfile'));
  const [outdir] = getStrings(getProperty(node, 'outdir'));
  return toOutputs(workspace, base, entries, outfile, outdir);
}

function toOutputs(
  workspace: Workspace,
  base: string,
  entries: readonly string[],
  outfile?: string,
  outdir?: string,
): BuildOutput[] {
  return entries.flatMap((entry) => {
    const source = posix.resolve(base, entry);
    if (!workspace.isFile(source)) return [];
    if (outfile !== undefined) return [{ source, output: withoutExtension(posix.resolve(base, outfile)) }];
    if (outdir === undefined) return [];
    return [{ source, output: posix.resolve(base, outdir, posix.basename(withoutExtension(entry))) }];
  });
}

/** `esbuild a.ts --bundle --outfile=dist/a.js` and `ncc build a.ts -o dist` in the scripts of a package.json. */
function readCommands(workspace: Workspace, home: string): BuildOutput[] {
  const scripts = Object.values(toRecord(workspace.json(posix.join(home, 'package.json')).scripts)).map(String);
  const byNcc = commandsIn(scripts, /\bncc\s+build\s+([^&|;]+)/g).flatMap((words) => {
    const folder = words[words.findIndex((word) => word === '-o' || word === '--out') + 1] ?? 'dist';
    return toOutputs(workspace, home, words.filter(isSourcePath), posix.join(folder, 'index.js'));
  });
  const byEsbuild = commandsIn(scripts, /\besbuild\s+([^&|;]+)/g).flatMap((words) => {
    const optionOf = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
    return toOutputs(
      workspace,
      home,
      words.filter((word) => isSourcePath(word)),
      optionOf('outfile'),
      optionOf('outdir'),
    );
  });
  return [...byNcc, ...byEsbuild];
}

/** What the targets of Nx projects (`project.json`) write, relative to the folder of nx.json. */
function readNxProjects(workspace: Workspace, home: string): BuildOutput[] {
  if (!workspace.isFile(posix.join(home, 'nx.json'))) return [];
  const files = workspace.files.filter((file) => posix.basename(file) === 'project.json' && isWithin(file, home));
  return files.flatMap((file) =>
    Object.values(toRecord(workspace.json(file).targets)).flatMap((target) => {
      const { main, outputPath, outputFileName } = toRecord(toRecord(target).options);
      if (typeof main !== 'string' || typeof outputPath !== 'string') return [];
      const name = typeof outputFileName === 'string' ? outputFileName : posix.basename(main);
      return toOutputs(workspace, home, [main], posix.join(outputPath, `${withoutExtension(name)}.js`));
    }),
  );
}

/** The words after a command, wherever it stands in a script. */
function commandsIn(scripts: readonly string[], command: RegExp): string[][] {
  return scripts
    .flatMap((script) => [...script.matchAll(command)])
    .map(([, rest = '']) => rest.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, '')));
}

function getProperty(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer;
  }
  return undefined;
}

function getStrings(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(getStrings) : [];
}
