export interface WorkbenchContent {
  /** A folder or a `.code-workspace` file. */
  readonly workspace: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** The address of VS Code's workbench in the browser. The payload is what arguments are on a desktop. */
export function workbenchUrl(port: number, content: WorkbenchContent): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const { workspace, extensionDevelopmentPath, extensionTestsPath } = content;
  const payload = [
    ...(extensionDevelopmentPath ? [['extensionDevelopmentPath', remote(extensionDevelopmentPath)]] : []),
    ...(extensionTestsPath ? [['extensionTestsPath', remote(extensionTestsPath)]] : []),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({
    [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: workspace,
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query}`;
}
