import { edgeLimits, edgeOf } from '../derived/edge-limits.js';
import { unfollowedCallsOf } from '../derived/unfollowed-calls.js';
import { inJson } from '../lib/foreign-text.js';
import type { Finding } from '../model/finding.js';
import type { Declaration, LambdaFunction, UnresolvedFunction } from '../model/function.js';
import { problemOnWire } from '../words/problems.js';
import type { Formatter } from './context.js';

/** The wire format, which other tools read: see `docs/cli.md`. Change `schemaVersion` when a field changes its meaning. */
export const formatJson: Formatter = (result, { version }) => {
  const { root, functions, unresolved, findings, problems, summary } = result;
  return toJson({
    schemaVersion: 1,
    tool: { name: 'coldlens', version },
    root,
    functions: functions.map((fn) => ({
      ...functionOnWire(fn),
      unfollowedCalls: unfollowedCallsOf(fn.id, problems).length,
    })),
    unresolved: unresolved.map(unresolvedOnWire),
    findings: findings.map(findingOnWire),
    problems: problems.map(problemOnWire),
    summary: { ...summary, durationMs: Math.round(summary.durationMs) },
  });
};

export function functionOnWire(lambda: LambdaFunction) {
  const {
    id,
    name,
    handler,
    declaredIn,
    runtime,
    memoryMb,
    architecture,
    timeoutS,
    eventSources,
    alsoDeclaredIn,
    foundBy,
    edge,
    engine,
  } = lambda;
  return {
    id,
    name,
    handler: { file: handler.file, export: handler.export, line: handler.line, column: handler.column },
    declaredIn: declarationOnWire(declaredIn),
    runtime,
    memoryMb,
    architecture,
    timeoutS,
    events: [...new Set(eventSources.map(({ type }) => type))],
    ...(engine && { engine }),
    ...(edge && { edge: edgeOnWire(lambda) }),
    ...(foundBy && { foundBy }),
    ...(alsoDeclaredIn && {
      alsoDeclaredIn: alsoDeclaredIn.map((each) => ({ ...declarationOnWire(each), id: each.id })),
    }),
  };
}

/** Where CloudFront runs it, and what it allows there at most. */
function edgeOnWire(lambda: LambdaFunction) {
  const at = edgeOf(lambda) ?? 'unknown';
  const { timeoutS, zippedBytes } = edgeLimits(at);
  return { at, timeoutS, zippedBytes };
}

export function unresolvedOnWire({ declarationId: id, name, declaredIn, cause, reason }: UnresolvedFunction) {
  return { id, name, declaredIn: declarationOnWire(declaredIn), cause, reason };
}

export function toJson(value: unknown): string {
  return `${inJson(value, 2)}\n`;
}

function declarationOnWire({ file, line, kind }: Declaration) {
  return { file, line, kind };
}

/** Names every field, so that whatever the model grows stays inside until it is wanted outside. */
export function findingOnWire(finding: Finding) {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    messageId: finding.messageId,
    data: finding.data,
    message: finding.message,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    functions: finding.functions,
    callPath: finding.callPath,
    related: finding.related,
    impact: finding.impact,
    package: finding.package,
    fixes: finding.fixes,
    fingerprint: finding.fingerprint,
    suppressed: finding.suppressed,
    suppressionReason: finding.suppressionReason,
  };
}
