import type { ColdStartEstimate, ColdStartPart, MeasuredInit } from '../../model/cold-start.js';
import type { Flame, PackedColdStart, PackedPart } from '../../model/page-data.js';
import type { Saving } from '../../model/saving.js';

/** Most parts of most functions have the same sources, which stand in the table of strings once. */
export function packColdStart(
  { runtime, architecture, memoryMb, initMs, parts, assumptions, missing, missingLayers, measured }: ColdStartEstimate,
  savings: readonly Saving[],
  numberOf: (text: string) => number,
): PackedColdStart {
  return {
    runtime,
    architecture,
    ...(memoryMb !== undefined && { memoryMb }),
    initMs,
    parts: parts.map((part) => packPart(part, numberOf)),
    savings: savings.map(({ title, ms, source }) => [title, ms, numberOf(source)]),
    assumptions,
    ...(missing && { missing }),
    ...(missingLayers && { missingLayers }),
    ...(measured && packMeasured(measured)),
  };
}

function packPart(
  { group, name, ms, origin, source, basis }: ColdStartPart,
  numberOf: (text: string) => number,
): PackedPart {
  const packed = [group, numberOf(name), ms, origin, numberOf(source)] as const;
  return basis === undefined ? packed : [...packed, numberOf(basis)];
}

/** Who only times a start has no flame of it. */
type MeasuredFlame = MeasuredInit & { readonly flame?: Flame };

function packMeasured(measured: MeasuredFlame): Pick<PackedColdStart, 'measured' | 'flame'> {
  const { node, runs, localMs, projectedMs, flame } = measured;
  return { measured: { node, runs, localMs, projectedMs }, ...(flame && { flame }) };
}
