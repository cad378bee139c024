import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWellFormed } from '../engine/fixing/fix-round.js';
import { pathOfUri } from './uris.js';

/** The documents that the editor holds, by absolute path. */
export interface OpenDocuments {
  get(path: string): TextDocument | undefined;
  paths(): Iterable<string>;
  /** What the analysis reads in the place of the file: the last text that it was given and that was not half typed. */
  readonly texts: ReadonlyMap<string, string>;
  /** Opens, or tells of a change. */
  hold(document: TextDocument): void;
  /** Gives the document's text to the analysis; true when that is another one than before. */
  take(document: TextDocument): boolean;
  /** Closes; true when the file on disk differs from what was analysed. */
  remove(uri: string): boolean;
}

export function createOpenDocuments(textOnDisk: (path: string) => string | undefined): OpenDocuments {
  const documents = new Map<string, TextDocument>();
  const texts = new Map<string, string>();
  return {
    texts,
    get: (path) => documents.get(path),
    paths: () => documents.keys(),
    hold: (document) => void documents.set(pathOfUri(document.uri), document),
    take: (document) => {
      const path = pathOfUri(document.uri);
      const text = document.getText();
      const last = texts.get(path) ?? textOnDisk(path);
      // Half a line must not make functions and findings come and go. A file that never was whole is taken as it is.
      const isHalf = last !== undefined && text !== last && !isWellFormed(path, text) && isWellFormed(path, last);
      texts.set(path, isHalf ? last : text);
      return !isHalf && text !== last;
    },
    remove: (uri) => {
      const path = pathOfUri(uri);
      const last = texts.get(path) ?? textOnDisk(path);
      documents.delete(path);
      texts.delete(path);
      return last !== textOnDisk(path);
    },
  };
}
