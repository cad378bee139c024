import type { FunctionNode } from '../../../src/ast/nodes.js';
import type { Program } from '../../../src/lambda/program.js';
import type { HandlerToRun } from '../projects.js';
import type { RunReport, SourcePlace } from '../protocol.js';
import { rangeKey } from '../run/compile.js';
import type { Known } from './known.js';

export interface HandlerRun {
  readonly handler: HandlerToRun;
  readonly report: RunReport;
}

/**
 * How the analysis has a function that ran while serving. `entered`: from each handler that it ran for. `elsewhere`: entered, but not from
 * all of these. `once`: only when code that runs once for an environment is followed. `init`: only while loading. `missed`: not at all.
 */
export type ServingVerdict = 'entered' | 'elsewhere' | 'once' | 'init' | 'missed';

export interface RanFunction {
  readonly place: SourcePlace;
  readonly node: FunctionNode | undefined;
  readonly handlers: readonly HandlerToRun[];
}

export interface ServedFunction extends RanFunction {
  readonly verdict: ServingVerdict;
}

/** `isHandedOver`: given to a package, which called it at once. */
interface LoadedFunction extends RanFunction {
  readonly isInit: boolean;
  readonly isHandedOver: boolean;
}

export interface Comparison {
  readonly served: readonly ServedFunction[];
  /** Of functions that ran only while loading. */
  readonly loaded: readonly LoadedFunction[];
  readonly unmapped: readonly string[];
  readonly initializers: number;
}

export function compareRuns(runs: readonly HandlerRun[], known: Known, program: Program): Comparison {
  const served = gather(runs, ({ served: places }) => places, known);
  const isServed = new Set(served.map(({ place }) => keyOf(place)));
  const loaded = gather(runs, ({ loaded: places }) => places, known).filter(({ place }) => !isServed.has(keyOf(place)));
  return {
    served: served.map((ran) => ({ ...ran, verdict: verdictOf(ran, known, program) })),
    loaded: loaded.map((ran) => loadedBy(ran, known)),
    unmapped: [...new Set(runs.flatMap(({ report }) => report.unmapped))],
    initializers: runs.reduce((sum, { report }) => sum + report.initializers, 0),
  };
}

function loadedBy(ran: RanFunction, known: Known): LoadedFunction {
  const functions = functionsOf(ran, known);
  const isInit = !!ran.node && known.isInit(ran.node, functions);
  return { ...ran, isInit, isHandedOver: !isInit && !!ran.node && known.isHandedOver(ran.node, functions) };
}

function gather(
  runs: readonly HandlerRun[],
  placesOf: (report: RunReport) => readonly SourcePlace[],
  known: Known,
): RanFunction[] {
  const found = new Map<string, { place: SourcePlace; handlers: HandlerToRun[] }>();
  for (const { handler, report } of runs) {
    for (const place of placesOf(report)) {
      const key = keyOf(place);
      const ran = found.get(key) ?? { place, handlers: [] };
      ran.handlers.push(handler);
      found.set(key, ran);
    }
  }
  return [...found.values()].map((ran) => ({ ...ran, node: known.nodeAt(ran.place) }));
}

function keyOf(place: SourcePlace): string {
  return `${place.file}:${rangeKey(place)}`;
}

function functionsOf({ handlers }: RanFunction, known: Known) {
  return handlers.flatMap((handler) => known.functionsOf(handler));
}

function verdictOf(ran: RanFunction, known: Known, { reach }: Program): ServingVerdict {
  const { node, handlers } = ran;
  if (!node) return 'missed';
  if (reach.isServing(node)) {
    const entering = new Set(reach.routeTo(node).functions);
    const isFromAll = handlers.every((handler) => known.functionsOf(handler).some((fn) => entering.has(fn)));
    return isFromAll ? 'entered' : 'elsewhere';
  }
  if (known.isKnownOnce(node)) return 'once';
  return known.isInit(node, functionsOf(ran, known)) ? 'init' : 'missed';
}
