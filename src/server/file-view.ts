import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Region } from '../model/finding.js';
import type { Folder } from './folder.js';
import { moveBetween } from './moved.js';
import type { OpenDocuments } from './open-documents.js';
import { uriOf } from './uris.js';

/** A file of a folder as the editor has it, which may be some keystrokes ahead of the analysis. */
export interface FileView {
  /** As the editor writes it, where the file is open. */
  readonly uri: string;
  /** Absent where the file is not open. */
  readonly document?: TextDocument;
  /** Is the text still the one that was analysed? Edits fit only then. */
  readonly isCurrent: boolean;
  rangeOf(region: Region): Range;
}

export function viewOf(file: string, folder: Folder, documents: OpenDocuments): FileView {
  const path = `${folder.root}/${file}`;
  const document = documents.get(path);
  if (!document) return { uri: uriOf(path), isCurrent: true, rangeOf: toRange };
  const { uri } = document;
  const analyzed = folder.textOf(file);
  if (analyzed === document.getText()) return { uri, document, isCurrent: true, rangeOf: toRange };
  const before = TextDocument.create(uri, document.languageId, 0, analyzed);
  const move = moveBetween(analyzed, document.getText());
  return {
    uri,
    document,
    isCurrent: false,
    rangeOf: (region) => {
      const { start, end } = toRange(region);
      return {
        start: document.positionAt(move.start(before.offsetAt(start))),
        end: document.positionAt(Math.max(move.start(before.offsetAt(start)), move.end(before.offsetAt(end)))),
      };
    },
  };
}

/** A place that has only a beginning. */
export function pointAt(line: number, column = 1): Region {
  return { line, column, endLine: line, endColumn: column };
}

/** From 1-based to 0-based. */
function toRange({ line, column, endLine, endColumn }: Region): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}
