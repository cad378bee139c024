import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { moveBetween } from '../lib/moved-offsets.js';
import { absolutePath } from '../lib/paths.js';
import type { Region } from '../model/finding.js';
import type { Folder } from './folder.js';
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
  const path = absolutePath(folder.root, file);
  const document = documents.get(path);
  if (!document) return { uri: uriOf(path), isCurrent: true, rangeOf: toRange };
  return viewOfOpen(document, folder.textOf(file));
}

interface KnownView {
  readonly version: number;
  readonly analyzed: string | undefined;
  readonly view: FileView;
}

/** One request asks for the places of many findings, and to compare two texts takes a while. */
const known = new WeakMap<TextDocument, KnownView>();

function viewOfOpen(document: TextDocument, analyzed: string | undefined): FileView {
  const last = known.get(document);
  if (last?.version === document.version && last.analyzed === analyzed) return last.view;
  const isCurrent = analyzed === document.getText();
  const rangeOf = isCurrent || analyzed === undefined ? toRange : movedRange(analyzed, document);
  const view = { uri: document.uri, document, isCurrent, rangeOf };
  known.set(document, { version: document.version, analyzed, view });
  return view;
}

function movedRange(analyzed: string, document: TextDocument): FileView['rangeOf'] {
  const before = TextDocument.create(document.uri, document.languageId, 0, analyzed);
  const move = moveBetween(analyzed, document.getText());
  return (region) => {
    const range = toRange(region);
    const start = move.start(before.offsetAt(range.start));
    const end = Math.max(start, move.end(before.offsetAt(range.end)));
    return { start: document.positionAt(start), end: document.positionAt(end) };
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
