import { handlerKey } from '../derived/handler-key.js';
import { groupBy, partition } from '../lib/group.js';
import type { Declaration } from '../model/function.js';
import { byDeclaration } from './by-declaration.js';
import type { FoundFunction } from './resolve.js';

/** Which declaration stands for a handler that several deployment tools declare: the most explicit first. */
const ORDER: readonly Declaration['kind'][] = [
  'sam',
  'cloudformation',
  'serverless',
  'architect',
  'amplify',
  'cdk',
  'terraform',
  'pulumi',
  'cdktf',
  'cdk-out',
  'docker',
  'framework',
  'config',
  'code',
];

/**
 * Two functions of one deployment file stay two, even with the same handler. A handler that a second file declares
 * again, for another tool or another stage, is the same function to its author: the first declaration keeps it and
 * names the others.
 */
export function dedupe(found: readonly FoundFunction[]): MergedFunction[] {
  const groups = groupBy(found, ({ handler }) => handlerKey(handler));
  return [...groups.values()].flatMap(mergeGroup);
}

/** A function, and the declarations that it stands for as well. */
export interface MergedFunction extends FoundFunction {
  readonly repeated?: readonly FoundFunction[];
}

function mergeGroup(group: readonly FoundFunction[]): readonly MergedFunction[] {
  const [first, ...others] = [...group].sort(
    (left, right) =>
      isGuess(left) - isGuess(right) ||
      rank(left) - rank(right) ||
      isPlainSite(left) - isPlainSite(right) ||
      byDeclaration(left, right),
  );
  if (first === undefined || others.length === 0) return group;
  const byName = groupBy(
    [...group].sort(
      (left, right) =>
        isGuess(left) - isGuess(right) || isPlainSite(left) - isPlainSite(right) || byDeclaration(left, right),
    ),
    ({ name }) => name,
  );
  const [dropped, further] = partition(others, (each) => isRepetition(each, byName.get(each.name)![0], first));
  const kept = [first, ...further];
  if (dropped.length === 0) return kept;
  return kept.map((each) => ({ ...each, repeated: dropped }));
}

/**
 * Another tool's declaration of the handler, or the same name in another file of the same tool.
 *
 * @param earliest of those with the name; declarations go by files.
 */
function isRepetition({ declaredIn }: FoundFunction, earliest: FoundFunction, first: FoundFunction): boolean {
  return declaredIn.kind !== first.declaredIn.kind || earliest.declaredIn.file !== declaredIn.file;
}

/** A declaration that leads to the handler stands for it before one that has only its name. */
function isGuess({ foundBy }: FoundFunction): number {
  return Number(foundBy !== undefined);
}

/** Of a site, a component says more than an adapter that it is built with. */
function isPlainSite({ declaredIn, runtime }: FoundFunction): number {
  return Number(declaredIn.kind === 'framework' && runtime === undefined);
}

function rank({ declaredIn }: FoundFunction): number {
  return ORDER.indexOf(declaredIn.kind);
}
