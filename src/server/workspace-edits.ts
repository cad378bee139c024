import { diffLines } from 'diff';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { filesOf } from '../engine/fix-round.js';
import type { Fix } from '../model/finding.js';
import { groupBy } from '../model/group.js';
import type { FileChange } from '../model/result.js';
import { type FileView, viewOf } from './file-view.js';
import type { Folder } from './folder.js';
import type { OpenDocuments } from './open-documents.js';

/** A fix as the editor applies it, or nothing when one of its files is no longer what was analysed. */
export function fixToEdit(fix: Fix, folder: Folder, documents: OpenDocuments): WorkspaceEdit | undefined {
  const views = new Map(filesOf(fix).map((file) => [file, viewOf(file, folder, documents)]));
  if ([...views.values()].some(({ isCurrent }) => !isCurrent)) return undefined;
  const byFile = [...groupBy(fix.edits, ({ file }) => file)];
  return {
    documentChanges: byFile.map(([file, edits]) => {
      const view = views.get(file)!;
      const document = view.document ?? TextDocument.create(view.uri, '', 0, folder.textOf(file));
      const toTextEdit = ({ start, end, text }: Fix['edits'][number]): TextEdit => ({
        range: { start: document.positionAt(start), end: document.positionAt(end) },
        newText: text,
      });
      return documentEdit(view, edits.map(toTextEdit));
    }),
  };
}

/** Replaces only the lines that differ, so that cursors and folds elsewhere stay. */
export function changesToEdit(changes: readonly FileChange[], folder: Folder, documents: OpenDocuments): WorkspaceEdit {
  return {
    documentChanges: changes.flatMap(({ file, before, after }) => {
      const view = viewOf(file, folder, documents);
      return view.isCurrent && before !== after ? [documentEdit(view, lineEdits(before, after))] : [];
    }),
  };
}

export function documentEdit({ uri, document }: FileView, edits: TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version: document?.version ?? null }, edits };
}

function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let line = 0;
  for (const { count, added, removed, value } of diffLines(before, after)) {
    const start = { line, character: 0 };
    if (added) edits.push({ range: { start, end: start }, newText: value });
    else line += count;
    if (removed) edits.push({ range: { start, end: { line, character: 0 } }, newText: '' });
  }
  return edits;
}
