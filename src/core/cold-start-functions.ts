import { parseChanges } from '../bundle/what-if/changes.js';
import { lambdaModelOf } from '../coldstart/lambda-model.js';
import { monthlyCost, type Usage } from '../coldstart/money.js';
import { startsOf } from '../coldstart/start.js';
import { difference, variantsOf } from '../coldstart/variants.js';
import { isLacking } from '../derived/missing-packages.js';
import type { JudgedBundles } from '../model/bundle.js';
import type { ColdStartEstimate, ColdStartVariant } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { type BundleRequest, bundleFunctions } from './bundle-functions.js';
import { type MeasureReport, type MeasureRequest, measureFunctions } from './measure-functions.js';

/** What is done only when it is asked for. */
export interface ColdStartRequest extends Pick<BundleRequest, 'declared' | 'unresolved'> {
  /** Changes to build each function with, as they are asked for. */
  readonly changes?: readonly string[];
  readonly usage?: Usage;
  /** Starts the functions, which runs code of the project. */
  readonly measuring?: Omit<MeasureRequest, 'modelOf' | 'change'>;
}

/** Estimates what functions take to start, and measures it where that is asked for. */
export async function coldStartFunctions(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  { changes = [], usage, measuring, declared, unresolved }: ColdStartRequest = {},
): Promise<JudgedBundles> {
  const judged = await bundleFunctions(functions, options, host, {
    declared,
    unresolved,
    changes: parseChanges(changes),
    isAboutStarts: true,
    assumesBuilds: true,
  });
  const byId = new Map(functions.map((fn) => [fn.id, fn]));
  const starts = startsOf(judged).map((start) => ({ ...start, fn: byId.get(start.bundle.functionId)! }));
  const built = starts.map(({ fn }) => fn);
  const runtimes = new Map(judged.coldStarts.map(({ functionId, runtime }) => [functionId, runtime]));
  const modelOf: MeasureRequest['modelOf'] = (fn) => lambdaModelOf({ ...fn, runtime: runtimes.get(fn.id) });
  const asked = measuring && { ...measuring, modelOf };
  const asIs = asked && (await measure(built, options, host, asked));
  const estimates = starts.map(({ fn, bundle, estimate }): ColdStartEstimate => {
    const variants = variantsOf(fn, bundle, estimate);
    const measured = asIs?.measured.get(estimate.functionId) ?? null;
    return { ...estimate, measured, ...(changes.length > 0 && { variants }) };
  });
  const changed = asked ? await measureVariants(estimates, built, options, host, asked) : { estimates, problems: [] };
  const coldStarts = changed.estimates.map((estimate) => withMonthly(estimate, usage));
  return { ...judged, coldStarts, problems: [...judged.problems, ...(asIs?.problems ?? []), ...changed.problems] };
}

type Measuring = NonNullable<ColdStartRequest['measuring']> & Pick<MeasureRequest, 'modelOf'>;

function measure(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  measuring: Measuring,
  change?: string,
): Promise<MeasureReport> {
  const [parsed] = change === undefined ? [] : parseChanges([change]);
  return measureFunctions(functions, options, host, { ...measuring, change: parsed });
}

/** Each change for those functions that it applies to. */
async function measureVariants(
  estimates: readonly ColdStartEstimate[],
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  measuring: Measuring,
): Promise<{ readonly estimates: readonly ColdStartEstimate[]; readonly problems: JudgedBundles['problems'] }> {
  const asked = [...new Set(estimates.flatMap(({ variants = [] }) => variants.map(({ change }) => change)))];
  const reports = new Map<string, MeasureReport>();
  for (const change of asked) {
    const concerned = estimates.filter(({ variants = [] }) => variants.some((each) => each.change === change));
    const ids = new Set(concerned.map(({ functionId }) => functionId));
    const those = functions.filter(({ id }) => ids.has(id));
    // The kept profile is that of the function as it is.
    reports.set(change, await measure(those, options, host, { ...measuring, profileFolder: undefined }, change));
  }
  const withMeasured = (estimate: ColdStartEstimate): ColdStartEstimate => {
    if (!estimate.variants) return estimate;
    const variants = estimate.variants.map((variant) => measuredVariant(variant, estimate, reports));
    return { ...estimate, variants };
  };
  const problems = [...reports].flatMap(([change, report]) =>
    report.problems.map((problem) => ({ ...problem, message: `With ${change}, ${problem.message}` })),
  );
  return { estimates: estimates.map(withMeasured), problems };
}

/** What was measured of both tells better what is saved than what was estimated of both. */
function measuredVariant(
  variant: ColdStartVariant,
  { functionId, measured: before }: ColdStartEstimate,
  reports: ReadonlyMap<string, MeasureReport>,
): ColdStartVariant {
  const measured = reports.get(variant.change)?.measured.get(functionId) ?? null;
  if (!measured || !before) return { ...variant, measured };
  return { ...variant, measured, savedMs: difference(before.projectedMs, measured.projectedMs) };
}

function withMonthly(estimate: ColdStartEstimate, usage: Usage | undefined): ColdStartEstimate {
  if (!usage) return estimate;
  const ms = estimate.measured?.projectedMs ?? estimate.initMs;
  const isAtLeast = !estimate.measured && isLacking(estimate);
  return { ...estimate, monthly: { ...monthlyCost(ms, estimate, usage), ...(isAtLeast && { isAtLeast }) } };
}
