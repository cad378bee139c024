import { type ChildProcess, spawn } from 'node:child_process';
import type { Server } from './install-server.js';

export interface ServerOptions {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** Whether the question of trust is asked at all; if not, every folder is trusted. */
  readonly hasWorkspaceTrust: boolean;
}

export interface RunningServer {
  readonly port: number;
  stop(): void;
}

const START_LIMIT_MS = 60_000;

export async function startServer(server: Server, options: ServerOptions): Promise<RunningServer> {
  // A process group of its own, so that extension hosts and what they started end with it.
  const child = spawn(server.node, [server.main, ...serverArguments(options)], {
    env: server.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => stopGroup(child);
  process.on('exit', stop);
  try {
    return { port: await portOf(child), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function serverArguments({ userDataDir, extensionsDir, hasWorkspaceTrust }: ServerOptions): readonly string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', userDataDir, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    ...['--telemetry-level', 'off', '--disable-getting-started-override'],
    // Without it the workbench ignores the extension under development and its tests.
    '--enable-smoke-test-driver',
    ...(hasWorkspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

/** Resolves when the server is up. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => reject(new Error(`VS Code's server ${reason}.\n${output}`));
    const timer = setTimeout(() => fail(`did not start within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('error', ({ message }) => fail(`could not be run: ${message}`));
    child.once('exit', (code) => fail(`ended with exit code ${code}`));
    // Read to the end, so that the server never waits for a reader.
    child.stderr!.on('data', (chunk) => {
      output += chunk;
    });
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port) {
        clearTimeout(timer);
        resolve(Number(port));
      }
    });
  });
}

function stopGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
