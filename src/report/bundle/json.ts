import type { DetailedBundle, FunctionBundle } from '../../model/bundle.js';
import { problemOnWire } from '../../words/problems.js';
import { findingOnWire, toJson } from '../json.js';
import type { BundleOutcome } from './context.js';

/** The wire format, which `--compare` and other tools read: see `docs/cli.md`. Change `schemaVersion` when a field changes its meaning. */
export function formatBundleJson(outcome: BundleOutcome, version: string): string {
  const { root, functions, findings, problems, comparison } = outcome;
  return toJson({
    schemaVersion: 1,
    tool: { name: 'coldlens', version },
    root,
    functions: functions.map(withoutContents),
    ...(comparison && { comparison }),
    findings: findings.map(findingOnWire),
    problems: problems.map(problemOnWire),
  });
}

/** Every module of every function is more than a script wants to read. */
export function withoutContents(bundle: DetailedBundle): FunctionBundle {
  const {
    contents: _,
    isModule: __,
    major: ___,
    loadedExternal: ____,
    loadedFromLayers: _____,
    variants,
    ...rest
  } = bundle;
  if (!variants) return rest;
  return { ...rest, variants: variants.map(({ bundle: _, ...variant }) => variant) };
}
