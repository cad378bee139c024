import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { type Discovery, discoverFunctions } from '../project/discover.js';

/** Which functions there are, without analysing their code: much faster than `analyze`. */
export async function listFunctions(options: Options, host: Host): Promise<Discovery> {
  return discoverFunctions(options, host);
}
