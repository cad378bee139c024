import { ProgressLocation, window } from 'vscode';
import { pickFunction } from './pick-function.js';
import type { Session } from './session.js';
import type { TreeNode } from './tree-nodes.js';

/** Shows what a function ships. Lenses hand over its id and folder, the tree a node; the command palette nothing. */
export async function showBundle(session: Session, target?: unknown, folder?: string): Promise<void> {
  const wanted = await targetOf(session, target, folder);
  if (!wanted) return;
  const page = await window.withProgress({ location: ProgressLocation.Window, title: 'Building the function' }, () =>
    session.bundlePanel.show(wanted.folder, wanted.functionId),
  );
  if (page && page.functions > 0 && page.reason === undefined) return;
  const reason = page?.reason ?? 'the setting "coldlens.bundle.build" switches that off, or its folder is not analyzed';
  await window.showInformationMessage(`What this function ships is not known: ${reason}.`);
}

async function targetOf(session: Session, target: unknown, folder: string | undefined): Promise<TreeNode['target']> {
  if (typeof target === 'string' && folder !== undefined) return { functionId: target, folder };
  const node = target as TreeNode | undefined;
  if (node?.target) return node.target;
  const view = await pickFunction(await session.functions(), 'Show Bundle Map');
  return view && { functionId: view.id, folder: view.folder };
}
