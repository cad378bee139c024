import { posix } from 'node:path';
import { findModule, findSourcePath } from './source-file.js';
import { tsconfigsAbove } from './tsconfig.js';
import type { Workspace } from './workspace.js';

/** The first-party file that an import in `from` leads to; `undefined` for packages and for what is not there. */
export function resolveModule(workspace: Workspace, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return findSourcePath(workspace, posix.join(posix.dirname(from), specifier));
  return resolveAlias(workspace, from, specifier) ?? resolveWorkspacePackage(workspace, from, specifier);
}

function resolveAlias(workspace: Workspace, from: string, specifier: string): string | undefined {
  for (const { paths, baseUrl } of tsconfigsAbove(workspace, posix.dirname(from))) {
    for (const [pattern, targets] of Object.entries(paths)) {
      const matched = matchPattern(pattern, specifier);
      if (matched === undefined) continue;
      const found = targets.map((target) => findSourcePath(workspace, target.replace('*', matched))).find(Boolean);
      if (found !== undefined) return found;
    }
    const direct = baseUrl === undefined ? undefined : findSourcePath(workspace, posix.join(baseUrl, specifier));
    if (direct !== undefined) return direct;
  }
  return undefined;
}

/** What the `*` of a tsconfig path pattern stands for in `specifier`, or `undefined` when it does not match. */
function matchPattern(pattern: string, specifier: string): string | undefined {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return pattern === specifier ? '' : undefined;
  const fits =
    specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
  return fits ? specifier.slice(prefix.length, specifier.length - suffix.length) : undefined;
}

function resolveWorkspacePackage(workspace: Workspace, from: string, specifier: string): string | undefined {
  const [scope = '', name = ''] = specifier.split('/');
  const packageName = specifier.startsWith('@') ? `${scope}/${name}` : scope;
  const folder = workspace.packageNamed(packageName, from);
  if (folder === undefined) return undefined;
  const rest = specifier.slice(packageName.length + 1);
  if (rest !== '')
    return (
      findSourcePath(workspace, posix.join(folder, rest)) ?? findSourcePath(workspace, posix.join(folder, 'src', rest))
    );
  return findModule(workspace, posix.join(folder, 'src')) ?? findModule(workspace, folder);
}
