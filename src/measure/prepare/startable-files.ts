import { dirname, join } from 'node:path/posix';
import { compile } from '../../bundle/build/esbuild.js';
import { moduleAt, reachable } from '../../bundle/build/module-graph.js';
import { compiledName, isTypeScript } from '../../bundle/plain-zip/compiled.js';
import { contentsOf } from '../../bundle/plain-zip/contents.js';
import type { DeployedFile } from '../../bundle/plain-zip/deployed-file.js';
import { lookupOptions } from '../../bundle/plain-zip/deployed-lookup.js';
import { type EntryModule, entryOf, notHeld } from '../../bundle/plain-zip/entry.js';
import { followImports } from '../../bundle/plain-zip/follow-imports.js';
import type { FileTools } from '../../bundle/plain-zip/tools.js';
import { nodeMajor } from '../../derived/node-major.js';
import { textOf } from '../../derived/text-of.js';
import { isBelow, relativePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CodeToStage } from '../../model/starter.js';
import { isModuleFile } from '../../sources/module-format.js';
import type { Startable } from './startable.js';

/** A function that is deployed as files is started where they are; TypeScript is compiled, one file by one, into a copy. */
export async function startFiles(
  fn: LambdaFunction,
  tools: FileTools,
): Promise<Startable | { readonly reason: string }> {
  const { root, host } = tools;
  const contents = contentsOf(fn, root, host);
  if ('reason' in contents) return contents;
  const entry = entryOf(fn, contents.files, root, host);
  const { folder: shown = '.' } = fn.build!;
  if (!entry) return { reason: notHeld(fn) };
  const named = host.realPath(join(root, shown));
  const folder = host.isFile(named) ? dirname(named) : named;
  const options = lookupOptions(fn, contents.files, entry.isSource, tools);
  const reach = await followImports([entry.path], host.realPath(root), host, options);
  const graph = reach.graphs.get(entry.path);
  const modules = graph ? [...reachable(graph).keys()].map((index) => moduleAt(graph, index).path) : [entry.path];
  const external = (graph?.external ?? []).filter((name) => !/^\.{0,2}\//.test(name));
  const assumptions = entry.isSource
    ? ['The handler is TypeScript; it is started as esbuild writes it, file by file.']
    : [];
  const deployed = await placementOf(folder, entry, contents.files, tools);
  return { fn, packaging: 'files', major: nodeMajor(fn), deployed, modules, external, assumptions };
}

async function placementOf(
  folder: string,
  { path, isSource }: EntryModule,
  files: readonly DeployedFile[],
  tools: FileTools,
): Promise<CodeToStage> {
  const name = isBelow(path, folder) ? relativePath(folder, path) : path;
  const entry = isSource ? compiledName(name) : name;
  const isModule = isModuleFile(compiledName(path), tools.host);
  if (!isSource) return { folder, files: new Map(), entry, isModule };
  const own = files.filter(
    (file) => !/(^|\/)node_modules\//.test(file.name) && !file.realPath.includes('/node_modules/'),
  );
  const written = await Promise.all(own.map((file) => writtenFile(file, tools)));
  return { folder, files: new Map(written), entry, isModule };
}

async function writtenFile(file: DeployedFile, tools: FileTools): Promise<readonly [string, Uint8Array]> {
  const { name, realPath } = file;
  if (!isTypeScript(realPath)) return [name, await tools.host.readBytes(realPath)];
  const format = isModuleFile(compiledName(realPath), tools.host) ? undefined : 'cjs';
  const code = await compile(textOf(realPath, tools.host) ?? '', realPath, format);
  return [compiledName(name), Buffer.from(code ?? '')];
}
