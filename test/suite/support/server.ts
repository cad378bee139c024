import { commands, extensions } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ColdlensApi } from '../../../src/extension.js';
import { FUNCTIONS_REQUEST, type FunctionsView, type FunctionView } from '../../../src/model/protocol.js';
import { eventually } from './eventually.js';

const running = 2;

export function api(): Promise<ColdlensApi> {
  return Promise.resolve(extensions.getExtension<ColdlensApi>('coldlens.coldlens')!.activate());
}

export async function runningClient(): Promise<LanguageClient> {
  const { client } = await api();
  return eventually('a running server', () => (client()?.state === running ? client() : undefined));
}

export async function knownFunctions(): Promise<readonly FunctionView[]> {
  return (await (await runningClient()).sendRequest<FunctionsView>(FUNCTIONS_REQUEST)).functions;
}

/** A server that knows nothing of what tests before have done, and no test may leave one that does not start. */
export async function newServer(): Promise<void> {
  await api();
  await commands.executeCommand('coldlens.restartServer');
  await runningClient();
}

/** Ends the server as a crash would, and waits until there is another one. */
export async function crashServer(): Promise<void> {
  const crashed = await runningClient();
  crashed.serverProcess!.kill('SIGKILL');
  await eventually('another server', async () => ((await runningClient()) === crashed ? undefined : true));
}
