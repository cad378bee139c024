import { type Profiler, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { relativePath } from '../../../src/lib/paths.js';
import type { SourcePlace } from '../protocol.js';
import { type CompiledFile, rangeKey } from './compile.js';

/** The own functions that ran since the last reading. */
export interface Reading {
  readonly ran: readonly SourcePlace[];
  readonly unmapped: readonly string[];
  readonly initializers: number;
}

/** Starts to count calls of functions; each reading sets the counts back. */
export function startCounting(): () => readonly Profiler.ScriptCoverage[] {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return () => {
    let counted: readonly Profiler.ScriptCoverage[] = [];
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      counted = result;
    });
    return counted;
  };
}

/** What of the counts is about the project's own functions. */
export function readCounts(
  scripts: readonly Profiler.ScriptCoverage[],
  compiled: ReadonlyMap<string, CompiledFile>,
  root: string,
): Reading {
  const reading = { ran: [] as SourcePlace[], unmapped: [] as string[], initializers: 0 };
  for (const { url, functions } of scripts) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const file = compiled.get(path);
    if (!file) continue;
    for (const { functionName, ranges } of functions) {
      const [range] = ranges;
      if (!range || range.count === 0 || isWholeFile(range, file)) continue;
      if (functionName.endsWith('_initializer>')) {
        reading.initializers++;
        continue;
      }
      const key = rangeKey({ start: range.startOffset, end: range.endOffset });
      const origin = file.functions.get(key);
      if (origin) reading.ran.push({ file: relativePath(root, path), ...origin });
      else if (!file.functions.has(key) && !isClass(file.code, range.startOffset)) {
        reading.unmapped.push(`${relativePath(root, path)}: ${functionName || 'anonymous'} at ${key} of the code`);
      }
    }
  }
  return reading;
}

function isWholeFile({ startOffset, endOffset }: Profiler.CoverageRange, { code }: CompiledFile): boolean {
  const isWrapper = code.startsWith('module.settled') && startOffset < 20 && endOffset > code.length - 10;
  return isWrapper || (startOffset === 0 && endOffset >= code.length);
}

/** A class without a constructor of its own: nothing of the source runs but its fields. */
function isClass(code: string, start: number): boolean {
  return code.startsWith('class', start);
}
