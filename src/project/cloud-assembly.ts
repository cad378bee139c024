import { posix } from 'node:path';
import type { Workspace } from './workspace.js';

/** Does the file stand in a folder that `cdk synth` wrote, wherever somebody keeps it? Snapshots of integration tests are some. */
export function isSynthesized(workspace: Workspace, file: string): boolean {
  // Each has a file of this name with the version of its format.
  return workspace.isFile(posix.join(posix.dirname(file), 'cdk.out'));
}
