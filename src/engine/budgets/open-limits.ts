import { isLacking, isStartOpen } from '../../derived/missing-packages.js';
import { judgedMs } from '../../derived/rough-ms.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { Budget } from '../../model/options.js';
import { allowedGrowth } from './allowed-growth.js';
import type { BudgetedFunction } from './budgeted.js';
import { packageLimit, START_LIMIT } from './told-limits.js';

/** Limits of a budget that nobody could check for a function, by what they are about. */
export interface OpenLimits {
  readonly sizes: readonly string[];
  readonly starts: readonly string[];
  /** Whether that is because the base lacks packages, and not the function. */
  readonly isOfBase: boolean;
}

/** Who mends what a rule tells of a limit looks at the function anyway, so that nothing needs to be said twice. */
export function openLimits(budget: Budget, weighed: BudgetedFunction, told: ReadonlySet<string>): OpenLimits {
  const { bundle, coldStart } = weighed;
  const mayWeighMore = !bundle || isLacking(bundle);
  const mayStartLater = !coldStart || isStartOpen(coldStart);
  const sizes = sizeLimits(budget, weighed);
  const isOfBase = !mayWeighMore && !isTold(sizes, told) && mayHaveGrown(budget, weighed);
  return {
    sizes: mayWeighMore ? openAmong(sizes, told) : isOfBase ? [GROWTH] : [],
    starts: mayStartLater ? openAmong(startLimits(budget, weighed), told) : [],
    isOfBase,
  };
}

/** What a budget asks of a function in this run. */
export function limitsOf(budget: Budget, weighed: BudgetedFunction): readonly string[] {
  return [...sizeLimits(budget, weighed), ...startLimits(budget, weighed)].map(({ kind }) => kind);
}

/** Those that something which is not known could break, unless one of them is broken anyway, and told. */
function openAmong(limits: readonly Limit[], told: ReadonlySet<string>): readonly string[] {
  if (isTold(limits, told)) return [];
  return limits.filter((limit) => isWithin(limit) && !told.has(limit.kind)).map(({ kind }) => kind);
}

function isTold(limits: readonly Limit[], told: ReadonlySet<string>): boolean {
  return limits.some((limit) => !isWithin(limit) && told.has(limit.kind));
}

/** Within what the known part of the base allows, it surely did not grow by more. */
function mayHaveGrown({ growth }: Budget, { bundle, base, lackedThen }: BudgetedFunction): boolean {
  if (!growth || !bundle || !base || base === 'unknown' || !lackedThen) return false;
  return bundle.zippedBytes > base.zippedBytes + allowedGrowth(growth, base);
}

interface Limit {
  /** Limits of one kind differ in their figures only. */
  readonly kind: string;
  readonly limit: number;
  /** What it is at least, as far as is known. */
  readonly atLeast: number;
}

const GROWTH = 'growth';

function sizeLimits(
  { zippedBytes, unzippedBytes, packages, growth }: Budget,
  { bundle, base }: BudgetedFunction,
): readonly Limit[] {
  const grown =
    growth === undefined || base === undefined
      ? undefined
      : base === 'unknown'
        ? Infinity
        : base.zippedBytes + allowedGrowth(growth, base);
  return [
    ...limitOf('zipped', zippedBytes, bundle?.zippedBytes),
    ...limitOf('unzipped', unzippedBytes, bundle?.unzippedBytes),
    ...Object.entries(packages).flatMap(([name, limit]) => limitOf(packageLimit(name), limit, bytesOf(name, bundle))),
    ...limitOf(GROWTH, grown, bundle?.zippedBytes),
  ];
}

function startLimits({ coldStartMs }: Budget, { coldStart }: BudgetedFunction): readonly Limit[] {
  return limitOf(START_LIMIT, coldStartMs, coldStart && judgedMs(coldStart));
}

function limitOf(kind: string, limit: number | undefined, atLeast = 0): readonly Limit[] {
  return limit === undefined ? [] : [{ kind, limit, atLeast }];
}

function isWithin({ limit, atLeast }: Limit): boolean {
  return atLeast <= limit;
}

function bytesOf(name: string, bundle: FunctionBundle | undefined): number | undefined {
  return bundle?.packages.find((share) => share.name === name)?.bytes;
}
