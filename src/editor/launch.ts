import { commands, Disposable, type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { FUNCTIONS_REQUEST, type FunctionsView } from '../model/protocol.js';
import { ACTIVE_CONTEXT } from './command-ids.js';
import { createFunctionsTree } from './functions-tree.js';
import { logProblems } from './log-problems.js';
import { PagePanel } from './page-panel.js';
import { Server } from './server.js';
import { createStatusItem } from './status-item.js';

/** A server and what shows its answers. */
export interface Launched {
  readonly server: Server;
  readonly pagePanel: PagePanel;
  /** As the server knows them now. */
  functions(): Promise<FunctionsView>;
  toggleGrouping(): void;
  stop(): Promise<void>;
}

/** Starts the server without waiting for it: what it finds shows itself when it is there. */
export async function launch(context: ExtensionContext, log: LogOutputChannel): Promise<Launched> {
  const server = new Server(context, log);
  const tree = createFunctionsTree(context.workspaceState);
  const status = createStatusItem();
  const pagePanel = new PagePanel(server);
  const functions = () => server.request<FunctionsView>(FUNCTIONS_REQUEST);
  const parts = Disposable.from(
    tree,
    status,
    pagePanel,
    server.onStatus((view) => {
      status.show(view);
      if (view.state === 'ready') {
        logProblems(log, view.problems);
        functions().then(tree.show, (error) => log.warn(`Could not get the list of functions: ${error}`));
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
  );
  await commands.executeCommand('setContext', ACTIVE_CONTEXT, true);
  void server.start();
  return {
    server,
    pagePanel,
    functions,
    toggleGrouping: tree.toggleGrouping,
    async stop() {
      parts.dispose();
      await Promise.all([commands.executeCommand('setContext', ACTIVE_CONTEXT, false), server.stop()]);
    },
  };
}
