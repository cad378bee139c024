import { ConfigurationTarget, workspace } from 'vscode';

/** Sets something for the workspace as long as it takes. */
export async function withSetting(name: string, value: unknown, use: () => Promise<void>): Promise<void> {
  const set = (to: unknown) => workspace.getConfiguration().update(name, to, ConfigurationTarget.Workspace);
  await set(value);
  try {
    await use();
  } finally {
    await set(undefined);
  }
}
