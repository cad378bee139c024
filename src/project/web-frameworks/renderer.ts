import { absolutePath, isWithin } from '../../lib/paths.js';
import type { DeclaredFunction, Reading } from '../declared.js';
import { findHandler } from '../handler-file.js';
import type { Workspace } from '../workspace.js';

/**
 * Takes out the function of Architect that renders what a framework serves: its code calls the adapter, or a build of the framework makes
 * it. What it serves is listed instead, each with its settings.
 */
export function takeRenderer(
  workspace: Workspace,
  home: string,
  adapters: readonly string[],
  { declared }: Pick<Reading, 'declared'>,
): DeclaredFunction | undefined {
  const index = declared.findIndex((each) => {
    if (!isWithin(absolutePath(workspace.root, each.declaredIn.file), home)) return false;
    const found = findHandler(workspace, each.target);
    if ('reason' in found) return each.name === 'any /*';
    const text = workspace.text(absolutePath(workspace.root, found.file)) ?? '';
    return adapters.some((name) => text.includes(name));
  });
  return index < 0 ? undefined : declared.splice(index, 1)[0];
}
