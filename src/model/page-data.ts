import type { FunctionBundle, PackageCopy, PackageShare } from './bundle.js';
import type { ColdStartEstimate, ColdStartPart, MeasuredInit, Spread } from './cold-start.js';
import type { PageView } from './protocol.js';

/**
 * What the page is given: a report in which every text stands once. Functions of one project share most modules, and a few
 * hundred functions with a thousand modules each would be a page of a hundred megabytes otherwise.
 */
export interface PageData {
  readonly version: 1;
  /** Paths, package names and versions; the numbers in the other fields are indices into it. */
  readonly strings: readonly string[];
  /** Numbers: file, package + 1 and importing file + 1 of each module, 0 for none. */
  readonly modules: PackedNumbers;
  readonly functions: readonly PackedFunction[];
  readonly problems: readonly PageProblem[];
  readonly findings: readonly PageFinding[];
  /** Id of the function that is shown first; otherwise the first one. */
  readonly selected?: string;
  /** What is shown of it first; otherwise the map. */
  readonly view?: PageView;
}

/** What a rule says, with the ids of the functions that it is about. */
export interface PageFinding extends PageProblem {
  readonly functions: readonly string[];
}

/** Non-negative integers in base 36 with blanks between them. As a string it costs nothing until it is asked for. */
type PackedNumbers = string;

export interface PackedFunction extends Omit<FunctionBundle, 'packages' | 'own' | 'assets'> {
  /** The file of the handler. */
  readonly entry?: number;
  readonly packages: readonly PackedPackage[];
  /** Numbers: for each module its distance in `modules` from the one before, then its bytes. */
  readonly contents: PackedNumbers;
  /** Numbers: file and bytes of each. */
  readonly assets: PackedNumbers;
  readonly coldStart?: PackedColdStart;
}

/** An estimate and what would make it shorter; texts are indices into `strings`. */
export interface PackedColdStart
  extends Pick<
    ColdStartEstimate,
    'runtime' | 'architecture' | 'memoryMb' | 'initMs' | 'assumptions' | 'missing' | 'missingLayers' | 'hasUnknownReach'
  > {
  readonly parts: readonly PackedPart[];
  readonly savings: readonly PackedSaving[];
  readonly measured?: Pick<MeasuredInit, 'node' | 'runs' | 'localMs' | 'projectedMs'>;
  /** Of what was measured. */
  readonly flame?: Flame;
}

export type PackedPart = readonly [
  group: ColdStartPart['group'],
  name: number,
  ms: number,
  origin: ColdStartPart['origin'],
  source: number,
  /** None stands on nothing that others share. */
  basis?: number,
];

export type PackedSaving = readonly [title: string, ms: Spread, source: number, isBeforeReplacement?: true];

/** A part of a measured start with what it consists of, the largest first. */
export interface Flame {
  readonly name: string;
  /** With those of its children. */
  readonly ms: number;
  readonly children: readonly Flame[];
}

export type PackedPackage = readonly [
  name: number,
  version: number,
  bytes: number,
  onlyThroughBytes: number,
  modules: number,
  format: PackageShare['format'],
  sideEffects: PackageShare['sideEffects'],
  chain: readonly number[],
  copies: readonly PackedCopy[],
];

type PackedCopy = readonly [version: number, folder: number, bytes: PackageCopy['bytes']];

export interface PageProblem {
  readonly place: string;
  readonly message: string;
}
