import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { suppressingComment } from '../engine/comments/suppressing-comment.js';
import type { SuppressParams } from '../model/protocol.js';
import { pathOfUri } from './uris.js';

/** The comment as an edit; nothing where it cannot stand. */
export function suppressionEdit(document: TextDocument, params: SuppressParams): TextEdit | undefined {
  const insertion = suppressingComment(pathOfUri(document.uri), document.getText(), params);
  if (!insertion) return undefined;
  const start = { line: insertion.line - 1, character: 0 };
  return { range: { start, end: start }, newText: insertion.text };
}
