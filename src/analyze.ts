import { ts } from 'ts-morph';
import { runRules } from './engine/run-rules.js';
import { loadProgram } from './lambda/program.js';
import type { Finding } from './model/finding.js';
import type { Host } from './model/host.js';
import type { Options } from './model/options.js';
import type { AnalysisResult, Summary, TimingEntry } from './model/result.js';
import { discoverFunctions } from './project/discover.js';
import { rules } from './rules/index.js';

/** The whole analysis: prints nothing, exits nothing, and touches the world only through the host. */
export async function analyze(options: Options, host: Host): Promise<AnalysisResult> {
  const stopwatch = createStopwatch(host);
  const discovery = await discoverFunctions(options, host);
  stopwatch.phase('discovery');
  const workspacePackages = await findWorkspacePackages(options, host);
  stopwatch.phase('workspace');
  const { functions } = discovery;
  const { root, clients } = options;
  const input = { root, functions, clients, workspacePackages, onPhase: stopwatch.phase };
  const { program, problems } = loadProgram(input, host);
  const run = runRules(rules, program, options, stopwatch);
  const findings = run.findings.filter((finding) => isWanted(finding, options));
  return {
    root,
    functions,
    unresolved: discovery.unresolved,
    findings,
    problems: [...discovery.problems, ...problems, ...run.problems],
    summary: summarise(findings, functions.length, program.modules.size, stopwatch.total()),
    timing: stopwatch.entries,
  };
}

function isWanted(finding: Finding, { root, paths }: Options): boolean {
  const path = `${root}/${finding.file}`;
  return paths.length === 0 || paths.some((wanted) => path === wanted || path.startsWith(`${wanted}/`));
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
