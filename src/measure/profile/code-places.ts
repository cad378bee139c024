import type { CallFrame } from '../../model/starter.js';
import { type SourceLines, sourceAt } from './source-map.js';

/** The code of a user that a frame of a profile runs. */
export interface CodePlace {
  /** Absolute path, or what a bundler calls a module that is no file. Missing for the top level of a bundle, where many modules run. */
  readonly module: string | undefined;
  readonly functionName: string;
}

/** Missing for what is no code of a user: Node's own modules, helpers of a bundler. */
export type PlaceOf = (frame: CallFrame) => CodePlace | undefined;

export const TOP_LEVEL = '(top level)';

/** Of files that are started as they stand; `ours` is what starts them. */
export function placeInFiles(): PlaceOf {
  return (frame) => {
    const module = pathOfScript(frame.url);
    if (module === undefined) return undefined;
    return { module, functionName: nameOf(frame) };
  };
}

/**
 * Of a bundle, whose functions are found by its source map, and of the packages beside it.
 *
 * @param path of the bundle; absolute.
 */
export function placeInBundle(path: string, lines: SourceLines): PlaceOf {
  const beside = placeInFiles();
  const firstLine = lines.findIndex((segments) => segments.length > 0);
  return (frame) => {
    const { url, lineNumber, columnNumber } = frame;
    if (pathOfScript(url) !== path) return beside(frame);
    if (isTopLevel(frame)) return { module: undefined, functionName: TOP_LEVEL };
    // Helpers of the bundler come first.
    if (lineNumber < firstLine) return undefined;
    const segment = sourceAt(lines, lineNumber, columnNumber);
    return segment && { module: segment.source, functionName: nameOf(frame) };
  };
}

/** The path of a file that is not Node's and not ours. */
export function pathOfScript(url: string): string | undefined {
  if (url === '' || url.startsWith('node:') || url.endsWith('/harness.mjs')) return undefined;
  if (!url.startsWith('file:')) return url;
  const path = decodeURIComponent(new URL(url).pathname);
  return /^\/[a-z]:\//i.test(path) ? path.slice(1) : path;
}

function isTopLevel({ functionName, lineNumber, columnNumber }: CallFrame): boolean {
  return functionName === '' && lineNumber === 0 && columnNumber === 0;
}

/** A bundler names the function that it wraps a module in by the module's path. */
function nameOf(frame: CallFrame): string {
  const { functionName } = frame;
  if (isTopLevel(frame) || /\.([cm]?[jt]sx?|json)$/.test(functionName)) return TOP_LEVEL;
  return functionName || '(anonymous)';
}
