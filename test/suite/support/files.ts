import assert from 'node:assert/strict';
import { commands, Range, type TextDocument, type TextEditor, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { eventually, unlessCanceled } from './eventually.js';

/** A file of a workspace folder, the first one unless another is named. */
export function fileUri(path: string, folder?: string): Uri {
  const folders = workspace.workspaceFolders!;
  const { uri } = folders.find(({ name }) => name === folder) ?? folders[0]!;
  return Uri.joinPath(uri, path);
}

/** Opens a file as a click on it does. VS Code holds on to what an extension has opened, for minutes after it was closed. */
export async function openFile(file: string | Uri): Promise<TextEditor> {
  const uri = typeof file === 'string' ? fileUri(file) : file;
  await unlessCanceled(() => commands.executeCommand('vscode.open', uri, { preview: false }));
  return eventually(`an editor of ${uri.path}`, () =>
    window.activeTextEditor?.document.uri.toString() === uri.toString() ? window.activeTextEditor : undefined,
  );
}

/** Types, as it were: replaces the only place with this text. Nothing is saved. */
export async function replaceText(document: TextDocument, before: string, after: string): Promise<void> {
  assert.equal(document.getText().split(before).length, 2, `"${before}" once in ${document.fileName}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, before), after);
  assert.ok(await workspace.applyEdit(edit), `an edit of ${document.fileName}`);
}

export function rangeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `"${text}" in ${document.fileName}`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

export async function readFile(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

export async function writeFile(uri: Uri, text: string): Promise<void> {
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

export async function exists(uri: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** Closes all editors, and forgets what was typed. */
export async function closeAll(): Promise<void> {
  for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}
