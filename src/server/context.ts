import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { RuleMeta } from '../engine/asking/define-rule.js';
import { relativePath } from '../lib/paths.js';
import type { Folder } from './folder.js';
import type { LiveHost } from './live-host.js';
import type { OpenDocuments } from './open-documents.js';
import type { Publisher } from './publisher.js';
import type { SettingsCache } from './settings-cache.js';
import { isServed, pathOfUri } from './uris.js';
import type { AnalysedFolders } from './workspace.js';

/** What the editor said of itself when it connected. */
export interface EditorClient {
  /** Runs our commands itself; otherwise the server does. */
  readonly hasCommands: boolean;
  readonly isTrusted: boolean;
  readonly canConfigure: boolean;
  readonly canFollowFolders: boolean;
  readonly canWatch: boolean;
  readonly canRefreshLenses: boolean;
  readonly canShowDocuments: boolean;
}

/** `isNews`: there is something to tell although the run goes on. */
export type Announce = (isNews?: boolean) => void;

/** What everything in the server works with. */
export interface ServerContext {
  readonly connection: Connection;
  readonly client: EditorClient;
  readonly rules: readonly RuleMeta[];
  readonly disk: LiveHost;
  readonly documents: OpenDocuments;
  readonly workspace: AnalysedFolders;
  readonly publisher: Publisher;
  readonly settings: SettingsCache;
  /** Tells the editor how things stand. */
  readonly announce: Announce;
  /** Settles when the folders that the editor began with are known. */
  started: Promise<void>;
  /** The workspace's own folders, switched off or not. */
  readonly folderUris: Set<string>;
  /** URIs of folders whose findings were asked for in all files. */
  readonly asked: Set<string>;
}

export interface FileInFolder {
  readonly folder: Folder;
  /** Relative to the folder. */
  readonly file: string;
}

/** The folder that answers for a document, and the document's name in it. */
export function fileOfDocument(uri: string, { workspace }: ServerContext): FileInFolder | undefined {
  if (!isServed(uri)) return undefined;
  const path = pathOfUri(uri);
  const folder = workspace.ownerOf(path);
  return folder && { folder, file: relativePath(folder.root, path) };
}

/** Waits until all edits are looked at; false when the editor no longer wants an answer. */
export async function settled({ runner }: Folder, token: CancellationToken): Promise<boolean> {
  await runner.settled();
  return !token.isCancellationRequested;
}

/** Waits for the analysis that tells which functions there are. */
export async function served(uri: string, { started, workspace }: ServerContext): Promise<Folder | undefined> {
  await started;
  const folder = workspace.folderAt(uri);
  await folder?.runner.settled();
  await folder?.bundler?.followed();
  return folder;
}
