import { type ExecuteCommandParams, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { coldStartRows } from '../../codelens/cold-start.js';
import { sizeRows } from '../../codelens/size.js';
import { inLine } from '../../lib/foreign-text.js';
import { relativePath } from '../../lib/paths.js';
import { COMMANDS } from '../../model/protocol.js';
import { count } from '../../words/counts.js';
import type { KnownBundles } from '../bundles/known-bundles.js';
import { type ServerContext, served } from '../context.js';
import { rulePageUri } from '../rule-pages.js';
import { pathOfUri } from '../uris.js';
import { functionView } from './views.js';

/** For editors that do not know our commands: the same in messages, as far as messages go. */
export async function runCommand({ command, arguments: args = [] }: ExecuteCommandParams, context: ServerContext) {
  if (command === COMMANDS.openRule) return openRule(String(args[0]), context);
  if (command === COMMANDS.showFunction) return showFunction(String(args[0]), String(args[1]), context);
  if (command === COMMANDS.showBundle) return showBundle(String(args[0]), String(args[1]), context);
  if (command === COMMANDS.showColdStart) return showColdStart(String(args[0]), String(args[1]), context);
  return null;
}

async function openRule(ruleId: string, context: ServerContext): Promise<null> {
  const { connection, client, rules } = context;
  // Only what is a rule becomes part of a path.
  if (!rules.some(({ id }) => id === ruleId)) return null;
  const uri = rulePageUri(ruleId);
  if (client.canShowDocuments) await connection.window.showDocument({ uri });
  else tell([uri], context);
  return null;
}

async function showFunction(id: string, folderUri: string, context: ServerContext): Promise<null> {
  const folder = context.workspace.folderAt(folderUri);
  const fn = folder?.state.functions.find((each) => each.id === id);
  if (!folder || !fn) return null;
  const { name, findings } = functionView(fn, folder, context.documents);
  const lines = findings.map(
    ({ ruleId, uri, range }) => `${relativePath(folder.root, pathOfUri(uri))}:${range.start.line + 1} ${ruleId}`,
  );
  tell([`${name}: ${count(findings.length, 'finding')}`, ...lines], context);
  return null;
}

/** Builds the function where it has not been, and tells what the map would show of it. */
async function showBundle(id: string, folderUri: string, context: ServerContext): Promise<null> {
  const bundles = await builtNow(id, folderUri, context);
  const known = bundles?.of(id);
  if (!bundles || !known) return null;
  const { fn, bundle } = known;
  const rows = bundle
    ? sizeRows({ ...known, bundle }).filter(([, value]) => value)
    : [['Size', `not weighed: ${bundles.reasonAgainst(id)}`] as const];
  const hint = bundle ? ['All of it: coldlens bundle --format html'] : [];
  tell([fn.name, ...rows.map(([label, value]) => `${label}: ${value}`), ...hint], context);
  return null;
}

async function builtNow(id: string, folderUri: string, context: ServerContext): Promise<KnownBundles | undefined> {
  const folder = await served(folderUri, context);
  await folder?.bundler?.buildNow([id]);
  return folder?.bundles;
}

/** The breakdown of the card, built first where it has not been. */
async function showColdStart(id: string, folderUri: string, context: ServerContext): Promise<null> {
  const bundles = await builtNow(id, folderUri, context);
  const known = bundles?.of(id);
  if (!bundles || !known) return null;
  const facts = bundles.coldStartOf(id);
  const lines = facts
    ? coldStartRows(facts).flatMap(({ label, value, details = [] }) => [`${label}: ${value}`.trimEnd(), ...details])
    : [`Cold start: not estimated: ${bundles.reasonAgainst(id)}`];
  tell([known.fn.name, ...lines], context);
  return null;
}

function tell(lines: readonly string[], { connection }: ServerContext): void {
  const message = lines.map(inLine).join('\n');
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
}
