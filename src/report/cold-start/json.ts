import type { ColdStartEstimate, ColdStartPart } from '../../model/cold-start.js';
import { sourceText } from '../../words/part-source.js';
import { problemOnWire } from '../../words/problems.js';
import { findingOnWire, toJson } from '../json.js';
import type { ColdStartOutcome } from './context.js';

/** The wire format: see `docs/cli.md`. Change `schemaVersion` when a field changes its meaning. */
export function formatColdStartJson(
  { root, functions, findings, problems, savings }: ColdStartOutcome,
  version: string,
): string {
  return toJson({
    schemaVersion: 1,
    tool: { name: 'coldlens', version },
    root,
    functions: functions.map((each) => ({ ...estimateOnWire(each), savings: savings.get(each.functionId) ?? [] })),
    findings: findings.map(findingOnWire),
    problems: problems.map(problemOnWire),
  });
}

function estimateOnWire(estimate: ColdStartEstimate) {
  const { functionId, name, declaredIn, runtime, architecture, memoryMb, initMs, parts, assumptions } = estimate;
  const { measured, variants, monthly, missing = [], lost, leftToLayers, missingLayers, hasUnknownReach } = estimate;
  return {
    id: functionId,
    name,
    declaredIn,
    runtime,
    architecture,
    memoryMb,
    initMs,
    parts: parts.map(partOnWire),
    assumptions,
    missing,
    lost,
    leftToLayers,
    missingLayers,
    hasUnknownReach,
    measured: measured && measuredOnWire(measured),
    variants: variants?.map((variant) => ({
      ...variant,
      measured: variant.measured && measuredOnWire(variant.measured),
    })),
    monthly,
  };
}

/** One text says where the figure comes from. */
function partOnWire({ id, kind, group, name, ms, origin, source, basis }: ColdStartPart) {
  return { id, kind, group, name, ms, origin, source: sourceText({ source, basis }) };
}

/** Every function of every module is more than a script wants to read: it is in the profile. */
function measuredOnWire({ flame: _, ...rest }: NonNullable<ColdStartEstimate['measured']>) {
  return rest;
}
