import { posix } from 'node:path';
import type { Reading, UnresolvedDeclaration } from '../declared.js';
import type { FoundFunction } from '../resolve.js';
import { filterResources } from '../resources.js';

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

/** Readings without what else is in the files whose functions are all left out by that. */
export function withoutPackagedFiles(
  readings: readonly Reading[],
  all: readonly UnresolvedDeclaration[],
  kept: readonly UnresolvedDeclaration[],
  found: readonly FoundFunction[],
): readonly Reading[] {
  const stay = new Set([...kept, ...found].map(({ declaredIn }) => declaredIn.file));
  const keptSet = new Set(kept);
  const left = all.filter((each) => !keptSet.has(each)).map(({ declaredIn }) => declaredIn.file);
  const gone = new Set(left.filter((file) => !stay.has(file)));
  if (gone.size === 0) return readings;
  return readings.map((reading) => ({
    ...reading,
    tables: reading.tables.filter(({ declaredIn }) => !gone.has(declaredIn.file)),
    resources: filterResources(reading.resources, ({ declaredIn }) => !gone.has(declaredIn.file)),
  }));
}

function placeOf(name: string, file: string): string {
  return `${posix.dirname(file)}#${name}`;
}
