import { type LogOutputChannel, Uri, workspace } from 'vscode';
import { inLine } from '../lib/foreign-text.js';
import type { ProblemView } from '../model/protocol.js';

/** With path and line as the output channel makes them links. */
export function logProblems(log: LogOutputChannel, problems: readonly ProblemView[]): void {
  for (const { message, place } of problems) {
    const { line, character } = place?.range.start ?? { line: 0, character: 0 };
    const path = place && workspace.asRelativePath(Uri.parse(place.uri));
    log.warn(inLine(path === undefined ? message : `${path}:${line + 1}:${character + 1} ${message}`));
  }
}
