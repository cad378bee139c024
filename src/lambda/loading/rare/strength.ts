import { ts } from 'ts-morph';
import { isAssigning, some, walk } from '../../../ast/nodes.js';
import type { Program } from '../../program.js';
import { type Arm, aroundBranch, otherWays } from './arms.js';
import { conditionSourcesOf, isDevelopmentOnly, isFeatureFlag, shapeOf } from './condition.js';
import { computes, doesLastingWork, doesWork, endsInError, isErrorGuard, leaves } from './outcome.js';

/** `strong`: an alternative, an error, a developer's machine. `weak`: something optional, which may well be the rule. */
export type RareStrength = 'strong' | 'weak';

/** Does a stretch of code need what is asked about? */
export type Touching = (part: ts.Node) => boolean;

/** How sure is it that invocations go other ways than this? `undefined` where it may be what the function is for. */
export function strengthOf(arm: Arm, touching: Touching, program: Program): RareStrength | undefined {
  const { kind, node, test, side } = arm;
  if (kind === 'catch') return 'strong';
  if ((kind === 'if' || kind === 'case') && endsInError(node)) return 'strong';
  if (!test) return undefined;
  const sources = conditionSourcesOf(test, program);
  if (sources.size === 0) return undefined;
  const shape = kind === 'case' ? 'equal' : shapeOf(test, side);
  if (shape === 'unequal') return undefined;
  if (sources.has('environment') && !sources.has('request') && !sources.has('fetched')) {
    if (isDevelopmentOnly(test, side)) return 'strong';
    return isFeatureFlag(test) && isAlternative(arm, 'weak', touching, program) ? 'weak' : undefined;
  }
  if (shape === 'presence') {
    const isWeak =
      !sources.has('fetched') && !preparesWhatFollows(arm) && isAlternative(arm, 'weak', touching, program);
    return isWeak ? 'weak' : undefined;
  }
  const strength = sources.has('fetched') ? 'weak' : 'strong';
  return isAlternative(arm, strength, touching, program) ? strength : undefined;
}

/** `if (event.code) text = decrypt(event.code);`: what comes after needs what was made here. */
function preparesWhatFollows({ node, branch }: Arm): boolean {
  const assigned = new Set<string>();
  walk(
    node,
    (each) => void (isAssigning(each) && ts.isIdentifier(each.left) && assigned.add(each.left.text)),
    'nested',
  );
  if (assigned.size === 0) return false;
  const names = (each: ts.Node): boolean => ts.isIdentifier(each) && assigned.has(each.text);
  return aroundBranch(branch).after.some((each) => some(each, names, 'nested'));
}

/** The function finishes something useful when it goes another way, and needs nothing of what is asked about for it. */
function isAlternative(arm: Arm, wanted: RareStrength, touching: Touching, program: Program): boolean {
  const { arms, isOptional } = otherWays(arm);
  const others = arms.filter((each) => !touching(each) && !endsInError(each));
  const isTernary = arm.kind === 'ternary';
  // What may well be the rule needs something weightier beside it.
  const mayCompute = (way: ts.Node): boolean => wanted === 'strong' && (isTernary || !leaves(way)) && computes(way);
  const isUseful = (way: ts.Node): boolean => doesWork(way, program) || mayCompute(way);
  if (others.some(isUseful)) return true;
  if (!isOptional && (wanted === 'weak' || others.every(leaves))) return false;
  const { before, after } = aroundBranch(arm.branch);
  const isFree = (each: ts.Statement): boolean => !touching(each) && !isErrorGuard(each);
  return (
    after.some((each) => isFree(each) && doesWork(each, program)) ||
    before.some((each) => isFree(each) && doesLastingWork(each, program))
  );
}
