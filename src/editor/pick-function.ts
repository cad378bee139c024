import { window } from 'vscode';
import type { FunctionsView, FunctionView } from '../model/protocol.js';
import { functionPicks } from './function-picks.js';
import { workspaceNames } from './places.js';

export async function pickFunction(known: FunctionsView, title: string): Promise<FunctionView | undefined> {
  const picks = functionPicks(known, workspaceNames);
  if (picks.length === 0) {
    await window.showInformationMessage('Coldlens found no Lambda functions in this workspace.');
    return undefined;
  }
  return (await window.showQuickPick(picks, { title, matchOnDescription: true }))?.view;
}
