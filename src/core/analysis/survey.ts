import type { Host } from '../../model/host.js';
import type { FindNeighbours } from '../../model/neighbours.js';
import type { Options } from '../../model/options.js';
import { type Discovery, discoverFunctions } from '../../project/discover.js';
import type { ParseText } from '../../project/workspace.js';
import { neighboursOf } from './neighbours.js';
import type { Pause } from './run-steps.js';

/** What there is before any code of a function is looked at. */
export interface Survey {
  readonly discovery: Discovery;
  readonly neighbours: FindNeighbours;
}

export async function takeSurvey(options: Options, host: Host, parse: ParseText, pause?: Pause): Promise<Survey> {
  const discovery = await discoverFunctions(options, host, parse, pause);
  return { discovery, neighbours: neighboursOf(options, host) };
}
