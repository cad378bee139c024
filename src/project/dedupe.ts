import type { Declaration } from '../model/function.js';
import { byDeclaration } from './by-declaration.js';
import type { FoundFunction } from './resolve.js';

/** Which declaration stands for a handler that several deployment tools declare: the most explicit first. */
const ORDER: readonly Declaration['kind'][] = [
  'sam',
  'cloudformation',
  'serverless',
  'cdk',
  'terraform',
  'cdk-out',
  'code',
];

/**
 * Two functions of one deployment file stay two, even with the same handler. A handler that a second file declares
 * again, for another tool or another stage, is the same function to its author: the first declaration keeps it and
 * names the others.
 */
export function dedupe(found: readonly FoundFunction[]): FoundFunction[] {
  const groups = new Map<string, FoundFunction[]>();
  for (const each of found) {
    const key = `${each.handler.file}#${each.handler.export}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap(mergeGroup);
}

function mergeGroup(group: readonly FoundFunction[]): FoundFunction[] {
  const [first, ...others] = [...group].sort((left, right) => rank(left) - rank(right) || byDeclaration(left, right));
  if (first === undefined || others.length === 0) return [...group];
  const kept = [first, ...others.filter((each) => !isRepetition(each, group, first))];
  const dropped = others.filter((each) => !kept.includes(each)).map(({ declaredIn }) => declaredIn);
  return dropped.length === 0 ? kept : kept.map((each) => ({ ...each, alsoDeclaredIn: dropped }));
}

/** Another tool's declaration of the handler, or the same name in another file of the same tool. */
function isRepetition(each: FoundFunction, group: readonly FoundFunction[], first: FoundFunction): boolean {
  if (each.declaredIn.kind !== first.declaredIn.kind) return true;
  return group.some(
    (other) =>
      other !== each &&
      other.name === each.name &&
      other.declaredIn.file !== each.declaredIn.file &&
      byDeclaration(other, each) < 0,
  );
}

function rank({ declaredIn }: FoundFunction): number {
  return ORDER.indexOf(declaredIn.kind);
}
