import { window } from 'vscode';
import { ANALYZE_REQUEST } from '../model/protocol.js';
import { FUNCTIONS_VIEW } from './command-ids.js';
import type { Launched } from './launch.js';

export async function analyzeWorkspace({ server }: Launched): Promise<void> {
  try {
    await window.withProgress({ location: { viewId: FUNCTIONS_VIEW } }, () => server.request(ANALYZE_REQUEST));
  } catch (error) {
    void window.showErrorMessage(
      `Coldlens could not analyze the workspace. ${error instanceof Error ? error.message : error}`,
    );
  }
}
