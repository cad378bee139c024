import { type Connection, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import {
  ANALYZE_REQUEST,
  BUNDLE_REPORT_REQUEST,
  type BundlesView,
  COLD_START_REQUEST,
  type ColdStartParams,
  FUNCTIONS_REQUEST,
  type FunctionsView,
  PAGE_REQUEST,
  type PageParams,
  SUPPRESS_REQUEST,
  type SuppressParams,
} from '../model/protocol.js';
import { fileOfDocument, type ServerContext, settled } from './context.js';
import { takeDocument } from './document-events.js';
import { codeActions, FIX_ALL, resolveAction } from './features/code-actions.js';
import { codeLenses, resolveLens } from './features/code-lenses.js';
import { coldStartView } from './features/cold-start.js';
import { runCommand } from './features/commands.js';
import { hoverAt } from './features/hovers.js';
import { bundleReport, servePage } from './features/page.js';
import { functionViews } from './features/views.js';
import { viewOf } from './file-view.js';
import { suppressionEdit } from './suppression-edit.js';
import { pathOfUri } from './uris.js';
import { documentEdit } from './workspace-edits.js';

/** Answers what an editor asks. A request that fails costs its own answer. */
export function answerRequests(connection: Connection, context: () => ServerContext): void {
  connection.onCodeAction(async ({ textDocument, range, context: { diagnostics, only } }, token) => {
    const target = fileOfDocument(textDocument.uri, context());
    if (!target) return [];
    // Asked for before a save: what was typed is meant, also where the analysis waits for saves.
    if (only?.some((kind) => FIX_ALL.startsWith(kind))) takeDocument(textDocument.uri, context());
    if (!(await settled(target.folder, token))) return cancelled();
    const { documents, client } = context();
    return codeActions({ ...target, range, diagnostics, only, documents, hasCommands: client.hasCommands });
  });
  connection.onCodeActionResolve((action) => {
    const { workspace, documents } = context();
    return resolveAction(action, workspace.folderAt, documents);
  });
  connection.onCodeLens(async ({ textDocument }) => {
    const target = fileOfDocument(textDocument.uri, context());
    if (!target) return [];
    const { documents, settings } = context();
    const { codeLens } = await settings.of(target.folder.uri);
    return codeLenses(target.file, target.folder, documents, codeLens);
  });
  connection.onCodeLensResolve((lens) => resolveLens(lens, context().workspace.folderAt));
  connection.onHover(({ textDocument, position }) => {
    const target = fileOfDocument(textDocument.uri, context());
    const { documents, rules, client } = context();
    const { hasCommands } = client;
    return target && hoverAt({ ...target, position, documents, rules, isMessageShown: hasCommands, hasCommands });
  });
  connection.onExecuteCommand((params) => runCommand(params, context()));
  connection.onRequest(FUNCTIONS_REQUEST, () => functionsOf(context()));
  connection.onRequest(ANALYZE_REQUEST, () => analyzeAll(context()));
  connection.onRequest(PAGE_REQUEST, (params: PageParams) => servePage(params, context()));
  connection.onRequest(BUNDLE_REPORT_REQUEST, (params: BundlesView) => bundleReport(params, context()));
  connection.onRequest(COLD_START_REQUEST, (params: ColdStartParams) => coldStartView(params, context()));
  connection.onRequest(SUPPRESS_REQUEST, (params: SuppressParams) => suppress(params, context()));
}

/** Waits for the first analysis rather than say that there are none. */
async function functionsOf({ started, workspace, documents }: ServerContext): Promise<FunctionsView> {
  await started;
  await Promise.all(workspace.folders().map(({ runner }) => runner.settled()));
  return { functions: workspace.folders().flatMap((folder) => functionViews(folder, documents)) };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
}

/** Everything anew from the disk, and shown for all files from now on. */
async function analyzeAll({ started, disk, workspace, asked }: ServerContext): Promise<null> {
  await started;
  disk.forgetAll();
  workspace.forgetOptions();
  for (const { uri, bundler } of workspace.folders()) {
    asked.add(uri);
    bundler?.forget();
  }
  await Promise.all(workspace.folders().map((folder) => folder.runner.analyzeNow()));
  return null;
}

async function suppress(params: SuppressParams, context: ServerContext): Promise<null | ResponseError<void>> {
  const target = fileOfDocument(params.uri, context);
  const document = context.documents.get(pathOfUri(params.uri));
  const edit = document && suppressionEdit(document, params);
  if (!target || !edit) return new ResponseError(ErrorCodes.InvalidParams, 'A comment cannot be inserted here');
  const view = viewOf(target.file, target.folder, context.documents);
  await context.connection.workspace.applyEdit({ documentChanges: [documentEdit(view, [edit])] });
  return null;
}
