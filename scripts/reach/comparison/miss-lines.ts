import { functionName } from '../../../src/ast/nodes.js';
import { lineOf, type Program } from '../../../src/lambda/program.js';
import type { Comparison, RanFunction, ServedFunction } from './compare.js';
import type { Known } from './known.js';
import type { Miss } from './misses.js';

export interface ToList {
  readonly comparison: Comparison;
  readonly missed: readonly ServedFunction[];
  readonly misses: readonly Miss[];
  readonly program: Program;
  readonly known: Known;
}

/** A line for each function that ran and that the analysis has otherwise. */
export function* missLines({ comparison, missed, misses, program, known }: ToList): Iterable<string> {
  const { reach } = program;
  for (const [index, miss] of misses.entries()) {
    const isInit = missed[index]!.verdict === 'init';
    yield `- ${isInit ? 'while loading only, ' : ''}${lineOfMiss(miss)}`;
  }
  for (const ran of comparison.served.filter(({ verdict }) => verdict === 'elsewhere')) {
    const entering = new Set(reach.routeTo(ran.node!).functions);
    const others = ran.handlers.filter((handler) => !known.functionsOf(handler).some((fn) => entering.has(fn)));
    yield `- elsewhere: ${placeOf(ran)}; not from ${others.map(({ file, export: name }) => `${file} ${name}`).join(', ')}`;
  }
  for (const ran of comparison.loaded.filter(({ isInit, isHandedOver }) => !isInit && !isHandedOver))
    yield `- at load: ${placeOf(ran)}`;
  for (const each of comparison.unmapped) yield `- unmapped: ${each}`;
}

function placeOf({ place, node }: RanFunction): string {
  return node ? `${place.file}:${lineOf(node)} ${functionName(node)}` : `${place.file} at ${place.start}`;
}

function lineOfMiss({ place, name, kind, call, problem }: Miss): string {
  return `${kind}: ${place} ${name}${call ? ` ← ${call}` : ''}${problem ? ` (${problem})` : ''}`;
}
