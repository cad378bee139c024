import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  type CodeLens,
  createMessageConnection,
  type Diagnostic,
  type Hover,
  type MessageConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FUNCTIONS_REQUEST, type FunctionsView, type StatusView } from '../../src/model/protocol.js';
import { bin } from './run-bin.js';
import { until, WAIT_LIMIT_MS } from './until.js';

export interface ClientOptions {
  /** Absolute. */
  readonly folders: readonly string[];
  /** The section `coldlens`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: Readonly<Record<string, unknown>>;
  /** What the editor says it can do; by default all that the server asks about. */
  readonly capabilities?: object;
  /** The command line that the server is started with. */
  readonly script?: string;
}

const ALL_CAPABILITIES = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
  },
  window: { showDocument: { support: true } },
};

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
const FILE_CHANGES = { created: 1, changed: 2, deleted: 3 } as const;

/** An editor of the simplest kind: JSON-RPC over the pipes of `coldlens lsp --stdio`, and a memory of what it was told. */
export class LspClient {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly appliedEdits: WorkspaceEdit[] = [];
  readonly messages: string[] = [];
  readonly shownDocuments: string[] = [];
  capabilities: Record<string, unknown> = {};
  settings: Readonly<Record<string, unknown>>;
  lensRefreshes = 0;
  readonly #documents = new Map<string, TextDocument>();
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  #status: StatusView | undefined;

  private constructor({ settings = {}, script = bin }: ClientOptions) {
    this.settings = settings;
    this.process = spawn(process.execPath, [script, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout, stdin } = this.process;
    this.connection = createMessageConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.#answer();
    this.connection.listen();
  }

  static async start(options: ClientOptions): Promise<LspClient> {
    const client = new LspClient(options);
    const workspaceFolders = options.folders.map((folder) => ({ uri: uriOf(folder), name: folder }));
    const result = await client.connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
      processId: process.pid,
      rootUri: workspaceFolders[0]?.uri ?? null,
      workspaceFolders,
      capabilities: options.capabilities ?? ALL_CAPABILITIES,
      initializationOptions: options.initializationOptions ?? { hasCommands: true },
    });
    client.capabilities = result.capabilities;
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async open(path: string, text = readFileSync(path, 'utf8')): Promise<void> {
    const uri = path.includes(':') ? path : uriOf(path);
    const languageId = /\.[cm]?js$/.test(path) ? 'javascript' : /\.ya?ml$/.test(path) ? 'yaml' : 'typescript';
    this.#documents.set(path, TextDocument.create(uri, languageId, 1, text));
    await this.#notify('didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Types: the only occurrence of a text becomes another one; the server hears of that range. */
  async replace(path: string, before: string, after: string): Promise<void> {
    const document = this.documentAt(path);
    const at = document.getText().indexOf(before);
    if (at < 0 || document.getText().includes(before, at + 1)) throw new Error(`Not once in ${path}: ${before}`);
    const range = { start: document.positionAt(at), end: document.positionAt(at + before.length) };
    await this.edit(path, [{ range, newText: after }]);
  }

  async edit(path: string, edits: readonly { readonly range: Range; readonly newText: string }[]): Promise<void> {
    const document = this.documentAt(path);
    // Edits come in any order; from the end on, each range still fits when its turn comes.
    const contentChanges = edits
      .map(({ range, newText }) => ({ range, text: newText }))
      .reverse()
      .sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start));
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    await this.#notify('didChange', { textDocument: { uri: document.uri, version }, contentChanges });
  }

  /** Applies an action's edit as an editor does: only to the version that it was made for. */
  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const { textDocument, edits } of edit.documentChanges as TextDocumentEdit[]) {
      const [path, document] = [...this.#documents].find(([, each]) => each.uri === textDocument.uri) ?? [];
      if (!path || document?.version !== textDocument.version) throw new Error(`Not open: ${textDocument.uri}`);
      await this.edit(path, edits as { range: Range; newText: string }[]);
    }
  }

  async save(path: string): Promise<void> {
    await this.#notify('didSave', { textDocument: { uri: this.documentAt(path).uri } });
  }

  async close(path: string): Promise<void> {
    await this.#notify('didClose', { textDocument: { uri: this.documentAt(path).uri } });
    this.#documents.delete(path);
  }

  async tellOfFiles(changes: Readonly<Record<string, keyof typeof FILE_CHANGES>>): Promise<void> {
    const events = Object.entries(changes).map(([path, type]) => ({ uri: uriOf(path), type: FILE_CHANGES[type] }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: events });
  }

  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: { coldlens: settings } });
  }

  documentAt(path: string): TextDocument {
    const document = this.#documents.get(path);
    if (!document) throw new Error(`Not open: ${path}`);
    return document;
  }

  /** What the server last told of a file. */
  diagnosticsOf(path: string): readonly Diagnostic[] {
    return this.#diagnostics.get(this.#documents.get(path)?.uri ?? uriOf(path)) ?? [];
  }

  /** Settles when what was told of the file is as wanted. */
  untilDiagnostics(
    path: string,
    isWanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return this.#until(
      () => this.diagnosticsOf(path),
      isWanted,
      () =>
        `diagnostics of ${path}: ${JSON.stringify(this.diagnosticsOf(path).map(({ code, range }) => [code, range.start.line]))}`,
    );
  }

  async untilStatus(isWanted: (status: StatusView) => boolean): Promise<StatusView> {
    const wanted = (status: StatusView | undefined): boolean => status !== undefined && isWanted(status);
    const status = await this.#until(
      () => this.#status,
      wanted,
      () => `status: ${JSON.stringify(this.#status)}`,
    );
    return status!;
  }

  untilReady(): Promise<StatusView> {
    return this.untilStatus(({ state }) => state === 'ready');
  }

  /** Settles when a condition holds, asked after each message of the server. */
  until(isTrue: () => boolean, what: string): Promise<boolean> {
    return this.#until(isTrue, Boolean, () => what);
  }

  actions(path: string, range: Range = EVERYTHING, only?: readonly string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only && { only }) };
    return this.#ask('codeAction', path, { range, context });
  }

  resolveAction(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** `line: title` of each lens, lines 1-based. */
  async lenses(path: string): Promise<readonly string[]> {
    const lenses = await this.#ask<CodeLens[]>('codeLens', path, {});
    const resolved = await Promise.all(
      lenses.map((lens) => this.connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
    );
    return resolved.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
  }

  /** Settles when the lenses of a file are these. */
  async untilLenses(path: string, wanted: readonly string[]): Promise<void> {
    let seen: readonly string[] = [];
    await until(
      () => `lenses of ${path}: ${seen.join(', ')}`,
      async () => {
        seen = await this.lenses(path);
        return JSON.stringify(seen) === JSON.stringify(wanted) || undefined;
      },
    );
  }

  /** The Markdown at a place, 0-based; empty where there is none. */
  async hover(path: string, line: number, character: number): Promise<string> {
    const hover = await this.#ask<Hover | null>('hover', path, { position: { line, character } });
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  }

  functions(): Promise<FunctionsView> {
    return this.connection.sendRequest(FUNCTIONS_REQUEST);
  }

  /** Ends as the protocol wants it; gives the exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return exited;
  }

  #answer(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
      this.#told();
    });
    connection.onNotification('coldlens/status', (status: StatusView) => {
      this.#status = status;
      this.#told();
    });
    connection.onNotification('window/showMessage', ({ message }) => {
      this.messages.push(message);
      this.#told();
    });
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => this.settings));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/showDocument', ({ uri }) => {
      this.shownDocuments.push(uri);
      return { success: true };
    });
    connection.onRequest('workspace/codeLens/refresh', () => {
      this.lensRefreshes++;
      this.#told();
      return null;
    });
    connection.onRequest('workspace/applyEdit', ({ edit }) => {
      this.appliedEdits.push(edit);
      return { applied: true };
    });
  }

  #told(): void {
    for (const look of [...this.#waiting]) look();
  }

  #notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(`textDocument/${method}`, params);
  }

  #ask<T>(method: string, path: string, params: object): Promise<T> {
    const { uri } = this.documentAt(path);
    return this.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...params });
  }

  #until<T>(read: () => T, isWanted: (value: T) => boolean, describe: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`Waited in vain; ${describe()}`));
      }, WAIT_LIMIT_MS);
      const look = (): void => {
        const value = read();
        if (!isWanted(value)) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(value);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
