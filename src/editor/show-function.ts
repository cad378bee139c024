import { window } from 'vscode';
import type { FunctionsView, FunctionView, Location } from '../model/protocol.js';
import { type PlacePick, placePicks } from './function-picks.js';
import { pickFunction } from './pick-function.js';
import { showPlace, workspaceNames } from './places.js';

/** Lists a function's findings, and jumps to the one that is picked. Without an id, the user picks the function first. */
export async function showFunction(known: FunctionsView, id?: string, folder?: string): Promise<void> {
  const view =
    id === undefined
      ? await pickFunction(known, 'Show Function')
      : known.functions.find((each) => each.id === id && (folder === undefined || each.folder === folder));
  if (view) {
    pickPlace(view);
  } else if (id !== undefined) {
    await window.showWarningMessage('This function no longer exists: its file has changed.');
  }
}

/** Each place is shown while it is in focus; who picks none is back where they were. */
function pickPlace(view: FunctionView): void {
  const goBack = wayBack();
  const pick = window.createQuickPick<PlacePick>();
  let isAccepted = false;
  pick.title = view.name;
  pick.placeholder = 'Go to a finding';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = placePicks(view, workspaceNames);
  pick.onDidChangeActive(([item]) => item && preview(item.place));
  pick.onDidAccept(() => {
    const [item] = pick.selectedItems;
    isAccepted = item !== undefined;
    pick.hide();
    if (item) void showPlace(item.place);
  });
  pick.onDidHide(() => {
    pick.dispose();
    if (!isAccepted) goBack();
  });
  pick.show();
}

/** The next one may overtake it. */
function preview(place: Location): void {
  showPlace(place, { preview: true, preserveFocus: true }).catch(() => undefined);
}

/** To where the user is now. A preview in the same file moves the editor's own selection. */
function wayBack(): () => void {
  const origin = window.activeTextEditor;
  if (!origin) return () => undefined;
  const { document, viewColumn, selection } = origin;
  return () => void window.showTextDocument(document, { viewColumn, selection });
}
