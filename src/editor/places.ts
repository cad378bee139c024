import { Range, type TextDocumentShowOptions, Uri, window, workspace } from 'vscode';
import { inLine } from '../lib/foreign-text.js';
import type { Location, Position } from '../model/protocol.js';
import type { PlaceNames } from './names.js';

export function rangeOf({ range: { start, end } }: Location): Range {
  const { line, character }: Position = end;
  return new Range(start.line, start.character, line, character);
}

export async function showPlace(place: Location, options: TextDocumentShowOptions = {}): Promise<void> {
  await window.showTextDocument(Uri.parse(place.uri), { ...options, selection: rangeOf(place) });
}

export const workspaceNames: PlaceNames = {
  path: (uri) => inLine(workspace.asRelativePath(Uri.parse(uri))),
  folder: (uri) => {
    const folders = workspace.workspaceFolders ?? [];
    return folders.length > 1 ? workspace.getWorkspaceFolder(Uri.parse(uri))?.name : undefined;
  },
};
