import type { Connection, Diagnostic } from 'vscode-languageserver';
import { absolutePath, relativePath } from '../lib/paths.js';
import { type DiagnosticsContext, diagnosticsOf } from './features/diagnostics.js';
import { viewOf } from './file-view.js';
import type { Folder } from './folder.js';

/** Tells the editor of each file once, and again only when something is different. */
export interface Publisher {
  /** All files of the folder; only those that are open unless `isWide`. */
  publish(folder: Folder, isWide: boolean): void;
  /** Of a folder that is no longer looked at. */
  withdraw(folder: Folder): void;
}

interface Announced {
  /** The root of the folder that knew it. */
  readonly by: string;
  readonly uri: string;
  readonly text: string;
}

export function createPublisher(
  connection: Connection,
  known: DiagnosticsContext,
  ownerOf: (path: string) => Folder | undefined,
): Publisher {
  const told = new Map<string, Announced>();
  const tell = (path: string, by: string, uri: string, diagnostics: Diagnostic[], version?: number): void => {
    const last = told.get(path);
    const text = JSON.stringify(diagnostics);
    if (diagnostics.length === 0) told.delete(path);
    else told.set(path, { by, uri, text });
    if (last && last.uri !== uri) void connection.sendDiagnostics({ uri: last.uri, diagnostics: [] });
    if ((last?.uri === uri ? last.text : '[]') === text) return;
    void connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  };
  const tellFile = (path: string, folder: Folder, isWide: boolean): void => {
    const file = relativePath(folder.root, path);
    const { uri, document } = viewOf(file, folder, known.documents);
    const isShown = isWide || document !== undefined;
    const diagnostics = isShown ? diagnosticsOf(file, folder, known) : [];
    tell(path, folder.root, uri, diagnostics, document?.version);
  };
  const toldBy = (root: string): string[] => [...told].flatMap(([path, { by }]) => (by === root ? [path] : []));

  return {
    publish: (folder, isWide) => {
      const { root, state } = folder;
      const files = [...state.findings.keys(), ...state.problems.keys()].filter(Boolean);
      const before = new Set(toldBy(root));
      for (const path of new Set([...files.map((file) => absolutePath(root, file)), ...before])) {
        // Where this folder has nothing more to say, another may have.
        const owner = ownerOf(path) ?? folder;
        if (owner === folder || before.has(path)) tellFile(path, owner, isWide);
      }
    },
    withdraw: ({ root }) => {
      for (const path of toldBy(root)) tell(path, root, told.get(path)!.uri, []);
    },
  };
}
