import type { Declaration, LambdaFunction } from './function.js';
import type { StartGroup } from './start-groups.js';

/** Milliseconds, `low` ≤ `mid` ≤ `high`. */
export interface Spread {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** `measured`: by starting the function here. `modelled`: from figures measured elsewhere. `documented`: published as it stands. */
type FigureOrigin = 'measured' | 'modelled' | 'documented';

/** What loading something costs at a cold start. No figure without an origin and a source. */
export interface InitCost {
  readonly ms: Spread;
  readonly origin: FigureOrigin;
  readonly source: string;
}

/**
 * What a cold start of the function gets shorter by when it no longer loads the package; nothing where that is not known. A path in
 * a package is asked for as it is imported: `aws-sdk/clients/s3`. `alongside` are the other packages that the function's own code loads
 * before the first invocation: what one of them brings anyway costs nothing more.
 */
export type InitCostOf = (
  specifier: string,
  fn: LambdaFunction,
  alongside: ReadonlySet<string>,
) => InitCost | undefined;

/**
 * What parts of one function that was built take of its own estimated cold start: what it would get shorter by without them. Nothing where that
 * is under a millisecond, or where the function has no such part.
 */
export interface StartCosts {
  /** Of a package, with what only it brings in, whether it is shipped or comes from the runtime. */
  ofPackage(name: string): InitCost | undefined;
  /** Of so many bytes of a package that is shipped. */
  ofBytes(name: string, bytes: number): InitCost | undefined;
  /** Of all of aws-sdk v2 where one of its clients would do. */
  ofWholeSdkV2(): InitCost | undefined;
  /** Of shipping aws-sdk v2 instead of taking it from the runtime. */
  ofShippedSdkV2(): InitCost | undefined;
  /** Of taking SDK v3 from the runtime instead of bundling it. */
  ofRuntimeSdkV3(): InitCost | undefined;
  /** Of reading what minification would take away. */
  ofNotMinifying(): InitCost | undefined;
}

/**
 * `floor`: the runtime itself. `download`: fetching and unpacking the code, which Init Duration leaves out. `read`: finding, reading and
 * compiling files. `execute`: running a package's modules. `own`: the project's own code.
 */
export type PartKind = 'floor' | 'download' | 'read' | 'execute' | 'own';

export interface ColdStartPart {
  /** One part of an estimate has it: its group, and of packages and SDKs which one: `floor`, `packages:moment`, `runtime:sdk-v3`. */
  readonly id: string;
  readonly kind: PartKind;
  readonly group: StartGroup;
  /** For people: `nodejs22.x arm64 zip`, `@aws-sdk/client-s3`, `480 kB of code`. */
  readonly name: string;
  /** The middle of the range, in tenths. */
  readonly ms: number;
  readonly range: Spread;
  readonly origin: FigureOrigin;
  /** How the figure was found. */
  readonly source: string;
  /** What that stands on, where several parts of an estimate may share it. */
  readonly basis?: string;
}

/** One share of a measured init. All shares of a function add up to its median. */
export interface MeasuredShare {
  readonly kind: PartKind;
  /** A package's name, or a file of the project relative to the root. */
  readonly name: string;
  /** On this machine. */
  readonly ms: number;
}

/** A part of a measured init with what it consists of: the function, its packages, their modules, their functions. */
export interface FlameNode {
  readonly name: string;
  /** With those of its children. */
  readonly ms: number;
  /** The largest first. */
  readonly children: readonly FlameNode[];
}

/** A function's init as it was measured by starting it in a fresh process of its own Node version. */
export interface MeasuredInit {
  /** `22.23.3`. */
  readonly node: string;
  readonly runs: number;
  /** Of loading the handler's file, on this machine: median, and the tenth and ninetieth percentile. */
  readonly localMs: Spread;
  /** What that means on Lambda, with the runtime's floor. */
  readonly projectedMs: Spread;
  /** How long this machine takes for the reference workload, against the machine that the figures for Lambda were taken with: 2 is half as fast. */
  readonly slowness: number;
  /** The largest first. */
  readonly shares: readonly MeasuredShare[];
  /** The same by package, module and function. */
  readonly flame: FlameNode;
  /** What the figure stands on, a sentence each. */
  readonly notes: readonly string[];
  /** Where the CPU profile was kept, when one was asked for. */
  readonly profile?: string;
}

/** The estimate for a function that was built with a change. */
export interface ColdStartVariant {
  /** As it is asked for: `minify`, `without:moment`. */
  readonly change: string;
  readonly title: string;
  readonly initMs: Spread;
  /** Negative where the change makes the start slower. */
  readonly savedMs: Spread;
  /** What the figures do not hold, a sentence each. */
  readonly notes: readonly string[];
  readonly measured: MeasuredInit | null;
}

/** What cold starts of a function come to in a month. */
export interface MonthlyCost {
  /** Whether the figures are lower bounds, as packages are missing. */
  readonly isAtLeast?: boolean;
  readonly coldStarts: number;
  /** That callers wait for them altogether. */
  readonly waitedSeconds: Spread;
  /** What Lambda bills for their init; missing where the memory is not known. */
  readonly usd?: Spread;
}

export interface ColdStartEstimate {
  readonly functionId: string;
  readonly name: string;
  readonly declaredIn: Declaration;
  readonly runtime: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly memoryMb?: number;
  /** What Lambda reports as Init Duration: the sum of all parts but the download. */
  readonly initMs: Spread;
  readonly parts: readonly ColdStartPart[];
  /** What was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** What it imports and is not there: with any, the figures are lower bounds. */
  readonly missing?: readonly string[];
  /** Of these, what no install brings: it is loaded at the start and in no package. */
  readonly lost?: readonly string[];
  /** Of these, what a layer may bring whose content is not known here. */
  readonly leftToLayers?: readonly string[];
  /** Layers of the project whose folder is not there: with any, the figures are lower bounds. */
  readonly missingLayers?: readonly string[];
  /** Its imports could not be followed: the figures are lower bounds. */
  readonly hasUnknownReach?: boolean;
  readonly measured: MeasuredInit | null;
  /** With changes that were asked for and apply to it. */
  readonly variants?: readonly ColdStartVariant[];
  /** At a number of invocations that was asked for. */
  readonly monthly?: MonthlyCost;
}
