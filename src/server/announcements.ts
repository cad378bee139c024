import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { type FunctionsView, STATUS_NOTIFICATION } from '../model/protocol.js';
import type { Context } from './context.js';
import { functionViews, statusView } from './features/views.js';

/** A run shorter than this is nobody's business. */
const BUSY_MS = 300;

/** Tells the editor how things stand, and that lenses have other texts or places now; nothing twice. */
export function createAnnouncer(context: () => Context): () => void {
  let lastStatus = '';
  let lastLenses = '';
  let timer: NodeJS.Timeout | undefined;

  const announceStatus = (): void => {
    const { connection, client, workspace, documents } = context();
    if (!client.hasCommands) return;
    const status = statusView(workspace.folders(), documents);
    const text = JSON.stringify(status) + (status.state === 'ready' ? JSON.stringify(functionsOf(context())) : '');
    if (text === lastStatus) return;
    lastStatus = text;
    void connection.sendNotification(STATUS_NOTIFICATION, status);
  };
  const announceLenses = (): void => {
    const { connection, client } = context();
    if (!client.canRefreshLenses) return;
    const text = JSON.stringify(lensFacts(context()));
    if (text === lastLenses) return;
    lastLenses = text;
    // An editor that is closing no longer answers.
    connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };

  return () => {
    const isBusy = context()
      .workspace.folders()
      .some(({ runner }) => runner.isBusy());
    clearTimeout(timer);
    if (isBusy) {
      timer = setTimeout(announceStatus, BUSY_MS);
      return;
    }
    announceStatus();
    announceLenses();
  };
}

export function functionsOf({ workspace, documents }: Context): FunctionsView {
  return { functions: workspace.folders().flatMap((folder) => functionViews(folder, documents)) };
}

/** What the texts and places of all lenses are made of. */
function lensFacts(context: Context) {
  return functionsOf(context).functions.map(({ findings, ...fn }) => ({ ...fn, findings: findings.length }));
}
