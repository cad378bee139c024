import type { ColdStartEstimate } from './cold-start.js';
import type { Severity } from './finding.js';
import type { DeclarationKind } from './function.js';
import type { Saving } from './saving.js';

/**
 * What the server tells an editor beyond the Language Server Protocol: names of messages and the plain data in them. Lines and
 * characters are 0-based here, as in the protocol; places are URIs.
 */

/** Request without parameters → `FunctionsView`. */
export const FUNCTIONS_REQUEST = 'coldlens/functions';
/** Request without parameters: analyses everything anew; answers when that is done. */
export const ANALYZE_REQUEST = 'coldlens/analyze';
/** Notification `StatusView`, each time something changed. What the server knows of functions is new whenever `state` is `ready`. */
export const STATUS_NOTIFICATION = 'coldlens/status';

/** Notification `BundlesView`: what functions of a folder weigh is known anew. */
export const BUNDLES_NOTIFICATION = 'coldlens/bundles';
/** Request `PageParams` → `ServedPage`, or null for a folder that is not served; builds first what is shown. */
export const PAGE_REQUEST = 'coldlens/page';
/** Request `BundlesView` → what the page is given by a message `{ type: 'report', data }`; null for a folder that is not served. */
export const BUNDLE_REPORT_REQUEST = 'coldlens/bundleReport';

/** Request `ColdStartParams` → `ColdStartView`, or null for a function that is not known or cannot be built; builds it first. */
export const COLD_START_REQUEST = 'coldlens/coldStart';

/** Commands that lenses and code actions of the server name. An editor that registers them says so in `InitializationOptions`. */
export const COMMANDS = {
  /** Arguments: the function's id, its folder's URI. */
  showFunction: 'coldlens.showFunction',
  /** Arguments: the function's id, its folder's URI. */
  showBundle: 'coldlens.showBundle',
  /** Arguments: the function's id, its folder's URI. */
  showColdStart: 'coldlens.showColdStart',
  /** Argument: the rule's id. */
  openRule: 'coldlens.openRule',
  /** Argument: a `Suppression`. Asks for the reason and sends `SUPPRESS_REQUEST`; only for editors that have commands. */
  suppress: 'coldlens.suppress',
} as const;

/** Request `SuppressParams` → null; the server applies the edit. */
export const SUPPRESS_REQUEST = 'coldlens/suppress';

/** A rule that shall be silent about a line (1-based) or a file. */
export interface Suppression {
  readonly uri: string;
  readonly ruleId: string;
  readonly line: number;
  readonly scope: 'line' | 'file';
}

export interface SuppressParams extends Suppression {
  /** May be empty. */
  readonly reason: string;
}

/** What a client may hand over with `initialize`. */
export interface InitializationOptions {
  /** The client runs `COMMANDS` itself. Otherwise the server does, by messages. */
  readonly hasCommands?: boolean;
  /** Whether config files that are code may run; false in a folder that the user does not trust. */
  readonly isTrusted?: boolean;
  /** The section `coldlens`, from clients that cannot be asked for it. */
  readonly settings?: unknown;
}

export interface BundlesView {
  /** URI of the workspace folder. */
  readonly folder: string;
}

export interface PageParams extends BundlesView {
  /** The function to show first. */
  readonly functionId?: string;
  /** What to show of it first; otherwise the map. */
  readonly view?: PageView;
}

/** What the page can show of a function. */
export type PageView = 'map' | 'coldStart';

export interface ColdStartParams extends BundlesView {
  readonly functionId: string;
}

export interface ColdStartView {
  readonly estimate: ColdStartEstimate;
  /** What changes that are known without building would take off it, the most first. */
  readonly savings: readonly Saving[];
  /** Whether it is of before the last edits, which could not be built. */
  readonly isOutdated: boolean;
  /** Packages that are not installed and therefore not counted. */
  readonly missing: readonly string[];
}

export interface ServedPage {
  /** A whole page that allows no script but its own. */
  readonly html: string;
  /** Functions in it; without any there is nothing to see. */
  readonly functions: number;
  /** Why the function that was asked for is not in it. */
  readonly reason?: string;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface StatusView {
  readonly state: 'analyzing' | 'ready' | 'failed';
  /** In words, for a tooltip: what is done, or what went wrong. */
  readonly message?: string;
  readonly functions: number;
  readonly findings: number;
  /** What could not be analysed: declarations without source, files that do not parse … */
  readonly problems: readonly ProblemView[];
}

export interface ProblemView {
  readonly message: string;
  readonly place?: Location;
}

export interface FunctionsView {
  readonly functions: readonly FunctionView[];
}

export interface FunctionView {
  readonly id: string;
  /** URI of the workspace folder that it belongs to; ids are unique in it. */
  readonly folder: string;
  readonly name: string;
  readonly handler: Location;
  readonly declaredIn: Location & { readonly kind: DeclarationKind };
  /** As declared; absent where the deployment file does not say. */
  readonly runtime?: string;
  readonly memoryMb?: number;
  readonly timeoutS?: number;
  readonly architecture?: string;
  readonly events: readonly string[];
  /** In words, as the lens tells it; absent until it is known. */
  readonly size?: string;
  /** The same of its cold start. */
  readonly coldStart?: string;
  readonly findings: readonly FindingView[];
}

export interface FindingView extends Location {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** From the handler to the function that holds the finding. */
  readonly callPath: readonly (Location & { readonly name: string })[];
}
