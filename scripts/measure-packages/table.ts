import { writeFileSync } from 'node:fs';
import type { Fallback, MeasuredPackages, PackageCost, Sample } from '../../src/coldstart/package-costs.js';
import { groupBy } from '../../src/lib/group.js';
import { median, percentile } from '../bench/statistics.js';
import { packageOf } from './install.js';
import { type Measured, type MeasuredPackage, NODE } from './measure-one.js';

/** A package that nobody names and that is smaller and quicker than this is left to the fallback. */
const WORTH_BYTES = 20_000;
const WORTH_MS = 0.5;
/** Rates of smaller packages are mostly noise. */
const RATED_BYTES = 10_000;
/** Larger ones hold data rather than code, and would outweigh all others. */
const MOST_RATED_BYTES = 2_000_000;

interface Seen extends MeasuredPackage {
  /** Whether the function that was measured imports it by name. */
  readonly isNamed: boolean;
}

/** Writes what was measured as the table that the estimator reads. */
export function writeTable(measured: readonly Measured[], bundleRatio: number): void {
  const seen = measured.flatMap(({ specifier, packages }) =>
    packages
      .filter(({ bytes }) => bytes > 0)
      .map((each): Seen => ({ ...each, isNamed: each.name === packageOf(specifier) })),
  );
  const usual = new Map([...groupBy(seen, ({ name }) => name)].map(([name, group]) => [name, usualOf(group)]));
  const fallback = fallbackOf([...usual.values()]);
  for (const each of measured) addCaused(each, usual);
  const best = [...usual.values()].filter(isWorthALine);
  const named = groupBy(
    seen.filter(({ isNamed }) => isNamed),
    ({ name }) => name,
  );
  const costs = best
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      (each) =>
        [
          each.name,
          { ...costOf(each, partsOf(each, named.get(each.name) ?? [])), ...withAllOf(each.name, measured) },
        ] as const,
    );
  const table: MeasuredPackages = {
    date: new Date().toISOString().slice(0, 10),
    node: String(NODE),
    costs: Object.fromEntries(costs),
    fallback,
    minified: { ofBundle: round(bundleRatio, 2), ofFiles: round(median(best.flatMap(shrunk)), 2) },
  };
  writeFileSync('src/coldstart/package-costs.generated.ts', textOf(table));
}

/** What was imported by name says more than what came along; of those that loaded most of it the one with the median time. */
function usualOf(group: readonly Seen[]): Seen {
  const named = group.filter(({ isNamed }) => isNamed);
  const candidates = named.length > 0 ? named : group;
  const most = Math.max(...candidates.map(({ bytes }) => bytes));
  const nearly = candidates.filter(({ bytes }) => bytes >= most * NEARLY_ALL).toSorted((a, b) => a.ms - b.ms);
  return nearly[nearly.length >> 1]!;
}

const NEARLY_ALL = 0.8;

/**
 * A package may make others work: a client that describes hundreds of commands does so with functions of another package. What these took
 * beyond their usual time belongs to the package that was imported.
 */
function addCaused({ specifier, packages }: Measured, usual: Map<string, Seen>): void {
  const name = packageOf(specifier);
  const own = usual.get(name);
  const here = packages.find((each) => each.name === name);
  if (!own || !here || own.bytes !== here.bytes) return;
  const caused = packages
    .filter((each) => each.name !== name)
    .map((each) => each.ms - usualMs(each, usual.get(each.name)!))
    .filter((ms) => ms > NOTICEABLE_MS);
  usual.set(name, { ...own, ms: own.ms + caused.reduce((sum, ms) => sum + ms, 0) });
}

/** Less is the noise of profiles. */
const NOTICEABLE_MS = 3;

function usualMs({ bytes }: MeasuredPackage, usual: Seen): number {
  return usual.bytes > 0 ? usual.ms * (bytes / usual.bytes) : 0;
}

function isWorthALine({ isNamed, bytes, ms }: Seen): boolean {
  return isNamed || bytes >= WORTH_BYTES || ms >= WORTH_MS;
}

/** Imports that load so much less of a package that they are another measurement: `aws-sdk/clients/sns`. */
function partsOf(whole: Seen, named: readonly Seen[]): readonly Seen[] {
  return named.filter(({ bytes }) => bytes > 0 && bytes < whole.bytes * A_PART).toSorted((a, b) => a.bytes - b.bytes);
}

const A_PART = 0.7;

function withAllOf(name: string, measured: readonly Measured[]): Pick<PackageCost, 'withAll'> {
  const whole = measured.find(({ specifier }) => specifier === name);
  return whole ? { withAll: [whole.bundleBytes, round(whole.bundleMs)] } : {};
}

function costOf(whole: Seen, parts: readonly Seen[]): PackageCost {
  const all = [...parts, whole];
  return {
    version: whole.version,
    bundle: all.map(({ bytes, ms }): Sample => [bytes, round(ms)]),
    files: all.flatMap(({ files }): Sample[] => (files && files.ms > 0 ? [[files.bytes, round(files.ms)]] : [])),
  };
}

/** Of all that was seen, so that what nobody would list, because loading it costs nothing, has its say. */
function fallbackOf(packages: readonly Seen[]): Fallback {
  const rated = packages.filter(({ bytes }) => bytes >= RATED_BYTES && bytes <= MOST_RATED_BYTES);
  const bundled = (isModule: boolean): Rate => rateOf(rated.filter(({ format }) => (format === 'esm') === isModule));
  const asFiles = rated.flatMap(({ files }) => (files && files.bytes >= RATED_BYTES ? [files] : []));
  return { bundle: { esm: bundled(true), cjs: bundled(false) }, files: rateOf(asFiles) };
}

type Rate = Fallback['files'];

/** All milliseconds by all kilobytes: what is right for a sum of many packages. Its range is that of a single package. */
function rateOf(samples: readonly { readonly bytes: number; readonly ms: number }[]): Rate {
  const rates = samples.map(({ bytes, ms }) => ms / (bytes / 1000));
  const ms = samples.reduce((sum, each) => sum + each.ms, 0);
  const bytes = samples.reduce((sum, each) => sum + each.bytes, 0);
  return [round(percentile(rates, 10), 4), round(ms / (bytes / 1000), 4), round(percentile(rates, 90), 4)];
}

function shrunk({ bytes, files }: Seen): readonly number[] {
  return files && files.bytes >= RATED_BYTES ? [bytes / files.bytes] : [];
}

function textOf(table: MeasuredPackages): string {
  const { costs, ...rest } = table;
  const lines = Object.entries(costs).map(([name, cost]) => `    ${JSON.stringify(name)}: ${JSON.stringify(cost)},`);
  const fields = Object.entries(rest).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  return [
    '// Made by `npm run measure-packages`; do not edit.',
    "import type { MeasuredPackages } from './package-costs.js';",
    '',
    'export const PACKAGES: MeasuredPackages = {',
    ...fields,
    '  costs: {',
    ...lines,
    '  },',
    '};',
    '',
  ].join('\n');
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
