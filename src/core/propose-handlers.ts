import { parseSource } from '../ast/parse.js';
import type { Host } from '../model/host.js';
import { type HandlerProposal, proposeHandlers } from '../project/web-frameworks/propose.js';
import { openWorkspace } from '../project/workspace.js';

/** What a new config of a folder may list under `handlers`: what frameworks serve that nothing puts on Lambda. */
export async function proposedHandlers(root: string, host: Host): Promise<readonly HandlerProposal[]> {
  return proposeHandlers(await openWorkspace(root, [], host, parseSource));
}

export type { HandlerProposal };
