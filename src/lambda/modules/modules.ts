import type { ts } from 'ts-morph';
import { parseSource, syntaxErrorsOf } from '../../ast/parse.js';
import { oncePer } from '../../lib/memoise.js';
import { relativePath } from '../../lib/paths.js';
import { NOT_REGULAR, UnreadableFileError } from '../../model/errors.js';
import type { Host } from '../../model/host.js';
import type { Problem } from '../../model/problem.js';
import type { Resolution, ResolveModule } from '../../sources/resolve-module.js';
import { collectFileFacts, type FileFacts } from './file-facts.js';
import { filesOfGlobs } from './files-of-globs.js';
import { filesOfLoad } from './folder-loads.js';
import { globsInCalls } from './named-by-calls.js';
import { globsOfRoutes } from './tsoa-routes.js';

export interface Module {
  /** Absolute. */
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly facts: FileFacts;
  /** Where each specifier leads that is still there after compilation. */
  readonly imports: ReadonlyMap<string, Resolution>;
  /** Files that a framework loads by itself, since this one names them by globs; absolute. */
  readonly named: readonly string[];
  /** Files that a call loads by a name that only the run knows; absolute. */
  readonly loads: ReadonlyMap<ts.CallExpression, readonly string[]>;
}

export interface ModuleGraph {
  readonly modules: ReadonlyMap<string, Module>;
  readonly problems: readonly Problem[];
  /** The module and all that it loads, at start or on demand. */
  closureOf(path: string): ReadonlySet<string>;
}

export type ParseModule = (path: string, text: string) => ts.SourceFile;

/** Reads and parses what the entries reach, each file once. A broken file costs a problem, not the run. */
export function loadModules(
  entries: readonly string[],
  root: string,
  resolve: ResolveModule,
  host: Host,
  parse: ParseModule = parseSource,
): ModuleGraph {
  const modules = new Map<string, Module>();
  const problems: Problem[] = [];
  const seen = new Set(entries);
  const queue = [...seen];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const loaded = loadModule(path, root, resolve, host, parse, problems);
    if (!loaded) continue;
    modules.set(path, loaded);
    for (const next of filesNamedIn(loaded)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return { modules, problems, closureOf: createClosures(modules) };
}

function filesNamedIn({ imports, named, loads }: Module): string[] {
  const imported = [...imports.values()].flatMap((each) => (each.kind === 'file' ? [each.path] : []));
  return [...imported, ...named, ...[...loads.values()].flat()];
}

function loadModule(
  path: string,
  root: string,
  resolve: ResolveModule,
  host: Host,
  parse: ParseModule,
  problems: Problem[],
): Module | undefined {
  const relative = relativePath(root, path);
  const file = readSource(path, relative, host, parse, problems);
  if (!file) return undefined;
  const [error] = syntaxErrorsOf(file);
  if (error)
    problems.push({
      kind: 'syntax-error',
      file: relative,
      line: error.line,
      column: error.column,
      message: error.message,
    });
  const facts = factsOf(file);
  const imports = new Map<string, Resolution>();
  const globs = globsInCalls(facts);
  for (const reference of facts.references) {
    // A type-only import still leads to the classes and interfaces that parameters are annotated with.
    const resolution = resolve(reference.specifier, path);
    imports.set(reference.specifier, resolution);
    if (resolution.kind !== 'missing' || reference.typeOnly) continue;
    const ofRoutes = globsOfRoutes(reference.specifier, path, root, host);
    globs.push(...(ofRoutes ?? []));
    if (ofRoutes) continue;
    const { line, character } = file.getLineAndCharacterOfPosition(reference.node.getStart(file));
    const message = `Cannot find ${reference.specifier}; what it exports is left out of the analysis.`;
    problems.push({ kind: 'unresolved-import', file: relative, line: line + 1, column: character + 1, message });
  }
  const loads = new Map(facts.folderLoads.map((load) => [load.call, filesOfLoad(load, host)]));
  return { path, file, facts, imports, named: filesOfGlobs(globs, root, host), loads };
}

/** They depend on nothing but the tree, which an editor keeps as long as a file stays the same. */
const factsOf = oncePer(collectFileFacts);

function readSource(
  path: string,
  relative: string,
  host: Host,
  parse: ParseModule,
  problems: Problem[],
): ts.SourceFile | undefined {
  try {
    const text = host.readText(path);
    if (text !== undefined) return parse(path, text);
    if (host.isSpecial(path)) problems.push({ kind: 'unreadable-file', file: relative, message: NOT_REGULAR });
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    problems.push({ kind: 'unreadable-file', file: relative, message: error.message });
    return undefined;
  }
}

function createClosures(modules: ReadonlyMap<string, Module>): (path: string) => ReadonlySet<string> {
  const closures = new Map<string, ReadonlySet<string>>();
  const compute = (start: string): ReadonlySet<string> => {
    const closure = new Set([start]);
    for (const path of closure) {
      const module = modules.get(path);
      for (const reference of module?.facts.references ?? []) {
        const resolution = module?.imports.get(reference.specifier);
        if (resolution?.kind === 'file' && !reference.typeOnly) closure.add(resolution.path);
      }
      for (const file of [...(module?.named ?? []), ...[...(module?.loads.values() ?? [])].flat()]) closure.add(file);
    }
    return closure;
  };
  return (path) => {
    const known = closures.get(path) ?? compute(path);
    closures.set(path, known);
    return known;
  };
}
