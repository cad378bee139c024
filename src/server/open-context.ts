import type { Connection } from 'vscode-languageserver';
import { textOf } from '../derived/text-of.js';
import { inLine } from '../lib/foreign-text.js';
import { ruleMetas } from '../rules/index.js';
import { createAnnouncer } from './announcements.js';
import type { EditorClient, ServerContext } from './context.js';
import type { Folder } from './folder.js';
import { createLiveHost } from './live-host.js';
import { createOpenDocuments } from './open-documents.js';
import { publish } from './publish.js';
import { createPublisher } from './publisher.js';
import { createSettingsCache } from './settings-cache.js';
import { noteLink } from './uris.js';
import { createWorkspace } from './workspace.js';

/** Makes the parts of the server and ties them together. */
export function createContext(
  connection: Connection,
  client: EditorClient,
  folderUris: readonly string[],
  initialSettings: unknown,
): ServerContext {
  const disk = createLiveHost((level, message) => {
    if (level === 'warn') connection.console.warn(logText(message));
    else connection.console.debug(logText(message));
  });
  for (const uri of folderUris) noteLink(uri, disk);
  const documents = createOpenDocuments((path) => textOf(path, disk));
  const settings = createSettingsCache(connection, client.canConfigure, initialSettings);
  const announce = createAnnouncer(() => context);
  const onChange = (folder: Folder): void => {
    if (!folder.runner.isBusy()) publish(folder, context);
    announce();
  };
  const ownUris = new Set(folderUris);
  const workspace = createWorkspace({
    documents,
    disk,
    rules: ruleMetas,
    isTrusted: client.isTrusted,
    settingsOf: settings.of,
    ownUris,
    onChange,
    onEarly: (folder) => {
      publish(folder, context);
      announce(true);
    },
  });
  const context: ServerContext = {
    connection,
    client,
    rules: ruleMetas,
    disk,
    documents,
    workspace,
    publisher: createPublisher(connection, { documents, rules: ruleMetas }, workspace.ownerOf),
    settings,
    announce,
    started: Promise.resolve(),
    folderUris: ownUris,
    asked: new Set(),
  };
  return context;
}

/** A stack has many lines. */
function logText(message: string): string {
  return message.split('\n').map(inLine).join('\n');
}
