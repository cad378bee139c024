import { ts } from 'ts-morph';
import { findAncestor, type Owner, ownerOf } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { Foundation } from '../foundation.js';
import type { ModuleReference } from '../modules/file-facts.js';
import type { Module } from '../modules/modules.js';

/** What happens before a function's first invocation: which files are loaded, and which code runs meanwhile. */
export interface LoadTime {
  /** Does the code run while modules are loaded? */
  isRunning(owner: Owner): boolean;
  /** Is the module named there loaded together with the file, and not on demand? */
  isEager(reference: ModuleReference): boolean;
  /** Absolute paths of the files that the function loads, what it loads on demand left out. */
  filesOf(fn: LambdaFunction): ReadonlySet<string>;
  /** The functions that load the file so. */
  functionsLoading(path: string): readonly LambdaFunction[];
}

export const loadTimeOf = oncePer(createLoadTime);

/** The code runs for requests, or may: not only while modules are loaded. A middleware is made at load, and acts later. */
export function isWhileServing(node: ts.Node, program: Foundation): boolean {
  const owner = ownerOf(node);
  if (ts.isSourceFile(owner)) return false;
  return program.reach.isServing(owner) || !loadTimeOf(program).isRunning(owner);
}

/** Some function loads both files. */
export function isLoadedTogether(one: string, other: string, program: Foundation): boolean {
  const functions = program.functionsLoading(other);
  return program.functionsLoading(one).some((fn) => functions.includes(fn));
}

function createLoadTime(program: Foundation): LoadTime {
  const running = ownersRunning(program);
  const isEager = ({ node, kind, typeOnly }: ModuleReference): boolean =>
    !typeOnly && (kind === 'import' || kind === 'export' || running.has(ownerOf(node)));
  const closures = new Map<string, ReadonlySet<string>>();
  const next = (path: string): string[] => {
    const module = program.modules.get(path);
    const loads = [...(module?.loads ?? [])].flatMap(([call, files]) => (running.has(ownerOf(call)) ? files : []));
    return [...eagerFiles(module, isEager), ...loads];
  };
  const filesFrom = (entry: string): ReadonlySet<string> => {
    const files = closures.get(entry) ?? follow(entry, next);
    closures.set(entry, files);
    return files;
  };
  const filesOf = ({ handler }: LambdaFunction): ReadonlySet<string> =>
    filesFrom(absolutePath(program.root, handler.file));
  return {
    isRunning: (owner) => running.has(owner),
    isEager,
    filesOf,
    functionsLoading: (path) => program.functions.filter((fn) => filesOf(fn).has(path)),
  };
}

function follow(entry: string, next: (path: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set([entry]);
  for (const path of seen) for (const each of next(path)) seen.add(each);
  return seen;
}

function eagerFiles(module: Module | undefined, isEager: (reference: ModuleReference) => boolean): string[] {
  return (module?.facts.references ?? []).filter(isEager).flatMap(({ specifier }) => {
    const resolution = module?.imports.get(specifier);
    return resolution?.kind === 'file' ? [resolution.path] : [];
  });
}

/** Module scope, and what it calls. */
function ownersRunning({ modules, calls }: Foundation): ReadonlySet<Owner> {
  const running = new Set<Owner>([...modules.values()].map(({ file }) => file));
  for (const owner of running) {
    for (const edge of calls.edgesFrom(owner)) {
      if (edge.kind === 'call' || (edge.kind === 'callback' && !isGivenToOurs(edge, calls))) running.add(edge.target);
    }
  }
  return running;
}

/** `export const handler = wrap(async () => …)`: a function of ours has edges of its own to what it calls. */
function isGivenToOurs({ node }: CallEdge, calls: Foundation['calls']): boolean {
  const call = findAncestor(node, (each) => ts.isCallExpression(each) || ts.isNewExpression(each));
  return !!call && calls.targetsOf(call).length > 0;
}
