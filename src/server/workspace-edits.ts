import { diffLines } from 'diff';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { applyEdits } from '../engine/fixing/apply-edits.js';
import { isWellFormed } from '../engine/fixing/fix-round.js';
import { groupBy } from '../lib/group.js';
import type { Edit, Fix } from '../model/finding.js';
import type { FileChange } from '../model/result.js';
import { type FileView, viewOf } from './file-view.js';
import type { Folder } from './folder.js';
import type { OpenDocuments } from './open-documents.js';

/**
 * A fix as the editor applies it. Nothing when one of its files is no longer what was analysed, or would not parse any more: better no
 * fix than a broken file.
 */
export function fixToEdit(fix: Fix, folder: Folder, documents: OpenDocuments): WorkspaceEdit | undefined {
  const byFile = [...groupBy(fix.edits, ({ file }) => file)];
  const documentChanges = byFile.flatMap(([file, edits]) => {
    const view = viewOf(file, folder, documents);
    const text = folder.textOf(file);
    if (!view.isCurrent || text === undefined || !isWellFormed(file, applyEdits(text, edits))) return [];
    return [documentEdit(view, toTextEdits(edits, text))];
  });
  return documentChanges.length === byFile.length ? { documentChanges } : undefined;
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
  const edits: TextPiece[] = [];
  let at = 0;
  for (const { added, removed, value } of diffLines(before, after)) {
    if (added) edits.push({ start: at, end: at, text: value });
    else at += value.length;
    if (removed) edits.push({ start: at - value.length, end: at, text: '' });
  }
  return toTextEdits(edits, before);
}

/** The protocol has its own idea of what ends a line, so that counting is left to it. */
function toTextEdits(edits: readonly TextPiece[], before: string): TextEdit[] {
  const document = TextDocument.create('', '', 0, before);
  return edits.map(({ start, end, text }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText: text,
  }));
}

type TextPiece = Omit<Edit, 'file'>;
