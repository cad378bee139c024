import { parseChanges } from './bundle/what-if/changes.js';
import { type BundleRequest, bundleFunctions, withGivenBuild } from './bundle-functions.js';
import { lambdaModelOf } from './coldstart/lambda-model.js';
import { monthlyCost, type Usage } from './coldstart/money.js';
import { difference, variantsOf } from './coldstart/variants.js';
import { type MeasureReport, type MeasureRequest, measureFunctions } from './measure-functions.js';
import type { JudgedBundles } from './model/bundle.js';
import type { ColdStartEstimate, ColdStartVariant } from './model/cold-start.js';
import type { LambdaFunction } from './model/function.js';
import type { Host } from './model/host.js';
import type { Options } from './model/options.js';

/** What is done only when it is asked for. */
export interface ColdStartRequest extends Pick<BundleRequest, 'declared'> {
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
  { changes = [], usage, measuring, declared }: ColdStartRequest = {},
): Promise<JudgedBundles> {
  const judged = await bundleFunctions(functions, options, host, { declared, changes: parseChanges(changes) });
  const given = new Map(functions.map((fn) => [fn.id, withGivenBuild(fn, options)]));
  const built = judged.functions.map(({ functionId }) => given.get(functionId)!);
  const asIs = measuring && (await measure(built, options, host, measuring));
  const estimates = judged.coldStarts.map((estimate, at): ColdStartEstimate => {
    const variants = variantsOf(given.get(estimate.functionId)!, judged.functions[at]!, estimate);
    const measured = asIs?.measured.get(estimate.functionId) ?? null;
    return { ...estimate, measured, ...(changes.length > 0 && { variants }) };
  });
  const changed = measuring
    ? await measureVariants(estimates, built, options, host, measuring)
    : { estimates, problems: [] };
  const coldStarts = changed.estimates.map((estimate) => withMonthly(estimate, usage));
  return { ...judged, coldStarts, problems: [...judged.problems, ...(asIs?.problems ?? []), ...changed.problems] };
}

type Measuring = NonNullable<ColdStartRequest['measuring']>;

function measure(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  measuring: Measuring,
  change?: string,
): Promise<MeasureReport> {
  const [parsed] = change === undefined ? [] : parseChanges([change]);
  return measureFunctions(functions, options, host, { ...measuring, modelOf: lambdaModelOf, change: parsed });
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
  return {
    estimates: estimates.map(withMeasured),
    problems: [...reports.values()].flatMap(({ problems }) => problems),
  };
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
  return { ...estimate, monthly: monthlyCost(ms, estimate, usage) };
}
