import type { ColdStartEstimate, ColdStartPart, PartKind } from '../../src/model/cold-start.js';

/** A part of a cold start: what it is, and its milliseconds. */
export type SamplePart = readonly [kind: PartKind, name: string, ms: number, source?: string];

/** An estimate of these parts, 10 % wide on both sides; no table of packages takes part. */
export function sampleEstimate(
  name: string,
  parts: readonly SamplePart[],
  overrides: Partial<ColdStartEstimate> = {},
): ColdStartEstimate {
  const mid = parts.reduce((sum, [, , ms]) => sum + ms, 0);
  return {
    functionId: `template.yaml#${name}`,
    name,
    declaredIn: { file: 'template.yaml', line: 8, column: 3, kind: 'sam' },
    runtime: 'nodejs22.x',
    architecture: 'arm64',
    initMs: { low: Math.floor(mid * 0.9), mid, high: Math.ceil(mid * 1.1) },
    parts: parts.map(toPart),
    assumptions: [],
    measured: null,
    ...overrides,
  };
}

function toPart([kind, name, ms, source = `${kind} as published`]: SamplePart): ColdStartPart {
  return { kind, name, ms, origin: kind === 'floor' ? 'documented' : 'modelled', source };
}
