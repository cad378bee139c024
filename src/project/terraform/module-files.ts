import { posix } from 'node:path';
import { groupBy } from '../../lib/group.js';
import type { Workspace } from '../workspace.js';

/** The files of each module, by its folder: those of Terraform and of OpenTofu, as text or as JSON. */
export function filesOfModules(workspace: Workspace): ReadonlyMap<string, readonly string[]> {
  const files = workspace.files.filter((file) => /\.(tf|tofu)(\.json)?$/.test(file));
  const all = new Set(files);
  // OpenTofu leaves a file for Terraform alone that has a twin of its own.
  const isLeftAlone = (file: string) =>
    all.has(file.replace(/\.tf(\.json)?$/, '.tofu$1')) && /\.tf(\.json)?$/.test(file);
  return groupBy(
    files.filter((file) => !isLeftAlone(file)),
    posix.dirname,
  );
}
