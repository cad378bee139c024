import type { Workspace } from './workspace.js';

/** The first-party file that an import in `from` leads to; `undefined` for packages and for what is not there. */
export function resolveModule(workspace: Workspace, from: string, specifier: string): string | undefined {
  const found = workspace.resolve(specifier, from);
  return found.kind === 'file' && workspace.isFile(found.path) ? found.path : undefined;
}
