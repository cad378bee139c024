import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** All that a run of VS Code writes to, in a temporary folder. */
export interface Profile {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly workspace: string;
  /** An extension that does nothing: VS Code runs tests only with one under development. */
  readonly emptyExtension: string;
  readonly countsFile: string;
  remove(): void;
}

/** Copies the workspaces, so that edits of tests stay out of the repository. */
export function makeProfile(workspace: string, settings: Readonly<Record<string, unknown>>): Profile {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'coldlens-vscode-')));
  const inside = (...names: readonly string[]) => join(folder, ...names);
  cpSync('test/fixtures/workspaces', inside('workspaces'), { recursive: true });
  // Above the workspaces, so that their imports have types.
  symlinkSync(resolve('node_modules'), inside('node_modules'), 'junction');
  mkdirSync(inside('extensions'));
  writeJson(inside('user-data', 'User'), 'settings.json', settings);
  writeJson(inside('empty-extension'), 'package.json', {
    name: 'empty',
    publisher: 'coldlens-tests',
    version: '0.0.0',
    engines: { vscode: '*' },
  });
  return {
    userDataDir: inside('user-data'),
    extensionsDir: inside('extensions'),
    workspace: inside('workspaces', workspace),
    emptyExtension: inside('empty-extension'),
    countsFile: inside('counts.json'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

function writeJson(folder: string, name: string, value: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(value, null, 2));
}
