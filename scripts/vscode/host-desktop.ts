import { resolve } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { DESKTOP } from './environment.js';
import type { VscodeHost } from './host.js';
import { run } from './install-once.js';

/** The desktop VS Code, downloaded once. */
export async function desktopHost(): Promise<VscodeHost> {
  const executablePath = await downloadAndUnzipVSCode();
  return {
    executablePath,
    restrictedPath: resolve('scripts/vscode/launch-restricted.ts'),
    env: { [DESKTOP]: executablePath },
    installExtension(vsix, { userDataDir, extensionsDir }) {
      const [cli] = resolveCliArgsFromVSCodeExecutablePath(executablePath);
      const folders = ['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
      run(cli!, [...folders, '--install-extension', vsix, '--force'], '.');
    },
  };
}
