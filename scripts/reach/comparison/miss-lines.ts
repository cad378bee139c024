import { functionName } from '../../../src/ast/nodes.js';
import { lineOf, type Program } from '../../../src/lambda/program.js';
import type { Problem } from '../../../src/model/problem.js';
import type { Comparison, RanFunction, ServedFunction } from './compare.js';
import type { Known } from './known.js';
import { listMisses, type Miss } from './misses.js';

export interface ToList {
  readonly comparison: Comparison;
  readonly missed: readonly ServedFunction[];
  readonly program: Program;
  readonly problems: readonly Problem[];
  readonly known: Known;
  readonly root: string;
}

/** A line for each function that ran and that the analysis has otherwise. */
export function* missLines({ comparison, missed, program, problems, known, root }: ToList): Iterable<string> {
  const { reach } = program;
  const misses = listMisses(missed, (owner) => reach.isServing(owner), program, problems, root);
  for (const [index, miss] of misses.entries()) {
    const isInit = missed[index]!.verdict === 'init';
    yield `- ${isInit ? 'while loading only, ' : ''}${lineOfMiss(miss)}`;
  }
  for (const ran of comparison.served.filter(({ verdict }) => verdict === 'elsewhere')) {
    const entering = new Set(reach.routeTo(ran.node!).functions);
    const others = ran.handlers.filter((handler) => !known.functionsOf(handler).some((fn) => entering.has(fn)));
    yield `- elsewhere: ${placeOf(ran)}; not from ${others.map(({ file, export: name }) => `${file} ${name}`).join(', ')}`;
  }
  for (const ran of comparison.loaded.filter(({ isInit }) => !isInit)) yield `- at load: ${placeOf(ran)}`;
  for (const each of comparison.unmapped) yield `- unmapped: ${each}`;
}

function placeOf({ place, node }: RanFunction): string {
  return node ? `${place.file}:${lineOf(node)} ${functionName(node)}` : `${place.file} at ${place.start}`;
}

function lineOfMiss({ place, name, kind, call, problem }: Miss): string {
  return `${kind}: ${place} ${name}${call ? ` ← ${call}` : ''}${problem ? ` (${problem})` : ''}`;
}
