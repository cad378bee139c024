import { packNumbers } from '../../lib/packed-numbers.js';
import type { BundledModule, BundleReport, DetailedBundle, PackageShare } from '../../model/bundle.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { PackedFunction, PackedPackage, PageData } from '../../model/page-data.js';
import type { PageView } from '../../model/protocol.js';
import type { Saving } from '../../model/saving.js';
import { active } from '../../words/findings.js';
import { placeText } from '../../words/places.js';
import { problemText } from '../../words/problems.js';
import { packColdStart } from './pack-cold-start.js';

/** With what is known of the functions beyond their bundles. */
export interface PageReport extends BundleReport<DetailedBundle> {
  /** What the rules say, where they were asked. */
  readonly findings?: readonly Finding[];
  readonly coldStarts?: readonly ColdStartEstimate[];
  /** What would make cold starts shorter, by id of the function. */
  readonly savings?: ReadonlyMap<string, readonly Saving[]>;
}

/** What a page shows first. */
export interface PageStart {
  /** Id of a function. */
  readonly selected?: string;
  readonly view?: PageView;
}

/** Makes a report small enough for a page. */
export function packReport(report: PageReport, { selected, view }: PageStart = {}): PageData {
  const { functions, problems, findings = [], coldStarts = [], savings } = report;
  const strings = new Numbering<string>((text) => text);
  const modules = new Numbering<readonly number[]>((numbers) => numbers.join());
  const numberOf = (text: string): number => strings.numberOf(text);
  const estimates = new Map(coldStarts.map((estimate) => [estimate.functionId, estimate]));
  const packed = functions.map((bundle): PackedFunction => {
    const estimate = estimates.get(bundle.functionId);
    return {
      ...packFunction(bundle, strings, modules),
      ...(estimate && { coldStart: packColdStart(estimate, savings?.get(bundle.functionId) ?? [], numberOf) }),
    };
  });
  return {
    version: 1,
    functions: packed,
    problems: problems.map((problem) => ({ place: placeText(problem), message: problemText(problem) })),
    findings: active(findings).map((finding) => {
      return { place: placeText(finding), message: finding.message, functions: finding.functions };
    }),
    modules: packNumbers(modules.values.flat()),
    strings: strings.values,
    ...(selected !== undefined && { selected }),
    ...(view !== undefined && { view }),
  };
}

/** Gives each value a number: that of its first appearance. */
class Numbering<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly keyOf: (value: T) => string) {}

  numberOf(value: T): number {
    const key = this.keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

function packFunction(
  bundle: DetailedBundle,
  strings: Numbering<string>,
  modules: Numbering<readonly number[]>,
): PackedFunction {
  const { packages, own, contents, assets, ...rest } = bundle;
  const orNone = (text: string | undefined): number => (text === undefined ? 0 : strings.numberOf(text) + 1);
  const numbered = contents.map(({ file, bytes, package: name, importedBy }) => {
    return { bytes, number: modules.numberOf([strings.numberOf(file), orNone(name), orNone(importedBy)]) };
  });
  const sorted = numbered.sort((a, b) => a.number - b.number);
  const pairs = sorted.map(({ number, bytes }, index) => [number - (sorted[index - 1]?.number ?? 0), bytes]);
  const entry = entryOf(contents);
  return {
    ...rest,
    ...(entry !== undefined && { entry: strings.numberOf(entry) }),
    packages: packages.map((share) => packPackage(share, strings)),
    contents: packNumbers(pairs.flat()),
    assets: packNumbers(assets.flatMap(({ file, bytes }) => [strings.numberOf(file), bytes])),
  };
}

/** Modules come in the order of their distance from the handler; a handler that only re-exports weighs nothing and is none of them. */
function entryOf([nearest]: readonly BundledModule[]): string | undefined {
  return nearest?.importedBy ?? nearest?.file;
}

function packPackage(share: PackageShare, strings: Numbering<string>): PackedPackage {
  const { name, version, bytes, onlyThroughBytes, modules, format, sideEffects, chain, copies } = share;
  return [
    strings.numberOf(name),
    strings.numberOf(version),
    bytes,
    onlyThroughBytes,
    modules,
    format,
    sideEffects,
    chain.map((file) => strings.numberOf(file)),
    copies.map((copy) => [strings.numberOf(copy.version), strings.numberOf(copy.folder), copy.bytes]),
  ];
}
