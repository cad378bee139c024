import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { UsageError } from '../model/errors.js';
import { serve } from '../server/server.js';

export interface LspFlags {
  readonly stdio?: boolean;
  readonly nodeIpc?: boolean;
  readonly socket?: string;
}

/** `coldlens lsp`: serves until the editor ends the process. Which channel it is, the library reads from the arguments. */
export function lsp({ stdio, nodeIpc, socket }: LspFlags): Promise<number> {
  if (!stdio && !nodeIpc && socket === undefined) {
    throw new UsageError('Choose a transport: --stdio, --node-ipc or --socket PORT.');
  }
  serve(createConnection(ProposedFeatures.all));
  return new Promise(() => {});
}
