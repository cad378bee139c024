import { resolve } from 'node:path';
import { findBrowser } from '../browser/find-browser.js';
import type { VscodeHost } from './host.js';
import { run } from './install-once.js';
import { installServer } from './install-server.js';

/** VS Code's server from the npm registry, with its workbench in a headless browser. */
export function browserHost(): VscodeHost {
  const { node, main, env } = installServer();
  findBrowser();
  const launcher = resolve('scripts/vscode/launch-browser.ts');
  return {
    executablePath: launcher,
    restrictedPath: launcher,
    env: {},
    installExtension(vsix, { userDataDir, extensionsDir }) {
      const folders = [
        '--server-data-dir',
        userDataDir,
        '--user-data-dir',
        userDataDir,
        '--extensions-dir',
        extensionsDir,
      ];
      run(node, [main, ...folders, '--install-extension', vsix], '.', env);
    },
  };
}
