import { ts } from 'ts-morph';
import { parseSource } from './ast/parse.js';
import { askedFor } from './engine/asked-for.js';
import { runRules } from './engine/run-rules.js';
import { loadProgram } from './lambda/program.js';
import type { Finding } from './model/finding.js';
import type { Host } from './model/host.js';
import type { Options } from './model/options.js';
import type { Problem } from './model/problem.js';
import type { AnalysisResult, Summary, TimingEntry } from './model/result.js';
import { isBystander } from './project/bystander.js';
import { discoverFunctions } from './project/discover.js';
import { rules } from './rules/index.js';

/** The whole analysis: prints nothing, exits nothing, and touches the world only through the host. */
export async function analyze(options: Options, host: Host): Promise<AnalysisResult> {
  const stopwatch = createStopwatch(host);
  const { root, clients } = options;
  host.log('info', 'Finding functions');
  const parse = createParser();
  const discovery = await discoverFunctions(options, host, parse);
  const workspacePackages = await findWorkspacePackages(options, host);
  const bystanders = await findBystanders(root, host);
  stopwatch.phase('functions');
  const { functions, tables } = discovery;
  host.log('info', `Reading the code of ${functions.length} functions`);
  const input = { root, functions, tables, clients, workspacePackages, bystanders, parse, onPhase: stopwatch.phase };
  const loaded = loadProgram(input, host);
  host.log('info', `Checking ${loaded.program.modules.size} files`);
  const run = runRules(rules, loaded.program, options, stopwatch);

  const isWanted = askedFor(options);
  const findings = run.findings.filter(({ file }) => isWanted(file));
  const problems = distinct([...discovery.problems, ...loaded.problems, ...run.problems]).filter(
    ({ file, kind }) => file === undefined || kind === 'internal' || isWanted(file),
  );
  const files = [...loaded.program.modules.keys()].filter((path) => isWanted(path.slice(root.length + 1)));
  return {
    root,
    functions,
    unresolved: discovery.unresolved,
    findings,
    problems,
    summary: summarise(findings, functions.length, files.length, stopwatch.total()),
    timing: stopwatch.entries,
  };
}

/** Discovery and analysis look at many of the same files. */
function createParser(): (path: string, text: string) => ts.SourceFile {
  const files = new Map<string, ts.SourceFile>();
  return (path, text) => {
    const file = files.get(path) ?? parseSource(path, text);
    files.set(path, file);
    return file;
  };
}

/** Two steps may stumble over the same file. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byKey = new Map(
    problems.map((problem) => [`${problem.file}:${problem.line}:${problem.kind}:${problem.message}`, problem]),
  );
  return [...byKey.values()].sort(byPlace);
}

function byPlace(a: Problem, b: Problem): number {
  return (a.file ?? '').localeCompare(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0);
}

function summarise(
  findings: readonly Finding[],
  functions: number,
  filesAnalysed: number,
  durationMs: number,
): Summary {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => !finding.suppressed && finding.severity === severity).length;
  return {
    filesAnalysed,
    functions,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    durationMs,
  };
}

/** Packages of the tree by name, so that an import of one leads to its source without an install. */
async function findWorkspacePackages(options: Options, host: Host): Promise<ReadonlyMap<string, string>> {
  const packages = new Map<string, string>();
  for (const path of await host.listFiles(options.root, ['**/package.json'], { ignore: options.ignore })) {
    const text = host.readText(path);
    const name: unknown = text && ts.parseConfigFileTextToJson(path, text).config?.name;
    if (typeof name === 'string' && !packages.has(name)) packages.set(name, path.slice(0, path.lastIndexOf('/')));
  }
  return packages;
}

/** Also those that the options ignore: they are run all the same. */
async function findBystanders(root: string, host: Host): Promise<readonly string[]> {
  const files = await host.listFiles(root, ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}']);
  return files.filter((path) => isBystander(path.slice(root.length + 1)));
}

function createStopwatch(host: Host) {
  const started = host.now();
  const entries: TimingEntry[] = [];
  let last = started;
  return {
    entries,
    phase: (name: string): void => {
      const now = host.now();
      entries.push({ kind: 'phase', name, ms: now - last });
      last = now;
    },
    time: <T>(name: string, work: () => T): T => {
      const before = host.now();
      const result = work();
      last = host.now();
      entries.push({ kind: 'rule', name, ms: last - before });
      return result;
    },
    total: () => host.now() - started,
  };
}
