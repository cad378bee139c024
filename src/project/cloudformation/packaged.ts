import { posix } from 'node:path';
import type { UnresolvedDeclaration } from '../declared.js';
import type { FoundFunction } from '../resolve.js';

/**
 * Leaves out what `sam package` and `aws cloudformation package` repeat: their output has the resources of the template beside
 * it, with the code replaced by the place in S3 where it was put.
 */
export function withoutPackaged(
  unresolved: readonly UnresolvedDeclaration[],
  found: readonly FoundFunction[],
): UnresolvedDeclaration[] {
  const isTemplate = (kind: string) => kind === 'sam' || kind === 'cloudformation';
  const known = new Set(
    found
      .filter(({ declaredIn }) => isTemplate(declaredIn.kind))
      .map((each) => placeOf(each.name, each.declaredIn.file)),
  );
  return unresolved.filter(
    ({ name = '', declaredIn, cause }) =>
      !(isTemplate(declaredIn.kind) && cause === 'stored' && known.has(placeOf(name, declaredIn.file))),
  );
}

function placeOf(name: string, file: string): string {
  return `${posix.dirname(file)}#${name}`;
}
