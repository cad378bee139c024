import { inLine, inLines } from '../../lib/foreign-text.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import type { FindingView, FunctionView, Location, ProblemView, StatusView } from '../../model/protocol.js';
import { problemText } from '../../words/problems.js';
import { pointAt, viewOf } from '../file-view.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';
import { coldStartIn, findingsOf, sizeOf } from './code-lenses.js';

export function functionViews(folder: Folder, documents: OpenDocuments): FunctionView[] {
  return folder.state.functions.map((fn) => functionView(fn, folder, documents));
}

export function functionView(fn: LambdaFunction, folder: Folder, documents: OpenDocuments): FunctionView {
  const { id, name, handler, declaredIn, runtime, memoryMb, timeoutS, architecture, eventSources } = fn;
  const place = (file: string, line: number, column?: number): Location => {
    const view = viewOf(file, folder, documents);
    return { uri: view.uri, range: view.rangeOf(pointAt(line, column)) };
  };
  return {
    id,
    folder: folder.uri,
    name: inLine(name),
    handler: place(handler.file, handler.line),
    declaredIn: { ...place(declaredIn.file, declaredIn.line, declaredIn.column), kind: declaredIn.kind },
    ...inLines({
      runtime,
      memoryMb,
      timeoutS,
      architecture,
      events: eventSources.map(({ type }) => type),
      size: sizeOf([fn], folder),
      coldStart: coldStartIn([fn], folder),
    }),
    findings: findingsOf([fn], folder.state.findings.values()).map((each) => findingView(each, folder, documents)),
  };
}

function findingView(finding: Finding, folder: Folder, documents: OpenDocuments): FindingView {
  const view = viewOf(finding.file, folder, documents);
  return {
    uri: view.uri,
    range: view.rangeOf(finding),
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: inLine(finding.message),
    callPath: finding.callPath.map(({ file, line, column, name }) => {
      const step = viewOf(file, folder, documents);
      return { uri: step.uri, range: step.rangeOf(pointAt(line, column)), name: inLine(name) };
    }),
  };
}

export function statusView(folders: readonly Folder[], documents: OpenDocuments): StatusView {
  const states = folders.map(({ state }) => state);
  const failures = states.flatMap(({ failure }) => failure ?? []);
  const findings = states.flatMap((state) => [...state.findings.values()].flat()).filter((each) => !each.suppressed);
  const isBusy = folders.some(({ state, runner }) => runner.isBusy() || !state.isReady);
  return {
    state: isBusy ? 'analyzing' : failures.length > 0 ? 'failed' : 'ready',
    ...(failures.length > 0 && { message: failures.map(inLine).join('\n') }),
    functions: states.reduce((sum, { functions }) => sum + functions.length, 0),
    findings: findings.length,
    problems: folders.flatMap((folder) => problemViews(folder, documents)),
  };
}

function problemViews(folder: Folder, documents: OpenDocuments): ProblemView[] {
  const { problems, unresolved } = folder.state;
  const view = (message: string, file?: string, line = 1, column = 1): ProblemView => {
    const shown = file === undefined ? undefined : viewOf(file, folder, documents);
    return {
      message: inLine(message),
      ...(shown && { place: { uri: shown.uri, range: shown.rangeOf(pointAt(line, column)) } }),
    };
  };
  return [
    ...[...problems.values()]
      .flat()
      .map((problem) => view(problemText(problem), problem.file, problem.line, problem.column)),
    ...unresolved.map(({ name = 'A function', declaredIn, reason }) =>
      view(`${name}: ${reason}`, declaredIn.file, declaredIn.line, declaredIn.column),
    ),
  ];
}
