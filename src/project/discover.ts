import { parseSource } from '../ast/parse.js';
import { isOfDeployTool } from '../derived/deploy-tool.js';
import { absolutePath, relativePath } from '../lib/paths.js';
import { createRealPaths } from '../lib/real-paths.js';
import type { Deployment } from '../model/deployment.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { BundleOptions, DeclaredHandler } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { Table } from '../model/table.js';
import type { ProjectSources } from '../sources/open-sources.js';
import { readArchitect } from './architect/read.js';
import { readApps } from './cdk/read.js';
import { readCdkOut, withoutSynthesized } from './cdk/synthesized.js';
import { isSynthesized } from './cloud-assembly.js';
import { withoutPackaged, withoutPackagedFiles } from './cloudformation/packaged.js';
import { readTemplates } from './cloudformation/read.js';
import { readCode } from './code-data.js';
import { readCodeShape } from './code-shape/read.js';
import { readConfigHandlers } from './config-handlers.js';
import { toNeededStrength } from './coverage.js';
import type { Reading, UnresolvedDeclaration } from './declared.js';
import { dedupe } from './dedupe.js';
import { toDeployment } from './deployment.js';
import { withEdge } from './edge.js';
import { withGivenBuild } from './given-build.js';
import { handedOn, keyOf } from './handed-on.js';
import { identify } from './identity.js';
import { readDockerfiles } from './images/read.js';
import { type FoundFunction, isFound, resolveAll } from './resolve.js';
import { readServices } from './serverless/read.js';
import { distinctTables } from './tables.js';
import { readTerraform } from './terraform/read.js';
import { readWebFrameworks } from './web-frameworks/read.js';
import { openWorkspace, type ParseText, type Workspace } from './workspace.js';

export interface DiscoveryOptions {
  /** Absolute. */
  readonly root: string;
  /** Globs relative to the root. */
  readonly ignore: readonly string[];
  readonly handlers: readonly DeclaredHandler[];
  /** How functions are built where the config says so. */
  readonly bundle?: Pick<BundleOptions, 'builds'>;
}

export interface Discovery {
  /** Sorted by id, ids unique. */
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  /** What the deployment files declare: functions with all their settings, and what is around them. Put together when it is asked for. */
  readonly deployment: () => Deployment;
  /** DynamoDB tables that the deployment files declare; ids unique. */
  readonly tables: readonly Table[];
  /** Grows as the sources are asked. */
  readonly problems: readonly Problem[];
  /** What the functions' own code is to be followed by. */
  readonly sources: ProjectSources;
}

/**
 * Finds the functions of every project below the root; throws only for bugs.
 * `parse` lets the caller share the trees of handler files with its own analysis; `pause` is awaited between two readers.
 */
export async function discoverFunctions(
  options: DiscoveryOptions,
  host: Host,
  parse: ParseText = parseSource,
  pause: () => Promise<void> = async () => {},
): Promise<Discovery> {
  const workspace = await openWorkspace(options.root, options.ignore, host, parse);
  await pause();
  const program = readApps(workspace);
  await pause();
  const code = readCode(workspace);
  const { reading: services, fragments } = readServices(workspace, code);
  await pause();
  const hasProgram = program.declared.length + program.unresolved.length > 0;
  const isSynthesizedHere = (file: string): boolean => hasProgram && isSynthesized(workspace, file);
  const templates = readTemplates(workspace, code, (file) => fragments.has(file) || isSynthesizedHere(file));
  await pause();
  const architect = readArchitect(workspace);
  const readings = [
    templates,
    services,
    architect,
    readWebFrameworks(workspace, architect),
    program,
    await readCdkOut(workspace),
    await readTerraform(workspace),
    readConfigHandlers(workspace, options.handlers),
  ];
  readings.push(readDockerfiles(workspace, readings));
  await pause();
  const { found, unresolved: open } = resolved(workspace, readings);
  const own = withoutSynthesized(workspace, open, program);
  const unresolved = withoutPackaged(own, found);
  const whole = withoutPackagedFiles(readings, own, unresolved, found);
  const realFile = createRealFiles(options.root, host);
  const known = new Set(found.map(({ handler }) => realFile(handler.file)));
  const needed = toNeededStrength(workspace, found.filter(isDeclared), unresolved, program.cutShort);
  const shaped = readCodeShape(workspace, needed, known, handedOnBy(workspace, found));
  const identified = identify([...dedupe(found), ...shaped], unresolved);
  const functions = identified.functions
    .map((fn) => ({ ...fn, handler: { ...fn.handler, file: realFile(fn.handler.file) } }))
    .map((fn) => withGivenBuild(fn, options.bundle?.builds ?? [], options.root));
  const { checkPackage, packageOf } = workspace.sources;
  for (const { handler } of functions) checkPackage(packageOf(absolutePath(options.root, handler.file)));
  return {
    functions,
    unresolved: identified.unresolved,
    deployment: () => toDeployment(whole, identified),
    tables: distinctTables(whole.flatMap(({ tables }) => tables)),
    problems: workspace.problems,
    sources: workspace.sources,
  };
}

/** What the config names, and what a reader follows in part only, does not tell that nothing else is a function. */
function isDeclared({ declaredIn, leavesCodeOpen }: FoundFunction): boolean {
  return isOfDeployTool(declaredIn) && !leavesCodeOpen;
}

/** The exports that the handlers of functions hand on. */
function handedOnBy(workspace: Workspace, found: readonly FoundFunction[]): ReadonlySet<string> {
  const places = found.flatMap(({ handler }) => {
    const file = absolutePath(workspace.root, handler.file);
    return handedOn(workspace, { file, name: handler.export.split('.')[0] ?? '' });
  });
  return new Set(places.map(keyOf));
}

/** Where a file is that a link leads to: the analysis and bundlers know it by that name. */
function createRealFiles(root: string, host: Host): (file: string) => string {
  const realPaths = createRealPaths(root, (path) => host.realPath(path));
  return (file) => relativePath(root, realPaths(absolutePath(root, file)));
}

function resolved(
  workspace: Workspace,
  readings: readonly Reading[],
): { found: FoundFunction[]; unresolved: UnresolvedDeclaration[] } {
  const results = resolveAll(
    workspace,
    readings.flatMap(({ declared }) => declared),
  );
  const unresolved = readings.flatMap((reading) => reading.unresolved);
  return {
    found: results.filter(isFound).map(withEdge),
    unresolved: [...unresolved, ...results.filter((each) => 'reason' in each)],
  };
}
