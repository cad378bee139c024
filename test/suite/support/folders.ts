import { workspace } from 'vscode';
import { eventually } from './eventually.js';

/**
 * VS Code reads the file of a workspace through the remote file system, and in a new profile opens the window with no folders
 * until that is up; its extension host, and this suite with it, may start before.
 */
export async function untilFolders(): Promise<void> {
  await eventually('a folder in the window', () => workspace.workspaceFolders?.[0]);
}
