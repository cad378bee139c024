import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWellFormed } from '../engine/fix-round.js';
import { pathOf } from './uris.js';

/** The documents that the editor holds, by absolute path. */
export interface OpenDocuments {
  get(path: string): TextDocument | undefined;
  paths(): Iterable<string>;
  /** What the analysis reads in the place of the file: the last text that was not half typed. */
  readonly texts: ReadonlyMap<string, string>;
  /** Opens or changes; true when the text to analyse is another one now. */
  put(document: TextDocument): boolean;
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
    put: (document) => {
      const path = pathOf(document.uri);
      documents.set(path, document);
      const text = document.getText();
      const last = texts.get(path) ?? textOnDisk(path);
      // Half a line must not make functions and findings come and go. A file that never was whole is taken as it is.
      if (last !== undefined && text !== last && !isWellFormed(path, text) && isWellFormed(path, last)) {
        texts.set(path, last);
        return false;
      }
      texts.set(path, text);
      return text !== last;
    },
    remove: (uri) => {
      const path = pathOf(uri);
      const last = texts.get(path);
      documents.delete(path);
      texts.delete(path);
      return last !== textOnDisk(path);
    },
  };
}
