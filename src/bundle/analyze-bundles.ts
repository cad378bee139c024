import { extname, join } from 'node:path/posix';
import type { BundleReport, DetailedBundle } from '../model/bundle.js';
import type { LambdaFunction } from '../model/function.js';
import { groupBy } from '../model/group.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import { type BuildOutcome, buildBundles, entriesOf } from './build.js';
import { createDeclaredAs } from './declared-as.js';
import { measureBuilt } from './measure.js';
import { createPackageOf } from './packages.js';
import { readApp } from './settings/tool-folder.js';
import { type BuildPlan, planOf } from './settings.js';

/** Builds every function as its deploy tool would, and says what is in it. */
export async function analyzeBundles(
  functions: readonly LambdaFunction[],
  root: string,
  host: Host,
): Promise<BundleReport<DetailedBundle>> {
  const problems: Problem[] = [];
  const plans: Plan[] = [];
  for (const fn of functions) {
    const app = readApp(fn, root, host);
    const plan = planOf(fn, root, app.flags);
    if ('reason' in plan)
      problems.push({ ...unbuilt(fn), message: `${fn.name}: ${plan.reason}; only builds by esbuild are measured` });
    else plans.push({ ...plan, folder: app.folder });
  }
  const knowledge = { packageOf: createPackageOf(host), declaredAs: createDeclaredAs(host, root) };
  const bundles = new Map<LambdaFunction, DetailedBundle>();
  for (const group of groupBy(plans, ({ options, folder, builtAt }) =>
    JSON.stringify([folder, options, extname(builtAt)]),
  ).values()) {
    const { options, folder } = group[0]!;
    const entries = entriesOf(group);
    host.log('info', `Building ${entries.length} functions`);
    const outcome = await buildBundles({ entries, options, folder });
    problems.push(...problemsOf(group, outcome, root));
    const built = group.filter(({ entry }) => outcome.bundles.has(entry));
    const measured = built.map((plan) => measureBuilt(plan, outcome.bundles.get(plan.entry)!, knowledge, root));
    for (const [index, bundle] of (await Promise.all(measured)).entries()) bundles.set(built[index]!.fn, bundle);
  }
  return { root, functions: functions.flatMap((fn) => bundles.get(fn) ?? []), problems };
}

interface Plan extends BuildPlan {
  /** Absolute folder that the build runs in. */
  readonly folder: string;
}

/** What cannot be built, each with its place; packages that are not installed, once for all. */
function problemsOf(group: readonly Plan[], { problems, missing }: BuildOutcome, root: string): Problem[] {
  const { folder } = group[0]!;
  const failed = group.flatMap(({ fn, entry }) =>
    (problems.get(entry) ?? []).map((problem): Problem => {
      const path = problem.file === undefined ? undefined : join(folder, problem.file);
      const isInside = path?.startsWith(`${root}/`);
      const place = isInside ? { file: path!.slice(root.length + 1), line: problem.line, column: problem.column } : {};
      return { ...unbuilt(fn), ...place, message: `${fn.name}: ${problem.message}` };
    }),
  );
  const message = `${missing.length} packages are not installed and not counted: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}`;
  const absent: Problem[] = missing.length > 0 ? [{ kind: 'unbuilt', message }] : [];
  return [...absent, ...failed];
}

function unbuilt({ declaredIn: { file, line, column } }: LambdaFunction): Omit<Problem, 'message'> {
  return { kind: 'unbuilt', file, line, column };
}
