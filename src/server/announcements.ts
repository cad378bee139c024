import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { BUNDLES_NOTIFICATION, type BundlesView, STATUS_NOTIFICATION, type StatusView } from '../model/protocol.js';
import type { Announce, ServerContext } from './context.js';
import { statusView } from './features/views.js';
import type { Folder } from './folder.js';

/** Long enough to let diagnostics go first, and for a run that is so short to pass unseen. */
const LATER_MS = { ready: 20, busy: 300 };

/** Tells the editor how things stand, and that lenses have other texts or places now; nothing twice. */
export function createAnnouncer(context: () => ServerContext): Announce {
  let lastState: StatusView['state'] | undefined;
  let lastFacts = '';
  let timer: NodeJS.Timeout | undefined;

  const told = new WeakMap<Folder, number>();
  const tellOfBundles = (folder: Folder): void => {
    const version = folder.bundler?.version ?? 0;
    if (version === (told.get(folder) ?? 0)) return;
    told.set(folder, version);
    const view: BundlesView = { folder: folder.uri };
    void context().connection.sendNotification(BUNDLES_NOTIFICATION, view);
  };
  const announce = (): void => {
    const { connection, client, workspace, documents } = context();
    const folders = workspace.folders();
    const facts = folders.map(factsOf).join('\n');
    const status = statusView(folders, documents);
    const isOther = facts !== lastFacts;
    if (status.state === lastState && !isOther) return;
    lastState = status.state;
    lastFacts = facts;
    if (client.hasCommands) {
      void connection.sendNotification(STATUS_NOTIFICATION, status);
      for (const folder of folders) tellOfBundles(folder);
    }
    if (!isOther) return;
    // An editor that is closing no longer answers.
    if (client.canRefreshLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };

  return (isNews = false) => {
    const isBusy = context()
      .workspace.folders()
      .some(({ runner }) => runner.isBusy());
    clearTimeout(timer);
    timer = setTimeout(announce, isBusy && !isNews ? LATER_MS.busy : LATER_MS.ready);
  };
}

/** Whatever shows in lists and lenses, in short. Which file was looked at last, and so comes last, makes no difference. */
function factsOf({ uri, state, bundler }: Folder): string {
  const { functions, findings, problems, unresolved, failure } = state;
  const places = [...findings.values()]
    .flat()
    .map(({ fingerprint, line, suppressed, severity, functions: ids }) =>
      [fingerprint, line, suppressed, severity, ...ids].join(),
    );
  const told = [...problems.values()].flat().map((problem) => JSON.stringify(problem));
  const declared = JSON.stringify([functions, unresolved]);
  return [uri, failure, declared, bundler?.version, ...places.sort(), ...told.sort()].join(' ');
}
