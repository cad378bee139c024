import type { Connection, Diagnostic } from 'vscode-languageserver';
import { diagnosticsOf } from './features/diagnostics.js';
import { viewOf } from './file-view.js';
import type { Folder } from './folder.js';
import type { OpenDocuments } from './open-documents.js';

/** Tells the editor of each file once, and again only when something is different. */
export interface Publisher {
  /** All files of the folder; only those that are open unless `isWide`. */
  publish(folder: Folder, isWide: boolean): void;
  /** Of a folder that is no longer looked at. */
  withdraw(folder: Folder): void;
}

interface Told {
  readonly uri: string;
  readonly text: string;
}

export function createPublisher(
  connection: Connection,
  documents: OpenDocuments,
  ownerOf: (path: string) => Folder | undefined,
): Publisher {
  const told = new Map<string, Told>();
  const tell = (path: string, uri: string, diagnostics: Diagnostic[], version?: number): void => {
    const last = told.get(path);
    const text = JSON.stringify(diagnostics);
    if (last && last.uri !== uri) void connection.sendDiagnostics({ uri: last.uri, diagnostics: [] });
    if ((last?.uri === uri ? last.text : '[]') === text) return;
    told.set(path, { uri, text });
    if (diagnostics.length === 0) told.delete(path);
    void connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  };
  const pathsIn = (root: string): string[] => [...told.keys()].filter((path) => path.startsWith(`${root}/`));

  return {
    publish: (folder, isWide) => {
      const { root, state } = folder;
      const files = new Set([...state.findings.keys(), ...state.problems.keys()].filter(Boolean));
      for (const path of pathsIn(root)) files.add(path.slice(root.length + 1));
      for (const file of files) {
        const path = `${root}/${file}`;
        if (ownerOf(path) !== folder) continue;
        const { uri, document } = viewOf(file, folder, documents);
        const isShown = isWide || document !== undefined;
        tell(path, uri, isShown ? diagnosticsOf(file, folder, documents) : [], document?.version);
      }
    },
    withdraw: ({ root }) => {
      for (const path of pathsIn(root)) if (!ownerOf(path)) tell(path, told.get(path)!.uri, []);
    },
  };
}
