import { ProgressLocation, window } from 'vscode';
import { inLine } from '../lib/foreign-text.js';
import type { PageView } from '../model/protocol.js';
import type { Launched } from './launch.js';
import { pickFunction } from './pick-function.js';
import type { TreeLine } from './tree-nodes.js';

const TITLES: Readonly<Record<PageView, string>> = { map: 'Show Bundle Map', coldStart: 'Show Cold Start' };
const SUBJECTS: Readonly<Record<PageView, string>> = {
  map: 'What this function ships',
  coldStart: "What this function's cold start takes",
};

/** Shows what a function ships or how it starts. Lenses hand over its id and folder, the tree a node; the command palette nothing. */
export async function showBundle(launched: Launched, view: PageView, target?: unknown, folder?: string): Promise<void> {
  const wanted = await targetOf(launched, view, target, folder);
  if (!wanted) return;
  const page = await window.withProgress({ location: ProgressLocation.Window, title: 'Building the function' }, () =>
    launched.pagePanel.show(wanted.folder, wanted.functionId, view),
  );
  if (page && page.functions > 0 && page.reason === undefined) return;
  const reason = page?.reason ?? 'the setting "coldlens.bundle.build" switches that off, or its folder is not analyzed';
  await window.showInformationMessage(inLine(`${SUBJECTS[view]} is not known: ${reason}.`));
}

async function targetOf(
  launched: Launched,
  view: PageView,
  target: unknown,
  folder: string | undefined,
): Promise<TreeLine['target']> {
  if (typeof target === 'string' && folder !== undefined) return { functionId: target, folder };
  const node = target as TreeLine | undefined;
  if (node?.target) return node.target;
  const picked = await pickFunction(await launched.functions(), TITLES[view]);
  return picked && { functionId: picked.id, folder: picked.folder };
}
