import { posix } from 'node:path';
import { isWithin } from '../lib/paths.js';
import type { UnresolvedCause } from '../model/function.js';
import type { NeededStrength } from './code-shape/read.js';
import type { UnresolvedDeclaration } from './declared.js';
import type { FoundFunction } from './resolve.js';
import { nearestFolderWith } from './source-file.js';
import type { Workspace } from './workspace.js';

/** With these, the code is certainly in no JavaScript or TypeScript file of the project. */
const NOWHERE: readonly UnresolvedCause[] = ['not-node', 'not-lambda', 'image', 'inline'];

/**
 * Which evidence code shape needs in a project: none is enough where deployment files name every function, a name and
 * parameters are where there are no deployment files, and types are where some declarations stay unresolved, or a program was left before its end.
 */
export function toNeededStrength(
  workspace: Workspace,
  found: readonly FoundFunction[],
  unresolved: readonly UnresolvedDeclaration[],
  cutShort: readonly string[] = [],
): NeededStrength {
  const absolute = (file: string) => posix.join(workspace.root, file);
  const open = unresolved.filter(({ cause, leavesCodeOpen }) => !NOWHERE.includes(cause) && !leavesCodeOpen);
  const resolvedIn = new Set(
    found
      .flatMap(({ declaredIn, handler }) => [declaredIn.file, handler.file])
      .map((file) => posix.dirname(absolute(file))),
  );
  const unresolvedIn = new Set(
    [...open.map(({ declaredIn }) => declaredIn.file), ...cutShort].map((file) => posix.dirname(absolute(file))),
  );
  const homes = new Set(
    found.map(({ handler }) => nearestFolderWith(workspace, posix.dirname(absolute(handler.file)), 'package.json')),
  );
  const folders = new Set([...homes].filter((home) => home !== workspace.root).map((home) => posix.dirname(home)));
  /** A package beside one with declared functions, which has none itself: a function that was forgotten, or is deployed by hand. */
  const isLeftOut = (project: string) =>
    project !== workspace.root && !homes.has(project) && folders.has(posix.dirname(project));
  return (project) => {
    const concerns = (folder: string) => isWithin(folder, project) || isWithin(project, folder);
    if ([...unresolvedIn].some(concerns)) return 'typed';
    if (isLeftOut(project)) return 'named';
    return [...resolvedIn].some(concerns) ? undefined : 'named';
  };
}
