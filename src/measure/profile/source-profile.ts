import type { CallFrame, CpuProfile } from '../../model/starter.js';
import { pathOfScript } from './code-places.js';
import { type SourceLines, sourceAt } from './source-map.js';

/** The profile with places in the sources, which stay when the built file goes. */
export function sourceProfile(profile: CpuProfile, path: string, lines: SourceLines): CpuProfile {
  const { startTime, endTime, samples, timeDeltas } = profile;
  const nodes = profile.nodes.map(({ id, callFrame, children }) => {
    return { id, callFrame: inSource(callFrame, path, lines), children };
  });
  return { nodes, startTime, endTime, samples, timeDeltas };
}

function inSource(frame: CallFrame, path: string, lines: SourceLines): CallFrame {
  if (pathOfScript(frame.url) !== path) return frame;
  const segment = sourceAt(lines, frame.lineNumber, frame.columnNumber);
  if (!segment?.source.startsWith('/')) return frame;
  return { ...frame, url: `file://${encodeURI(segment.source)}`, lineNumber: segment.sourceLine, columnNumber: 0 };
}

/** The innermost place of a stack that is code of the user: `file:line`, 1-based. */
export function placeInStack(
  stack: string,
  isUsers: (path: string) => boolean,
): { readonly path: string; readonly line: number; readonly column: number } | undefined {
  for (const [, file = '', line, column] of stack.matchAll(
    /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()\n]*?):(\d+):(\d+)\)?$/gm,
  )) {
    const path = pathOfScript(file);
    if (path !== undefined && isUsers(path)) return { path, line: Number(line), column: Number(column) };
  }
  return undefined;
}
