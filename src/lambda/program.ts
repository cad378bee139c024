import type { ts } from 'ts-morph';
import type { CallNode, FunctionNode, Owner } from '../ast/nodes.js';
import { parseSource } from '../ast/parse.js';
import { once } from '../lib/memoise.js';
import { absolutePath, isWithin } from '../lib/paths.js';
import { finish, phase, type Steps } from '../lib/steps.js';
import type { InitCostOf } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { FindNeighbours, Neighbours } from '../model/neighbours.js';
import type { ClientSpec } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { Table } from '../model/table.js';
import type { ProjectSources } from '../sources/open-sources.js';
import type { Packages } from '../sources/packages.js';
import { createModuleResolver, type ResolveModule } from '../sources/resolve-module.js';
import type { Tsconfigs } from '../sources/tsconfigs.js';
import { buildCallGraph } from './calls/call-graph.js';
import { resolveHandler } from './calls/handlers.js';
import { createEffects, type Effects } from './effects/effects.js';
import type { Foundation } from './foundation.js';
import { type Bystanders, createBystanders, createConcerns } from './modules/bystanders.js';
import { createDependencies, type DependenciesOf } from './modules/dependencies.js';
import { loadModules, type Module, type ModuleGraph, type ParseModule } from './modules/modules.js';
import { computeReach } from './reach/reach.js';
import type { Root } from './reach/roots.js';
import { createReplacements, type Replacements } from './replacements/replacements.js';
import { sourcesOfPackage } from './replacements/sources.js';
import { unfollowedCalls } from './unfollowed-calls.js';
import { createValues } from './values/values.js';

export type { FunctionNode } from '../ast/nodes.js';

/** All facts of one run; what rules ask. */
export interface Program extends Foundation {
  /** DynamoDB tables that the deployment files declare. */
  readonly tables: readonly Table[];
  readonly effects: Effects;
  readonly clients: readonly ClientSpec[];
  /** Handlers of each function; empty where the export could not be followed. */
  readonly handlers: ReadonlyMap<LambdaFunction, readonly FunctionNode[]>;
  readonly tsconfigOf: Tsconfigs['of'];
  readonly packageOf: Packages;
  readonly dependenciesOf: DependenciesOf;
  /** Tests, mocks and bundler configs that name the package and have to do with the file; absolute paths. */
  readonly bystandersNaming: Bystanders;
  /** Tests, their set-up and configs that put something else in the place of what a piece of code comes from. */
  readonly replacements: Replacements;
  readonly initCostOf: InitCostOf;
}

export interface ProgramInput {
  readonly sources: ProjectSources;
  readonly functions: readonly LambdaFunction[];
  readonly tables?: readonly Table[];
  readonly clients: readonly ClientSpec[];
  /** No code of a function, but it may stand in the way of a fix; asked when a fix first asks. */
  readonly neighbours?: FindNeighbours;
  readonly parse?: ParseModule;
  /** What loading a package costs; nothing is known without. */
  readonly initCostOf?: InitCostOf;
}

export interface LoadedProgram {
  readonly program: Program;
  readonly problems: readonly Problem[];
}

export function loadProgram(input: ProgramInput, host: Host): LoadedProgram {
  return finish(loadingProgram(input, host));
}

export function* loadingProgram(input: ProgramInput, host: Host): Steps<LoadedProgram> {
  const { sources, functions } = input;
  const { root, packageOf, tsconfigs } = sources;
  const fileOf = (fn: LambdaFunction): string => absolutePath(root, fn.handler.file);
  const entries = [...new Set(functions.map(fileOf))];
  const layers = [...new Set(functions.flatMap((fn) => fn.layers ?? []))].map((folder) => absolutePath(root, folder));
  const resolve = createModuleResolver(sources, { layers }, host);
  const graph = loadModules(entries, root, resolve, host, input.parse);
  yield phase('modules');
  const values = createValues(graph);
  const { certain, possible } = values;
  const calls = yield* buildCallGraph(graph, values);
  const handlers = new Map(functions.map((fn) => [fn, resolveHandler(fileOf(fn), fn.handler, graph, possible)]));
  const reach = computeReach(rootsOf(handlers), graph, calls, possible, functions, fileOf);
  yield phase('reach');
  const foundation: Foundation = {
    root,
    functions,
    modules: graph.modules,
    graph,
    values: certain,
    possible,
    calls,
    reach,
    factsOf: (owner) => graph.modules.get(owner.getSourceFile().fileName)!.facts.owners.get(owner)!,
    functionsLoading: (path) => functions.filter((fn) => graph.closureOf(fileOf(fn)).has(path)),
  };
  const { clients, tables = [], initCostOf = () => undefined } = input;
  const replacements = replacementsOf(input, graph, resolve, host);
  const naming = createBystanders(replacements.tests, graph, host, replacements.concerns);
  // One object: what is remembered of it holds for both.
  const program: Program = Object.assign(foundation, {
    tables,
    clients,
    effects: createEffects(foundation),
    handlers,
    tsconfigOf: tsconfigs.of,
    packageOf,
    dependenciesOf: createDependencies(host),
    bystandersNaming: (name: string, path: string) => [
      ...new Set([...naming(name, path), ...replacements.of(sourcesOfPackage(name), path)]),
    ],
    replacements,
    initCostOf,
  });
  return { program, problems: [...graph.problems, ...unentered(program), ...unfollowedCalls(program)] };
}

function replacementsOf(
  { sources, parse = parseSource, ...input }: ProgramInput,
  graph: ModuleGraph,
  resolve: ResolveModule,
  host: Host,
): Replacements {
  const { root } = sources;
  const neighbours = once(() => (input.neighbours ?? noNeighbours(root))(graph.modules.keys()));
  // What stands in no package is that of its checkout, as it is in a run there.
  const packageOf: Packages = (path) => {
    const own = sources.packageOf(path);
    return isWithin(path, own.folder) ? own : { ...own, folder: neighbours().groundOf(path) };
  };
  const concerns = createConcerns(graph, packageOf);
  return createReplacements({ root, neighbours, graph, packageOf, resolve, parse, host, concerns });
}

function noNeighbours(root: string): () => Neighbours {
  return () => ({ bystanders: [], otherCode: [], folders: [root], groundOf: () => root });
}

/** Handlers that lead into no code of ours must not look like clean ones. */
function unentered({ functions, modules, reach, root }: Program): Problem[] {
  return functions
    .filter((fn) => modules.has(absolutePath(root, fn.handler.file)) && !reach.isEntered(fn))
    .map(({ id, name, handler: { file, line, export: exported } }) => {
      const message = `cannot follow ${exported || 'the module'} into the code that handles requests; its calls are not analysed`;
      return { kind: 'unresolved-handler', function: { id, name }, file, line, message };
    });
}

function rootsOf(handlers: ReadonlyMap<LambdaFunction, readonly FunctionNode[]>): Root[] {
  const byNode = new Map<FunctionNode, LambdaFunction[]>();
  for (const [fn, nodes] of handlers) {
    for (const node of nodes) byNode.set(node, [...(byNode.get(node) ?? []), fn]);
  }
  return [...byNode].map(([node, functions]) => ({ node, functions }));
}

/** The calls of a file, each with the unit it belongs to. */
export function* callsIn(module: Module): Iterable<{ readonly call: CallNode; readonly owner: Owner }> {
  for (const { owner, calls } of module.facts.owners.values()) for (const call of calls) yield { call, owner };
}

export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
