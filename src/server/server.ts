import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { endBuilding } from './bundles/bundle-tools.js';
import { clientOf, initializeResult, register } from './capabilities.js';
import type { ServerContext } from './context.js';
import { filesChanged, followDocuments } from './document-events.js';
import { createContext } from './open-context.js';
import { answerRequests } from './requests.js';
import { foldersOf, followFolders, syncFolders } from './workspace-folders.js';

/** The language server on one connection; it lives as long as that. */
export function serve(connection: Connection): void {
  let context: ServerContext;
  const current = (): ServerContext => context;
  const texts = new TextDocuments(TextDocument);

  connection.onInitialize((params) => {
    const client = clientOf(params);
    context = createContext(connection, client, foldersOf(params), params.initializationOptions?.settings);
    return initializeResult(client);
  });
  connection.onInitialized(async () => {
    register(connection, context.client);
    followFolders(context);
    await syncFolders(context);
  });
  connection.onShutdown(async () => {
    for (const folder of context.workspace.folders()) folder.dispose();
    await endBuilding();
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    context.settings.forget(settings?.coldlens);
    context.workspace.forgetOptions();
    await syncFolders(context);
    for (const folder of context.workspace.folders()) folder.runner.stale();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes, context));
  answerRequests(connection, current);
  followDocuments(texts, current);
  texts.listen(connection);
  connection.listen();
}
