import { packagePart } from '../../src/derived/part-ids.js';
import type { ColdStartEstimate, ColdStartPart, PartKind } from '../../src/model/cold-start.js';
import type { StartGroup } from '../../src/model/start-groups.js';

/** A part of a cold start: its group, of an SDK of the runtime its id, its name, and its milliseconds. */
export type SamplePart = readonly [
  group: StartGroup | `runtime:${string}`,
  name: string,
  ms: number,
  source?: string,
  basis?: string,
];

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
    parts: parts.map(samplePart),
    assumptions: [],
    measured: null,
    ...overrides,
  };
}

export function samplePart([id, name, ms, source, basis]: SamplePart): ColdStartPart {
  const group = id.startsWith('runtime') ? 'runtime' : (id as StartGroup);
  const kind: PartKind = group === 'runtime' || group === 'node' || group === 'packages' ? 'execute' : group;
  return {
    id: group === 'packages' ? packagePart(name) : id,
    kind,
    group,
    name,
    ms,
    range: { low: ms * 0.9, mid: ms, high: ms * 1.1 },
    origin: kind === 'floor' ? 'documented' : 'modelled',
    source: source ?? `${kind} as published`,
    ...(basis !== undefined && { basis }),
  };
}
